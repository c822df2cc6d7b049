//! Draft head.

mod descent;
mod elementary;
mod elementwise;
mod layers;
mod number;
mod parallel;
mod parameters;
mod product;
mod run;
mod tiny;
mod vector;
mod workspace;

use crate::scalar::Scalar;
use elementary::Elementary;
use elementwise::{Multiply, Transpose};
use product::Products;
use vector::{Cpu, Dispatch};

pub use descent::{Descent, descent};
pub use layers::{Hidden, Layers, Output};
pub use run::{cost, cost_and_gradient, gradient};
pub use tiny::Few;

/// A float that has the fast path.
pub trait Float: Scalar + Elementary + Dispatch + Products + Send + Sync {
    /// [`Multiply`], compiled in this crate.
    fn multiply(cpu: Cpu, task: Multiply<'_, Self>);
    /// [`Transpose`], compiled in this crate.
    fn transpose(cpu: Cpu, task: Transpose<'_, Self>);
}

/// What a number does if it is a float.
pub trait IfFloat<T> {
    /// What comes of it.
    type Output;

    /// Does it.
    fn run(self) -> Self::Output
    where
        T: Float;
}

macro_rules! float {
    ($($float:ident)+) => {$(
        impl Float for $float {
            fn multiply(cpu: Cpu, task: Multiply<'_, Self>) {
                Self::dispatch(cpu, task);
            }
            fn transpose(cpu: Cpu, task: Transpose<'_, Self>) {
                Self::dispatch(cpu, task);
            }
        }
    )+};
}

float!(f32 f64);
