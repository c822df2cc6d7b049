//! C := κ C + Aᵀ B, along the rows of B and C.
//!
//! A tile of C is loaded, takes the outer products of all rows of A and B, and is stored: where C is the weights
//! themselves, the gradient exists nowhere but in registers.

use super::{Matrix, MatrixMut, load, multiply_add, store};
use crate::kernels::float::Float;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Isa, Task, Vector, fetch};

/// C := κ C + Aᵀ B, and b := b + the sum of the rows of A: the outer products of the rows of A and B, added up.
#[derive(Debug)]
pub struct OuterProduct<'a, T> {
    /// C, n × k; k a whole number of quarter vectors.
    pub sums: MatrixMut<'a, T>,
    /// κ, how much of C is kept.
    pub keep: T,
    /// b, of n numbers.
    pub bias: &'a mut [T],
    /// A, m × n.
    pub left: Matrix<'a, T>,
    /// B, m × k.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
    /// [`room`] for each of m examples, as often as there are threads.
    pub room: &'a mut [T],
    /// What will be read next, and may be fetched meanwhile.
    pub ahead: &'a [T],
}

impl<T: Float> Task<T> for OuterProduct<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let [m, _, n] = self.size;
        for i in 0..m {
            for (bias, &left) in self.bias.iter_mut().zip(self.left.row(i, n)) {
                *bias += left;
            }
        }
        let mut row = 0;
        if I::ROWS == 8 && m < FEW {
            row = self.groups::<I, 6, 4>(row);
        } else if I::ROWS == 8 {
            row = self.groups::<I, 8, 2>(row);
        }
        row = self.groups::<I, 4, 2>(row);
        row = self.groups::<I, 2, 2>(row);
        // One row alone has few sums, which would wait for each other, but for many columns.
        self.groups::<I, 1, 8>(row);
    }
}

/// Of so few examples, the sums are loaded and stored nearly as often as they are added to: tiles must be large.
const FEW: usize = 32;

/// How many groups of rows go through the columns together: several, if B is so wide that it would not stay in the cache
/// from one group to the next.
const fn together<T>(columns: usize) -> usize {
    if columns * size_of::<T>() >= 4096 { 4 } else { 1 }
}

/// How much room an outer product with so many columns needs for an example: 8 numbers a group.
pub const fn room<T>(columns: usize) -> usize {
    8 * together::<T>(columns)
}

impl<T: Float> OuterProduct<'_, T> {
    /// Groups of `R` rows of the sums, from `row` on, as many as there are.
    #[inline(always)]
    fn groups<I: Isa<T>, const R: usize, const W: usize>(&mut self, mut row: usize) -> usize {
        let [_, k, n] = self.size;
        while row + R <= n {
            let count = together::<T>(k).min((n - row) / R);
            self.columns::<I, R, W>(row, count);
            row += count * R;
        }
        row
    }

    /// All columns of some groups.
    #[inline(always)]
    fn columns<I: Isa<T>, const R: usize, const W: usize>(&mut self, row: usize, count: usize) {
        let [m, k, _] = self.size;
        let (left, _) = self.room.as_chunks_mut::<R>();
        for (group, left) in left.chunks_exact_mut(m).take(count).enumerate() {
            let row = row + group * R;
            for (i, left) in left.iter_mut().enumerate() {
                left.copy_from_slice(&self.left.row(i, row + R)[row..]);
            }
        }
        let full = I::Full::chunks(&self.right.values[..k]).len();
        let mut at = 0;
        for _ in 0..full / W {
            at = self.panel::<I::Full, W, R>(row, count, at);
        }
        for _ in 0..full % W {
            at = self.panel::<I::Full, 1, R>(row, count, at);
        }
        while !I::Half::chunks(&self.right.values[at..k]).is_empty() {
            at = self.panel::<I::Half, 1, R>(row, count, at);
        }
        while !I::Quarter::chunks(&self.right.values[at..k]).is_empty() {
            at = self.panel::<I::Quarter, 1, R>(row, count, at);
        }
    }

    #[inline(always)]
    fn panel<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, count: usize, at: usize) -> usize {
        for group in 0..count {
            self.tile::<V, W, R>(row, group, at);
        }
        at + W * V::LANES
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, group: usize, at: usize) {
        if let Some((now, later)) = self.ahead.split_at_checked(8 * LINE / size_of::<T>()) {
            fetch(now);
            self.ahead = later;
        }
        let ([m, k, _], row) = (self.size, row + group * R);
        if together::<T>(k) > 1 {
            // Of the same rows, the next sums: from far away in memory they take as long as a tile.
            let next = (at + W * V::LANES).min(k);
            for r in 0..R {
                fetch(&self.sums.row(row + r)[next..k.min(next + W * V::LANES)]);
            }
        }
        let mut sums = [[V::splat(T::ZERO); W]; R];
        for (r, sums) in sums.iter_mut().enumerate() {
            *sums = load(&self.sums.row(row + r)[at..]);
        }
        if self.keep != T::ONE {
            let (keep, zero) = (V::splat(self.keep), V::splat(T::ZERO));
            for sum in sums.as_flattened_mut() {
                *sum = sum.mul_add(keep, zero);
            }
        }
        let left = &self.room.as_chunks::<R>().0[group * m..][..m];
        for (right, left) in self.right.values.chunks(self.right.stride).zip(left) {
            let right: [V; W] = load(&right[at..]);
            for (sums, &left) in sums.iter_mut().zip(left) {
                multiply_add(V::splat(left), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.sums.row(row + r)[at..]);
        }
    }
}
