//! From the examples of one layer to those of the next, and back: which product computes it.
//!
//! **Invariant**: which one is chosen depends on the sizes alone.

use super::{Block, Weights};
use crate::kernels::compiled::Compiled;
use crate::kernels::elementwise::Transpose;
use crate::kernels::parameters::{padded, stride};
use crate::kernels::product::{DotProduct, Matrix, MatrixMut, OuterProduct, Product, Start};
use crate::kernels::vector::Cpu;

/// Whether Z = A Θᵀ is computed as scalar products of rows: long rows are worth adding up lanes at their end, and a
/// transposition of the weights is not worth its while for few samples.
const fn by_dots<T>(inputs: usize, samples: usize) -> bool {
    let bytes = inputs * size_of::<T>();
    bytes >= 2048 || bytes >= 1536 && samples <= 256
}

/// How many numbers Θᵀ takes, if it is needed.
pub(super) const fn transposed<T>(inputs: usize, units: usize, samples: usize) -> usize {
    if by_dots::<T>(inputs, samples) { 0 } else { inputs * stride::<T>(units) }
}

/// A row's numbers, filled up to a quarter vector: more takes no part in a product.
const fn width<T>(units: usize) -> usize {
    units.next_multiple_of(16 / size_of::<T>())
}

/// The weights from a layer of `INPUTS` to one of `UNITS` units.
pub(super) struct Between<const INPUTS: usize, const UNITS: usize>;

impl<const INPUTS: usize, const UNITS: usize> Between<INPUTS, UNITS> {
    /// Writes out Θᵀ, if there is room for it.
    pub(super) fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], transposed: &mut [T]) {
        if !transposed.is_empty() {
            let weights = Matrix { values: &theta[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: transposed, stride: stride::<T>(UNITS) };
            T::transpose(cpu, Transpose { result, matrix: weights, size: [UNITS, INPUTS] });
        }
    }

    /// Z = A Θᵀ, with the biases.
    pub(super) fn forward<T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        transposed: &[T],
        a: Matrix<'_, T>,
        z: &mut [T],
    ) {
        let (biases, weights) = theta.split_at(padded::<T>(UNITS));
        let result = MatrixMut { values: z, stride: stride::<T>(UNITS) };
        if transposed.is_empty() {
            let right = Matrix { values: weights, stride: stride::<T>(INPUTS) };
            let size = [block.m, padded::<T>(INPUTS), UNITS];
            T::dot_product(block.cpu, DotProduct { result, start: Start::Row(biases), left: a, right, size });
        } else {
            let right = Matrix { values: transposed, stride: stride::<T>(UNITS) };
            let size = [block.m, INPUTS, width::<T>(UNITS)];
            T::product(block.cpu, Product { result, start: Start::Row(biases), left: a, right, size });
        }
    }

    /// E Θ, where there is a layer before; then Δ := Δ + Eᵀ A.
    pub(super) fn backward<T: Compiled>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        room: &mut [T],
        a: Matrix<'_, T>,
        delta: &[T],
        error: Option<&mut [T]>,
    ) {
        let delta = Matrix { values: delta, stride: stride::<T>(UNITS) };
        let ahead = if error.is_none() { block.ahead } else { &[] };
        if let Some(error) = error {
            let right = Matrix { values: &weights.theta()[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: error, stride: stride::<T>(INPUTS) };
            let size = [block.m, UNITS, width::<T>(INPUTS)];
            T::product(block.cpu, Product { result, start: Start::Zeros, left: delta, right, size });
        }
        let (sums, keep) = weights.sums();
        let (bias, sums) = sums.split_at_mut(padded::<T>(UNITS));
        let sums = MatrixMut { values: sums, stride: stride::<T>(INPUTS) };
        let size = [block.m, width::<T>(INPUTS), UNITS];
        T::outer_product(
            block.cpu,
            OuterProduct { sums, keep, bias: &mut bias[..UNITS], left: delta, right: a, size, room, ahead },
        );
    }
}
