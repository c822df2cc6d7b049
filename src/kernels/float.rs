//! The floats that have kernels: `f32` and `f64`.

use super::elementary::Approximations;
use super::vector::Dispatch;
use crate::equations::scalar::Scalar;

/// A float that has kernels: vectors, and elementary functions without branches.
pub trait Float: Scalar + Approximations + Dispatch + Send + Sync {}

impl Float for f32 {}
impl Float for f64 {}
