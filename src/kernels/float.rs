//! The numbers that have kernels: `f32` and `f64`.

use super::elementary::Elementary;
use super::vector::Dispatch;
use crate::equations::scalar::Scalar;

/// A float: it has elementary functions without branches, and vectors.
pub trait Float: Scalar + Elementary + Dispatch + Send + Sync {}

impl Float for f32 {}
impl Float for f64 {}
