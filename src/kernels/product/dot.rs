//! C = b + A Bᵀ as scalar products, with vectors along the rows of both factors.
//!
//! Computes the weighted inputs of a block, Z = b + A Θᵀ, from Θ itself (equation `weighted-sum`): no Θᵀ has to be
//! written out. `tests/fast/sizes.rs` compares them with the textbook (`wide_layers_and_many_samples_agree_too` has the
//! rows that are long enough), `product/tests.rs` compares products of whole numbers with their definition.
//!
//! ```text
//! for each stretch of the inner dimension          // 4096 bytes of each row if rows are long, else all k
//!     for each group of C = 4 rows of B            // columns of the result
//!         for each group of R = 5 rows of A        // AVX2: 3; the outer loop, if A has more rows than B
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
//! at most 512 KiB, and come from the second-level cache. If A has more rows than B, all rows of B pass by each group of A
//! instead, so that A is read but once: inputs that come from memory.
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
use core::ops::Range;

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

/// Cuts rows of `width` numbers into pieces, each to be prefetched by a tile before the rows are read.
fn pieces<T>(matrix: Matrix<'_, T>, rows: Range<usize>, width: usize) -> impl Iterator<Item = &[T]> {
    rows.flat_map(move |row| matrix.row(row, width).chunks(8 * LINE / size_of::<T>()))
}

/// Returns the number of rows of the next tile, if so many are left: no row is left over alone where there are others.
const fn height<T, I: Isa<T>>(rows: usize) -> usize {
    match rows {
        1 => 1,
        2 | 4 => 2,
        5 | 7.. if I::DOTS == 5 => 5,
        _ if I::DOTS >= 3 => 3,
        _ => 2,
    }
}

/// Returns the number of columns of the next tile, if so many are left. A single column has too few sums to hide the latency
/// of an FMA, so five are not divided into 4 + 1.
const fn width<T, I: Isa<T>>(columns: usize) -> usize {
    match columns {
        1..=3 => columns,
        5 if I::DOTS == 5 => 5,
        5 => 3,
        _ => 4,
    }
}

impl<T: Float> DotProduct<'_, T> {
    /// Computes the result, for a stretch of the inner dimension.
    #[inline(always)]
    fn stretch<I: Isa<T>>(&mut self) {
        let [m, k, n] = self.size;
        let (left, right) = (self.left, self.right);
        let (mut row, mut column) = (0, 0);
        if m > n {
            while row < m {
                let height = height::<T, I>(m - row);
                let mut ahead = pieces(left, row + height..m.min(row + 2 * height), k);
                while column < n {
                    // Few tiles pass by a group of A, so each of them prefetches three pieces.
                    ahead.by_ref().take(3).for_each(fetch);
                    column += self.step::<I>(row, column)[1];
                }
                (row, column) = (row + height, 0);
            }
            return;
        }
        while column < n {
            let width = width::<T, I>(n - column);
            let mut ahead = pieces(right, column + width..n.min(column + 2 * width), k);
            while row < m {
                ahead.next().into_iter().for_each(fetch);
                row += self.step::<I>(row, column)[0];
            }
            (row, column) = (0, column + width);
        }
    }

    /// Computes the tile at (`row`, `column`); returns the numbers of its rows and columns.
    #[inline(always)]
    fn step<I: Isa<T>>(&mut self, row: usize, column: usize) -> [usize; 2] {
        let size = [height::<T, I>(self.size[0] - row), width::<T, I>(self.size[2] - column)];
        match size[1] {
            1 => self.rows::<I, 1>(row, column, size[0]),
            2 => self.rows::<I, 2>(row, column, size[0]),
            3 => self.rows::<I, 3>(row, column, size[0]),
            5 if I::DOTS == 5 => self.rows::<I, 5>(row, column, size[0]),
            _ => self.rows::<I, 4>(row, column, size[0]),
        }
        size
    }

    /// Computes the tile of `height` rows and `C` columns at (`row`, `column`).
    #[inline(always)]
    fn rows<I: Isa<T>, const C: usize>(&mut self, row: usize, column: usize, height: usize) {
        match height {
            1 => self.tile::<I::Dot, 1, C>(row, column),
            3 if I::DOTS >= 3 => self.tile::<I::Dot, 3, C>(row, column),
            5 if I::DOTS == 5 => self.tile::<I::Dot, 5, C>(row, column),
            _ => self.tile::<I::Dot, 2, C>(row, column),
        }
    }

    /// Computes the tile of `R` × `C` scalar products at (`row`, `column`).
    #[inline(always)]
    fn tile<V: Vector<T>, const R: usize, const C: usize>(&mut self, row: usize, column: usize) {
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
