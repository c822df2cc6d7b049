//! The matrix products of a layer, one kernel for each layout of the factors in memory.
//!
//! Rows of A are the activations of the examples of a block, rows of E their errors, rows of Z their weighted inputs.
//!
//! | kernel | computes | equation | vectors run along |
//! |---|---|---|---|
//! | [`Product`] | E Θ, the errors propagated back; Z = A Θᵀ from a Θᵀ that was written out | `hidden-error` without g′, `weighted-sum` | a row of the right factor |
//! | [`DotProduct`] | Z = A Θᵀ from Θ itself | `weighted-sum` | rows of both factors, added up at the end |
//! | [`OuterProduct`] | Δ := Δ + Eᵀ A | `accumulate` | a row of A and of Δ |
//!
//! All three are built alike. The result is cut into **register tiles**: R rows by W vectors whose sums, the
//! *accumulators*, stay in registers over the whole inner dimension:
//!
//! ```text
//! for each panel of W vectors of columns
//!     for each tile of R rows in it
//!         sums[R][W] = start                          // R · W accumulators, in registers
//!         for j in 0..k                               // the inner dimension
//!             load W vectors of the right factor, broadcast R numbers of the left one
//!             sums[r][w] += left[r] · right[w]        // R · W fused multiply-adds (FMA)
//!         store sums[R][W]
//! ```
//!
//! A tile does two things. It saves loads: R + W of them serve R · W FMAs, where a single sum needs two for each. And
//! it hides latency: an FMA takes some four cycles, and two of them start in each cycle, so at least eight sums that do
//! not wait for each other are needed to keep the processor busy. The larger the tile the better, as long as its
//! accumulators, W vectors and a broadcast fit the registers; the [instruction sets](super::vector) say how large that
//! is. Smaller tiles compute what is left over at the edges, by vectors of a half and a quarter of the width.
//!
//! There is no packing: factors are read in place, in rows whose [stride](super::parameters::stride) avoids cache
//! conflicts. The sizes are the network's, known at compile time where a kernel is inlined; these three are compiled
//! once for all networks ([`compiled`](super::compiled)) and take them as values.
//!
//! **Invariant**: an entry of a result does not depend on the tile or the thread that computes it: its terms are added
//! in the same order.

mod dot;
#[cfg(feature = "rayon")]
mod halves;
mod outer;
mod rows;
#[cfg(test)]
#[cfg(feature = "rayon")]
mod tests;

use super::float::Float;
use super::vector::Vector;

pub use dot::DotProduct;
pub use outer::{OuterProduct, room};
pub use rows::Product;

/// A matrix in memory, row by row.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a, T> {
    /// The numbers of all rows, with padding between rows.
    pub values: &'a [T],
    /// The stride: the distance from the start of a row to that of the next, in numbers.
    pub stride: usize,
}

impl<'a, T> Matrix<'a, T> {
    /// Returns the first `width` numbers of row `i`.
    #[inline(always)]
    pub fn row(&self, i: usize, width: usize) -> &'a [T] {
        &self.values[i * self.stride..][..width]
    }

    /// Splits the matrix into the rows before row `i` and the rest.
    #[cfg(feature = "rayon")]
    pub fn split(self, i: usize) -> [Self; 2] {
        let (one, other) = self.values.split_at(i * self.stride);
        [Self { values: one, ..self }, Self { values: other, ..self }]
    }

    /// Returns the matrix of the columns from `j` on.
    #[inline(always)]
    fn from(self, j: usize) -> Self {
        Self { values: &self.values[j..], ..self }
    }

    /// Returns the matrix of the rows from `i` on.
    #[inline(always)]
    fn below(self, i: usize) -> Self {
        Self { values: &self.values[i * self.stride..], ..self }
    }

    /// Returns the first `width` numbers of `R` rows, from row `i` on.
    #[inline(always)]
    pub fn rows<const R: usize>(&self, i: usize, width: usize) -> [&'a [T]; R] {
        let mut rows: [&[T]; R] = [&[]; R];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = self.row(i + r, width);
        }
        rows
    }
}

/// The term that a product is added to.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a, T> {
    /// 0.
    Zeros,
    /// The same n numbers in each row: the biases of a layer.
    Row(&'a [T]),
    /// The present contents of the result.
    Result,
}

/// A matrix to write to.
#[derive(Debug)]
pub struct MatrixMut<'a, T> {
    /// The numbers of all rows, with padding between rows.
    pub values: &'a mut [T],
    /// The stride: the distance from the start of a row to that of the next, in numbers.
    pub stride: usize,
}

impl<'a, T> MatrixMut<'a, T> {
    /// Splits the matrix into the rows before row `i` and the rest.
    #[cfg(feature = "rayon")]
    pub fn split(self, i: usize) -> [Self; 2] {
        let (one, other) = self.values.split_at_mut(i * self.stride);
        [Self { values: one, stride: self.stride }, Self { values: other, stride: self.stride }]
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [T] {
        &mut self.values[i * self.stride..]
    }
}

/// Loads `W` vectors from the start of a row.
#[inline(always)]
fn load<T: Float, V: Vector<T>, const W: usize>(row: &[T]) -> [V; W] {
    let mut vectors = [V::splat(T::ZERO); W];
    for (vector, chunk) in vectors.iter_mut().zip(&V::chunks(row)[..W]) {
        *vector = V::load(chunk);
    }
    vectors
}

/// Stores `W` vectors at the start of a row.
#[inline(always)]
fn store<T: Float, V: Vector<T>, const W: usize>(vectors: &[V; W], row: &mut [T]) {
    for (vector, chunk) in vectors.iter().zip(&mut V::chunks_mut(row)[..W]) {
        vector.store(chunk);
    }
}

/// The step of a tile, for one of its rows: `sums` := `factor` · `vectors` + `sums`.
#[inline(always)]
fn multiply_add<T, V: Vector<T>, const W: usize>(factor: V, vectors: &[V; W], sums: &mut [V; W]) {
    for (sum, &vector) in sums.iter_mut().zip(vectors) {
        *sum = factor.mul_add(vector, *sum);
    }
}
