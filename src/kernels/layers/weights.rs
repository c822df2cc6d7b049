//! The products between two layers, forward and back, and the choice of the kernel for them.
//!
//! Z = b + A Θᵀ is the equation `weighted-sum` for a block of examples, E Θ the sum in `hidden-error`, and Δ + Eᵀ A
//! `accumulate`. `tests/fast/sizes.rs` compares them with the textbook.
//!
//! **Invariant**: the choice depends on the sizes alone.

use super::{Block, Weights};
use crate::kernels::compiled::Compiled;
use crate::kernels::elementwise::Transpose;
use crate::kernels::parameters::{padded, stride};
use crate::kernels::product::{DotProduct, Matrix, MatrixMut, OuterProduct, Product, Start};
use crate::kernels::vector::Cpu;

/// Returns whether Z = A Θᵀ is computed as scalar products of rows rather than from a transposed copy of Θ: if rows are
/// so long that the sums over lanes at their ends hardly matter, or samples so few that a transposition is not repaid.
const fn by_dots<T>(inputs: usize, samples: usize) -> bool {
    let bytes = inputs * size_of::<T>();
    bytes >= 2048 || bytes >= 1536 && samples <= 256
}

/// Returns the length of Θᵀ; 0 if it is not needed.
pub(super) const fn transposed<T>(inputs: usize, units: usize, samples: usize) -> usize {
    if by_dots::<T>(inputs, samples) { 0 } else { inputs * stride::<T>(units) }
}

/// Returns the length of a row in a product: padded to quarter vectors (16 bytes), not to whole cache lines.
const fn width<T>(units: usize) -> usize {
    units.next_multiple_of(16 / size_of::<T>())
}

/// The weights from a layer of `INPUTS` to one of `UNITS` units.
pub(super) struct Between<const INPUTS: usize, const UNITS: usize>;

impl<const INPUTS: usize, const UNITS: usize> Between<INPUTS, UNITS> {
    /// Writes out Θᵀ, if it is needed.
    pub(super) fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], transposed: &mut [T]) {
        if !transposed.is_empty() {
            let weights = Matrix { values: &theta[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: transposed, stride: stride::<T>(UNITS) };
            T::transpose(cpu, Transpose { result, matrix: weights, size: [UNITS, INPUTS] });
        }
    }

    /// Computes Z = b + A Θᵀ.
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

    /// Computes E Θ, if there is a layer before.
    pub(super) fn backward<T: Compiled>(block: Block<'_, T>, theta: &[T], delta: &[T], error: Option<&mut [T]>) {
        if let Some(error) = error {
            let left = Matrix { values: delta, stride: stride::<T>(UNITS) };
            let right = Matrix { values: &theta[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: error, stride: stride::<T>(INPUTS) };
            let size = [block.m, UNITS, width::<T>(INPUTS)];
            T::product(block.cpu, Product { result, start: Start::Zeros, left, right, size });
        }
    }

    /// Computes Δ := Δ + Eᵀ A.
    pub(super) fn accumulate<T: Compiled>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        room: &mut [T],
        a: Matrix<'_, T>,
        delta: &[T],
    ) {
        let delta = Matrix { values: delta, stride: stride::<T>(UNITS) };
        let Weights { sums, keep } = weights;
        let (bias, sums) = sums.split_at_mut(padded::<T>(UNITS));
        let sums = MatrixMut { values: sums, stride: stride::<T>(INPUTS) };
        let size = [block.m, width::<T>(INPUTS), UNITS];
        T::outer_product(
            block.cpu,
            OuterProduct {
                sums,
                keep,
                bias: &mut bias[..UNITS],
                left: delta,
                right: a,
                size,
                room,
                ahead: block.ahead,
            },
        );
    }
}
