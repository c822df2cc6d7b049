//! C = b + A Bᵀ, as scalar products of rows.
//!
//! Rows of both factors are read along, as they lie: nothing is transposed or spread. The price is due at the end, when the
//! lanes of each sum are added up; so it pays where rows are long.

use super::{Matrix, MatrixMut, Start};
use crate::kernels::float::Float;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Isa, Task, Vector, fetch};

/// C = b + A Bᵀ: each entry of C is the scalar product of a row of A with a row of B.
#[derive(Debug)]
pub struct DotProduct<'a, T> {
    /// m × n.
    pub result: MatrixMut<'a, T>,
    /// b.
    pub start: Start<'a, T>,
    /// A, m × k; k a whole number of cache lines.
    pub left: Matrix<'a, T>,
    /// B, n × k.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
}

impl<T: Float> Task<T> for DotProduct<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let Self { left, right, size: [_, k, _], .. } = self;
        let depth = depth::<T>(k);
        for from in (0..k).step_by(depth) {
            (self.left, self.right) = (left.from(from), right.from(from));
            self.size[1] = depth.min(k - from);
            self.stretch::<I>();
            self.start = Start::Result;
        }
    }
}

/// How far along the rows a product goes at once: so far that a stretch of all rows of A stays in the cache.
const fn depth<T>(k: usize) -> usize {
    if k * size_of::<T>() > 8192 { 4096 / size_of::<T>() } else { k }
}

impl<T: Float> DotProduct<'_, T> {
    #[inline(always)]
    fn stretch<I: Isa<T>>(&mut self) {
        let n = self.size[2];
        let mut column = 0;
        while column < n {
            // No column is left alone, if there are others: its few sums would wait for each other.
            column = match n - column {
                1 => self.columns::<I, 1>(column),
                2 => self.columns::<I, 2>(column),
                3 => self.columns::<I, 3>(column),
                5 => self.columns::<I, 5>(column),
                _ => self.columns::<I, 4>(column),
            };
        }
    }

    #[inline(always)]
    fn columns<I: Isa<T>, const C: usize>(&mut self, column: usize) -> usize {
        let [m, k, n] = self.size;
        let mut row = 0;
        // The rows of B that come next are fetched meanwhile, some cache lines with each tile.
        let right = self.right;
        let next = (column + C..n.min(column + 2 * C)).map(|column| right.row(column, k));
        let mut ahead = next.flat_map(|row| row.chunks(2 * LINE / size_of::<T>()));
        while row < m {
            ahead.by_ref().take(4).for_each(fetch);
            row = match m - row {
                1 => self.tile::<I::Dot, 1, C>(row, column),
                3 | 6 if I::DOTS == 5 => self.tile::<I::Dot, 3, C>(row, column),
                rows if I::DOTS == 5 && rows >= 5 => self.tile::<I::Dot, 5, C>(row, column),
                _ => self.tile::<I::Dot, 2, C>(row, column),
            };
        }
        column + C
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const R: usize, const C: usize>(&mut self, row: usize, column: usize) -> usize {
        let k = self.size[1];
        let length = V::chunks(&self.left.values[..k]).len();
        let left: [&[V::Chunk]; R] = cut::<T, V, R>(self.left.rows(row, k), length);
        let right: [&[V::Chunk]; C] = cut::<T, V, C>(self.right.rows(column, k), length);
        let mut sums = [[V::splat(T::ZERO); C]; R];
        for j in 0..length {
            let mut column = [V::splat(T::ZERO); R];
            for r in 0..R {
                column[r] = V::load(&left[r][j]);
            }
            for c in 0..C {
                let right = V::load(&right[c][j]);
                for r in 0..R {
                    sums[r][c] = column[r].mul_add(right, sums[r][c]);
                }
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            let result = &mut self.result.row(row + r)[column..][..C];
            let mut start = [T::ZERO; C];
            match self.start {
                Start::Zeros => {}
                Start::Row(row) => start.copy_from_slice(&row[column..][..C]),
                Start::Result => start.copy_from_slice(result),
            }
            for c in 0..C {
                result[c] = start[c] + sums[c].sum();
            }
        }
        row + R
    }
}

/// Rows as vectors.
#[inline(always)]
fn cut<T: Float, V: Vector<T>, const R: usize>(rows: [&[T]; R], length: usize) -> [&[V::Chunk]; R] {
    let mut cut: [&[V::Chunk]; R] = [&[]; R];
    for (cut, row) in cut.iter_mut().zip(rows) {
        *cut = &V::chunks(row)[..length];
    }
    cut
}
