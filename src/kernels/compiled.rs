//! The kernels that are compiled once, in this crate, and called from the code of every network.
//!
//! A network's own kernels are generic over its layers, so they are compiled in the crate that declares it. What does not
//! depend on the layers, the matrix products above all, is behind this trait for `f32` and `f64`: a crate with many
//! networks does not compile it again for each of them.

use super::elementwise::{Multiply, Transpose};
use super::float::Float;
use super::parallel;
use super::product::{DotProduct, OuterProduct, Product};
use super::vector::{Cpu, Dispatch};

/// A float whose layer-independent kernels are compiled in this crate.
pub trait Compiled: Float {
    /// Computes a product.
    fn product(cpu: Cpu, product: Product<'_, Self>);
    /// Computes a product whose right factor is transposed.
    fn dot_product(cpu: Cpu, product: DotProduct<'_, Self>);
    /// Adds outer products.
    fn outer_product(cpu: Cpu, product: OuterProduct<'_, Self>);
    /// Multiplies entry by entry.
    fn multiply(cpu: Cpu, task: Multiply<'_, Self>);
    /// Transposes a matrix.
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
