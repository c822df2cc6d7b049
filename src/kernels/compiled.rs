//! The kernels that are compiled once, in this crate, and called by every network.
//!
//! A kernel that is generic over the layers is compiled in the crate that declares the network, for each network again.
//! The others, above all the matrix products, are methods of this trait, implemented for `f32` and `f64`: they are
//! compiled here, and a crate with many networks only calls them.

use super::elementwise::{Multiply, Transpose};
use super::float::Float;
use super::parallel;
use super::product::{DotProduct, OuterProduct, Product};
use super::vector::{Cpu, Dispatch};

/// A float whose layer-independent kernels are compiled in this crate.
pub trait Compiled: Float {
    /// Computes a [`Product`].
    fn product(cpu: Cpu, product: Product<'_, Self>);
    /// Computes a [`DotProduct`].
    fn dot_product(cpu: Cpu, product: DotProduct<'_, Self>);
    /// Computes an [`OuterProduct`].
    fn outer_product(cpu: Cpu, product: OuterProduct<'_, Self>);
    /// Multiplies entry by entry, see [`Multiply`].
    fn multiply(cpu: Cpu, task: Multiply<'_, Self>);
    /// Transposes a matrix, see [`Transpose`].
    fn transpose(cpu: Cpu, task: Transpose<'_, Self>);
}

macro_rules! compiled {
    ($($float:ident)+) => {$(
        impl Compiled for $float {
            fn product(cpu: Cpu, product: Product<'_, Self>) {
                parallel::run(cpu, product);
            }
            fn dot_product(cpu: Cpu, product: DotProduct<'_, Self>) {
                parallel::run(cpu, product);
            }
            fn outer_product(cpu: Cpu, product: OuterProduct<'_, Self>) {
                parallel::run(cpu, product);
            }
            fn multiply(cpu: Cpu, task: Multiply<'_, Self>) {
                Self::dispatch(cpu, task);
            }
            fn transpose(cpu: Cpu, task: Transpose<'_, Self>) {
                Self::dispatch(cpu, task);
            }
        }
    )+};
}

compiled!(f32 f64);
