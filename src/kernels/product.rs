//! The matrix products of a layer, each as the memory of its factors asks for it.
//!
//! | product | used for | what lies along the vectors |
//! |---|---|---|
//! | [`Product`] | E Θ, the errors E taken back; Z = A Θᵀ, from a Θᵀ that was written out | a row of the right factor |
//! | [`DotProduct`] | Z = A Θᵀ, from Θ itself | rows of both factors, added up at the end |
//! | [`OuterProduct`] | Δ := Δ + Eᵀ A | a row of A and of Δ |
//!
//! Each computes tiles of its result, so large that their sums fill the registers: what is loaded is then used several
//! times at once, and no sum has to wait for the one before it. Factors are read where they lie.
//!
//! **Invariant**: an entry of a result does not depend on the tile or the thread that computes it: its terms are added in
//! the same order.

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

/// A matrix in memory: its rows lie `stride` numbers apart.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a, T> {
    /// Row by row.
    pub values: &'a [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
}

impl<'a, T> Matrix<'a, T> {
    /// The first `width` numbers of row `i`.
    #[inline(always)]
    pub fn row(&self, i: usize, width: usize) -> &'a [T] {
        &self.values[i * self.stride..][..width]
    }

    /// The rows before row `i`, and those from there on.
    #[cfg(feature = "rayon")]
    pub fn split(self, i: usize) -> [Self; 2] {
        let (one, other) = self.values.split_at(i * self.stride);
        [Self { values: one, ..self }, Self { values: other, ..self }]
    }

    /// The columns from `j` on.
    #[inline(always)]
    fn from(self, j: usize) -> Self {
        Self { values: &self.values[j..], ..self }
    }

    /// The rows from `i` on.
    #[inline(always)]
    fn below(self, i: usize) -> Self {
        Self { values: &self.values[i * self.stride..], ..self }
    }

    /// The first `width` numbers of `R` rows.
    #[inline(always)]
    pub fn rows<const R: usize>(&self, i: usize, width: usize) -> [&'a [T]; R] {
        let mut rows: [&[T]; R] = [&[]; R];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = self.row(i + r, width);
        }
        rows
    }
}

/// What a product is added to.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a, T> {
    /// Nothing.
    Zeros,
    /// The same n numbers in each row.
    Row(&'a [T]),
    /// What is there already.
    Result,
}

/// A matrix to write to.
#[derive(Debug)]
pub struct MatrixMut<'a, T> {
    /// Row by row.
    pub values: &'a mut [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
}

impl<'a, T> MatrixMut<'a, T> {
    /// The rows before row `i`, and those from there on.
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

#[inline(always)]
fn load<T: Float, V: Vector<T>, const W: usize>(row: &[T]) -> [V; W] {
    let mut vectors = [V::splat(T::ZERO); W];
    for (vector, chunk) in vectors.iter_mut().zip(&V::chunks(row)[..W]) {
        *vector = V::load(chunk);
    }
    vectors
}

#[inline(always)]
fn store<T: Float, V: Vector<T>, const W: usize>(vectors: &[V; W], row: &mut [T]) {
    for (vector, chunk) in vectors.iter().zip(&mut V::chunks_mut(row)[..W]) {
        vector.store(chunk);
    }
}

/// The tile's own step: `sums` := `factor` · `vectors` + `sums`.
#[inline(always)]
fn multiply_add<T, V: Vector<T>, const W: usize>(factor: V, vectors: &[V; W], sums: &mut [V; W]) {
    for (sum, &vector) in sums.iter_mut().zip(vectors) {
        *sum = factor.mul_add(vector, *sum);
    }
}
