//! The floats that have kernels: `f32` and `f64`.

use super::elementary::Approximations;
use super::vector::Dispatch;
use crate::equations::scalar::{Floats, Scalar};

/// A float that has kernels: vectors, and elementary functions without branches.
pub trait Float: Scalar + Approximations + Dispatch + Send + Sync {
    /// Returns numbers of any type as floats of this type, if they are.
    fn of<T: Scalar>(numbers: &[T]) -> Option<&[Self]>;
}

macro_rules! float {
    ($($float:ident $floats:ident)+) => {$(
        impl Float for $float {
            fn of<T: Scalar>(numbers: &[T]) -> Option<&[Self]> {
                match T::floats(numbers) {
                    Floats::$floats(numbers) => Some(numbers),
                    _ => None,
                }
            }
        }
    )+};
}

float!(f32 F32 f64 F64);
