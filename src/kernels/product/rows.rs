//! C = b + A B, along the rows of B.
//!
//! A tile is a few rows of C, and two vectors of its columns. With every step along A, one number of each of its rows is
//! spread over a vector and meets the same two vectors of B.

use super::{Matrix, MatrixMut, Start, load, multiply_add, store};
use crate::kernels::float::Float;
use crate::kernels::vector::{Isa, Task, Vector};

/// C = b + A B: row i of C is what row i of A takes from the rows of B, added to row i of b.
#[derive(Debug)]
pub struct Product<'a, T> {
    /// m × n; n a whole number of quarter vectors.
    pub result: MatrixMut<'a, T>,
    /// b.
    pub start: Start<'a, T>,
    /// A, m × k.
    pub left: Matrix<'a, T>,
    /// B, k × n.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
}

impl<T: Float> Task<T> for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let Self { left, right, size: [_, k, n], .. } = self;
        let depth = depth::<T>(k, n);
        for from in (0..k).step_by(depth) {
            (self.left, self.right) = (left.from(from), right.below(from));
            self.size[1] = depth.min(k - from);
            self.stretch::<I>();
            self.start = Start::Result;
        }
    }
}

/// How many rows of B a product goes through at once: so many that a panel of them stays in the cache for all rows of A.
const fn depth<T>(k: usize, n: usize) -> usize {
    if k * n * size_of::<T>() > 1 << 21 { 256 } else { k }
}

impl<T: Float> Product<'_, T> {
    #[inline(always)]
    fn stretch<I: Isa<T>>(&mut self) {
        let n = self.size[2];
        let full = I::Full::chunks(&self.right.values[..n]).len();
        let (pairs, mut at) = (full / 2, 0);
        for _ in 0..pairs {
            at = self.panel::<I, I::Full, 2>(at);
        }
        if full % 2 == 1 {
            at = self.panel::<I, I::Full, 1>(at);
        }
        while !I::Half::chunks(&self.right.values[at..n]).is_empty() {
            at = self.panel::<I, I::Half, 1>(at);
        }
        while !I::Quarter::chunks(&self.right.values[at..n]).is_empty() {
            at = self.panel::<I, I::Quarter, 1>(at);
        }
    }

    /// All rows of the `W` vectors that start at column `at`; returns the column after them.
    #[inline(always)]
    fn panel<I: Isa<T>, V: Vector<T>, const W: usize>(&mut self, at: usize) -> usize {
        let m = self.size[0];
        let mut row = 0;
        if I::ROWS == 8 {
            while row + 8 <= m {
                row = self.tile::<V, W, 8>(row, at);
            }
        }
        while row + 4 <= m {
            row = self.tile::<V, W, 4>(row, at);
        }
        if row + 2 <= m {
            row = self.tile::<V, W, 2>(row, at);
        }
        if row < m {
            self.tile::<V, W, 1>(row, at);
        }
        at + W * V::LANES
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, at: usize) -> usize {
        let k = self.size[1];
        let left: [&[T]; R] = self.left.rows(row, k);
        let mut sums = [[V::splat(T::ZERO); W]; R];
        for (r, sums) in sums.iter_mut().enumerate() {
            match self.start {
                Start::Zeros => {}
                Start::Row(start) => *sums = load(&start[at..]),
                Start::Result => *sums = load(&self.result.row(row + r)[at..]),
            }
        }
        for (j, right) in self.right.values.chunks(self.right.stride).enumerate().take(k) {
            let right: [V; W] = load(&right[at..]);
            for (sums, left) in sums.iter_mut().zip(&left) {
                multiply_add(V::splat(left[j]), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.result.row(row + r)[at..]);
        }
        row + R
    }
}
