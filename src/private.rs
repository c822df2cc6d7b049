//! The hidden functions and types that generated code uses. Those that a user can name have public paths.

#![doc(hidden)]

pub use crate::__derivation as derivation;
pub use crate::__habits as habits;
pub use crate::__operations as operations;
pub use crate::equations::activation::{g, g_prime, output};
pub use crate::equations::backward::hidden_error;
pub use crate::equations::cost::{example_cost, mean_cost, output_error, weighted_cost};
pub use crate::equations::first_weights::Random;
pub use crate::equations::forward::{activate, class, weighted_sum};
pub use crate::equations::gradient::{accumulate, mean_gradient, weighted_error};
pub use crate::habits::*;
pub use crate::kernels::layers::{Hidden, Output};
pub use crate::network::architecture::summarize;
pub use crate::network::sealed;
pub use crate::samples::expect_targets;
pub use alloc::vec::Vec;
pub use backprop_macros::network;
pub use ndarray::{ArrayView2, ArrayViewMut2};

/// Moves the items of an array into a `Vec`. `Vec::from` would need a trait that may not be in scope in the user's code.
pub fn list<T, const N: usize>(items: [T; N]) -> Vec<T> {
    items.into()
}

/// No type implements it: a method with this bound tells which feature it needs.
#[cfg(not(feature = "std"))]
#[diagnostic::on_unimplemented(
    message = "`operations` needs the feature `std` of `backprop`",
    label = "add `\"std\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureStd {}

/// No type implements it: a method with this bound tells which feature it needs.
#[cfg(not(feature = "symbol"))]
#[diagnostic::on_unimplemented(
    message = "`derivation` needs the feature `symbol` of `backprop`",
    label = "add `\"symbol\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureSymbol {}
