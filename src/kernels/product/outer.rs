//! C := κ C + Aᵀ B, with vectors along the rows of B and C: the sum of the outer products of the rows of A and B.
//!
//! Computes one of two things, with the errors E of a block as A and its activations as B:
//!
//! - Δ := Δ + Eᵀ A, equation `accumulate` for all examples of a block. Then κ = 1, and C is Δ. `tests/fast/sizes.rs`
//!   compares it with the textbook's Δ.
//! - Θ := κ Θ + Eᵀ A, a **fused step** of gradient descent. Then the errors carry the factor −α/m, κ = 1 − αλ/m is the
//!   weight decay, and C is Θ itself: equations `accumulate`, `gradient` and `descent` in one, with the terms in
//!   another order. The gradient exists nowhere but in registers. `tests/fast/descent.rs` compares it with the book's
//!   steps.
//!
//! ```text
//! b += the rows of A                                            // the biases, column 0 of the equations
//! for each group of R = 8 rows of C                             // AVX2 or a small batch: 6; then 4, 2, 1
//!     copy the R columns of A that belong to it to `room`       // so that R multipliers are adjacent
//!     for each panel of W = 2 vectors of columns of B and C     // 4 for a small batch; then 1 full, half, quarter
//!         prefetch C for the next panel if rows are long; prefetch a part of `ahead`
//!         sums[R][W] = κ · C[tile]
//!         for i in 0..m                                         // the examples
//!             load B[i][panel]                                  // W loads
//!             sums[r] += A[i][r] · B[i][panel]                  // R broadcasts, R · W FMAs
//!         C[tile] = sums
//! ```
//!
//! **Registers.** On AVX-512, 8 × 2 accumulators, two vectors of B and a broadcast are 19 of 32 registers, as in
//! `rows.rs`. The inner dimension is the number of examples. With few of them, loading and storing C, two accesses for
//! m FMAs, adds noticeably to the loads of A and B, so these must be few: for m < 32 a tile is 6 × 4, which takes 24 +
//! 4 + 1 of 32 registers and ten loads for 24 FMAs instead of 16. On AVX2, 6 × 2 are 15 of 16 registers for any batch.
//!
//! **Edges.** A single row that is left over takes panels of 8 vectors: 8 sums hide the latency of an FMA. With 2
//! vectors, as in the first version, it waited.
//!
//! **Cache.** If rows of B exceed 4096 bytes, a panel of B is evicted before the next group of rows comes. So four
//! groups pass over each panel together, and the next tile of C, far away in memory, is prefetched. For rows of 2048 bytes,
//! that saved 1 % of the time on AVX2 and cost 3 % on AVX-512. `ahead` is the input of the next block, prefetched during the
//! last product of this one.

use super::{Matrix, MatrixMut, load, multiply_add, store};
use crate::kernels::float::Float;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Isa, Task, Vector, fetch};

/// C := κ C + Aᵀ B, and b := b + the sum of the rows of A.
#[derive(Debug)]
pub struct OuterProduct<'a, T> {
    /// C, n × k; k is a whole number of quarter vectors (16 bytes).
    pub sums: MatrixMut<'a, T>,
    /// κ, the factor of C: 1, or less by the weight decay.
    pub keep: T,
    /// b, n numbers.
    pub bias: &'a mut [T],
    /// A, m × n.
    pub left: Matrix<'a, T>,
    /// B, m × k.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
    /// Memory for copies of columns of A: [`room`] numbers for each of m examples, times the number of threads.
    pub room: &'a mut [T],
    /// Numbers that will be read after this product, to be prefetched.
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
        if I::ROWS == 8 && m < SMALL_BATCH {
            row = self.groups::<I, 6, 4>(row);
        } else if I::ROWS == 8 {
            row = self.groups::<I, 8, 2>(row);
        } else if I::ROWS == 6 {
            row = self.groups::<I, 6, 2>(row);
        }
        row = self.groups::<I, 4, 2>(row);
        row = self.groups::<I, 2, 2>(row);
        // A single row has few sums, which would wait for the latency of an FMA; so it takes eight vectors at once.
        self.groups::<I, 1, 8>(row);
    }
}

/// Batches of fewer examples take larger tiles, whose fewer loads make up for loading and storing the sums.
const SMALL_BATCH: usize = 32;

/// Returns the number of groups of rows that pass over a panel together: several, if B is so wide that it would not
/// stay in the cache from one group to the next.
const fn together<T>(columns: usize) -> usize {
    if columns * size_of::<T>() >= 4096 { 4 } else { 1 }
}

/// Returns how many numbers [`OuterProduct::room`] needs for each example, given the number of columns: 8 for each
/// group.
pub const fn room<T>(columns: usize) -> usize {
    8 * together::<T>(columns)
}

impl<T: Float> OuterProduct<'_, T> {
    /// Computes all groups of `R` rows of C from `row` on; returns the row after them.
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

    /// Computes all columns of `count` groups of `R` rows, from `row` on.
    #[inline(always)]
    fn columns<I: Isa<T>, const R: usize, const W: usize>(&mut self, row: usize, count: usize) {
        let [m, k, _] = self.size;
        let (left, _) = self.room.as_chunks_mut::<R>();
        for (group, left) in left.chunks_exact_mut(m).take(count).enumerate() {
            let row = row + group * R;
            for (i, left) in left.iter_mut().enumerate() {
                left.copy_from_slice(&self.left.values[i * self.left.stride + row..][..R]);
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

    /// Computes the panel of `W` vectors at column `at` for `count` groups of rows; returns the column after it.
    #[inline(always)]
    fn panel<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, count: usize, at: usize) -> usize {
        for group in 0..count {
            self.tile::<V, W, R>(row, group, at);
        }
        at + W * V::LANES
    }

    /// Computes a tile of `R` rows by `W` vectors.
    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, group: usize, at: usize) {
        if let Some((now, later)) = self.ahead.split_at_checked(8 * LINE / size_of::<T>()) {
            fetch(now);
            self.ahead = later;
        }
        let ([m, k, _], row) = (self.size, row + group * R);
        if together::<T>(k) > 1 {
            // The next sums of the same rows: a load from memory takes as long as a tile.
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
        for (i, left) in left.iter().enumerate() {
            let right: [V; W] = load(&self.right.values[i * self.right.stride + at..][..W * V::LANES]);
            for (sums, &left) in sums.iter_mut().zip(left) {
                multiply_add(V::splat(left), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.sums.row(row + r)[at..]);
        }
    }
}
