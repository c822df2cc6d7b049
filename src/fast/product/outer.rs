//! C := κ C + Aᵀ B, along the rows of B and C.
//!
//! A tile of C is loaded, takes the outer products of all rows of A and B, and is stored: where C is the weights
//! themselves, the gradient exists nowhere but in registers.

use super::{Matrix, MatrixMut, load, multiply_add, store};
use crate::fast::Float;
use crate::fast::parameters::LINE;
use crate::fast::vector::{Isa, Task, Vector, fetch};

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
    /// Room for 8 m numbers, as often as there are threads.
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
            while row + 6 <= n {
                row = self.rows::<I, 6, 4>(row);
            }
        } else if I::ROWS == 8 {
            while row + 8 <= n {
                row = self.rows::<I, 8, 2>(row);
            }
        }
        while row + 4 <= n {
            row = self.rows::<I, 4, 2>(row);
        }
        if row + 2 <= n {
            row = self.rows::<I, 2, 2>(row);
        }
        if row < n {
            self.rows::<I, 1, 2>(row);
        }
    }
}

/// Of so few examples, the sums are loaded and stored nearly as often as they are added to: tiles must be large.
const FEW: usize = 32;

impl<T: Float> OuterProduct<'_, T> {
    /// `R` rows of the sums, from `row` on.
    #[inline(always)]
    fn rows<I: Isa<T>, const R: usize, const W: usize>(&mut self, row: usize) -> usize {
        let [m, k, _] = self.size;
        let (left, _) = self.room.as_chunks_mut::<R>();
        for (i, left) in left[..m].iter_mut().enumerate() {
            left.copy_from_slice(&self.left.row(i, row + R)[row..]);
        }
        let full = I::Full::chunks(&self.right.values[..k]).len();
        let mut at = 0;
        for _ in 0..full / W {
            at = self.tile::<I::Full, W, R>(row, at);
        }
        for _ in 0..full % W {
            at = self.tile::<I::Full, 1, R>(row, at);
        }
        while !I::Half::chunks(&self.right.values[at..k]).is_empty() {
            at = self.tile::<I::Half, 1, R>(row, at);
        }
        while !I::Quarter::chunks(&self.right.values[at..k]).is_empty() {
            at = self.tile::<I::Quarter, 1, R>(row, at);
        }
        row + R
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, at: usize) -> usize {
        if let Some((now, later)) = self.ahead.split_at_checked(8 * LINE / size_of::<T>()) {
            fetch(now);
            self.ahead = later;
        }
        let m = self.size[0];
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
        let left = &self.room.as_chunks::<R>().0[..m];
        for (right, left) in self.right.values.chunks(self.right.stride).zip(left) {
            let right: [V; W] = load(&right[at..]);
            for (sums, &left) in sums.iter_mut().zip(left) {
                multiply_add(V::splat(left), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.sums.row(row + r)[at..]);
        }
        at + W * V::LANES
    }
}
