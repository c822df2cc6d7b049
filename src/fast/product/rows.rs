//! C = b + A B, along the rows of B.
//!
//! A tile is a few rows of C, and two vectors of its columns. With every step along A, one number of each of its rows is
//! spread over a vector and meets the same two vectors of B.

use super::{Matrix, MatrixMut, load, multiply_add, store};
use crate::fast::Float;
use crate::fast::vector::{Isa, Task, Vector};

/// C = b + A B: row i of C is the row b, if there is one, and what row i of A takes from the rows of B.
#[derive(Debug)]
pub struct Product<'a, T> {
    /// m × n; n a whole number of quarter vectors.
    pub result: MatrixMut<'a, T>,
    /// b, of n numbers.
    pub start: Option<&'a [T]>,
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
}

impl<T: Float> Product<'_, T> {
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
        let start: [V; W] = match self.start {
            Some(start) => load(&start[at..]),
            None => [V::splat(T::ZERO); W],
        };
        let mut sums = [start; R];
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
