//! What generated code calls: all that the macro knows of this crate.

pub use crate::__derivation as derivation;
pub use crate::equations::activation::{Activation, OutputActivation, g, g_prime, output};
pub use crate::equations::backward::hidden_error;
pub use crate::equations::cost::{Cost, example_cost, mean_cost, output_error};
pub use crate::equations::first_weights::Random;
pub use crate::equations::forward::{activate, class, weighted_sum};
pub use crate::equations::gradient::{accumulate, mean_gradient};
pub use crate::equations::scalar::Scalar;
pub use crate::equations::theta::Theta;
pub use crate::kernels::layers::{Hidden, Output};
pub use crate::network::trace::Trace;
pub use crate::network::{LayerValues, Network, Record, sealed};
pub use crate::readings::counting::Operations;
pub use crate::samples::Samples;
pub use backprop_macros::network;
pub use ndarray::{ArrayView2, ArrayViewMut2};
pub use std::vec::Vec;

/// Puts the items of an array into a list.
pub fn list<T, const N: usize>(items: [T; N]) -> Vec<T> {
    items.into()
}
