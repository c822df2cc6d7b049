//! C = b + A Bᵀ as scalar products, with vectors along the rows of both factors.
//!
//! Computes the weighted inputs of a block, Z = b + A Θᵀ, from Θ itself (equation `weighted-sum`): no Θᵀ has to be
//! written out. `tests/fast/sizes.rs` compares them with the textbook (`wide_layers_and_many_samples_agree_too` has the
//! rows that are long enough), `product/tests.rs` compares products of whole numbers with their definition.
//!
//! ```text
//! for each stretch of the inner dimension          // 4096 bytes of each row if rows are long, else all k
//!     for each group of C = 4 rows of B            // columns of the result
//!         for each tile of R = 5 rows of A         // AVX2: 3
//!             prefetch a few cache lines of the next group of B
//!             sums[R][C] = 0                       // vectors
//!             for j in the stretch, by vectors
//!                 load A[r][j] for all r, B[c][j] for all c        // R + C loads
//!                 sums[r][c] += A[r][j] · B[c][j]                  // R · C FMAs, lane by lane
//!             result[r][c] = start + the sum of the lanes of sums[r][c]
//! ```
//!
//! **Registers.** With AVX-512, the vectors are 32 bytes wide all the same: 5 × 4 accumulators, five vectors of A and
//! one of B take 26 of its 32 registers, and 5 × 5, where five columns are left, take 31. Nine loads serve 20 FMAs. On
//! AVX2, 3 × 4 accumulators, three vectors of A and one of B take all 16: seven loads for 12 FMAs.
//!
//! **Cache.** The rows of a group of B are read once for each tile, so they are to stay in the first-level cache, 32 KiB:
//! with AVX2, rows of more than 4096 bytes are cut into stretches. The five rows of the other tile read them less often,
//! which allows for 8192 bytes; cut earlier, they took 1.1 times as long. All rows of A pass by each group; 128 of them are
//! at most 512 KiB, and come from the second-level cache.
//!
//! **Why half-width vectors.** A scalar product ends with the sum over the lanes of its accumulator (a horizontal sum),
//! log₂ of the number of lanes steps for each entry of the result. Narrow vectors have fewer lanes to add, and leave
//! room for more sums side by side.
//!
//! **When.** The horizontal sums must be outweighed by long rows, so `layers/weights.rs` takes this kernel for rows of
//! 2048 bytes or more, and of 1536 or more for at most 256 samples, which are too few to repay a transposition.
//! A limit of 768 bytes was tried: rows of 1024 bytes are faster by the other product, transposition included.
//!
//! **Edges.** A tile of few sums waits for the latency of its FMAs. So no column is left over alone where there are
//! others: five columns are one group (AVX2: 3 + 2), six are 4 + 2, seven are 4 + 3; six rows are 3 + 3, four are 2 + 2. The
//! first version computed what was left over column by column.

use super::{Matrix, MatrixMut, Start};
use crate::kernels::float::Float;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Isa, Task, Vector, fetch};

/// C = b + A Bᵀ: each entry of C is the scalar product of a row of A with a row of B.
#[derive(Debug)]
pub struct DotProduct<'a, T> {
    /// C, m × n.
    pub result: MatrixMut<'a, T>,
    /// b.
    pub start: Start<'a, T>,
    /// A, m × k; k is a whole number of cache lines.
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
        let depth = if k * size_of::<T>() > longest::<T, I>() { 4096 / size_of::<T>() } else { k };
        for from in (0..k).step_by(depth) {
            (self.left, self.right) = (left.from(from), right.from(from));
            self.size[1] = depth.min(k - from);
            self.stretch::<I>();
            self.start = Start::Result;
        }
    }
}

/// Returns the bytes of the longest rows that are not cut into stretches. Four rows of B are to stay in the first-level
/// cache, unless tiles are so high that these rows are not read often.
const fn longest<T, I: Isa<T>>() -> usize {
    if I::DOTS == 5 { 8192 } else { 4096 }
}

impl<T: Float> DotProduct<'_, T> {
    /// Computes all columns of the result, for a stretch of the inner dimension.
    #[inline(always)]
    fn stretch<I: Isa<T>>(&mut self) {
        let n = self.size[2];
        let mut column = 0;
        while column < n {
            // A single column has too few sums to hide the latency of an FMA, so five are not divided into 4 + 1.
            column = match n - column {
                1 => self.columns::<I, 1>(column),
                2 => self.columns::<I, 2>(column),
                5 if I::DOTS == 5 => self.columns::<I, 5>(column),
                3 | 5 => self.columns::<I, 3>(column),
                _ => self.columns::<I, 4>(column),
            };
        }
    }

    /// Computes `C` columns, from `column` on; returns the column after them.
    #[inline(always)]
    fn columns<I: Isa<T>, const C: usize>(&mut self, column: usize) -> usize {
        let [m, k, n] = self.size;
        let (right, mut row) = (self.right, 0);
        // Each tile prefetches a part of the rows of B that come next.
        let next = (column + C..n.min(column + 2 * C)).map(|column| right.row(column, k));
        let mut ahead = next.flat_map(|row| row.chunks(8 * LINE / size_of::<T>()));
        while row < m {
            if let Some(piece) = ahead.next() {
                fetch(piece);
            }
            row = match m - row {
                1 => self.tile::<I::Dot, 1, C>(row, column),
                rows if I::DOTS == 5 && rows >= 5 && rows != 6 => self.tile::<I::Dot, 5, C>(row, column),
                rows if I::DOTS >= 3 && rows >= 3 && rows != 4 => self.tile::<I::Dot, 3, C>(row, column),
                _ => self.tile::<I::Dot, 2, C>(row, column),
            };
        }
        column + C
    }

    /// Computes the tile of `R` × `C` scalar products at (`row`, `column`); returns the row after it.
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

/// Cuts rows into `length` vectors each.
#[inline(always)]
fn cut<T: Float, V: Vector<T>, const R: usize>(rows: [&[T]; R], length: usize) -> [&[V::Chunk]; R] {
    let mut cut: [&[V::Chunk]; R] = [&[]; R];
    for (cut, row) in cut.iter_mut().zip(rows) {
        *cut = &V::chunks(row)[..length];
    }
    cut
}
