//! C = b + A B, with vectors along the rows of B and C.
//!
//! Computes the weighted inputs of a block, Z = b + A Θᵀ, from a Θᵀ that was written out (equation `weighted-sum`), and
//! its propagated errors, E Θ (equation `hidden-error`, without the factor g′). `tests/fast/sizes.rs` compares both
//! with the textbook for every width around the edges of vectors and tiles; `product/tests.rs` compares products of
//! whole numbers with their definition, to the last bit.
//!
//! ```text
//! for each stretch of the inner dimension                       // up to 256 rows of B; AVX-512: all k if B is small
//!     for each panel of W = 2 vectors of columns of B and C     // then 1 full, half and quarter vectors
//!         for each tile of R = 8 rows of A and C                // AVX2: 6; then 4, 2 and 1 rows
//!             sums[R][W] = b, or 0, or C
//!             for j in the stretch
//!                 load B[j][panel]                              // W loads
//!                 for r in 0..R
//!                     broadcast A[r][j]                         // R loads
//!                     sums[r] += A[r][j] · B[j][panel]          // W FMAs
//!             C[tile] = sums
//! ```
//!
//! **Registers.** On AVX-512, a tile of 8 × 2 vectors takes 16 accumulators, two vectors of B and one broadcast: 19 of
//! 32 registers. Ten loads serve 16 FMAs; a core starts up to two of each in a cycle, so five cycles of loads hide
//! behind eight of FMAs, and 16 independent sums are twice the eight that cover the latency of an FMA. On AVX2, 6 × 2
//! takes 12 + 2 + 1 of 16 registers: eight loads for 12 FMAs. The first version had 4 × 2, just enough sums to cover the
//! latency; it took 1.2 times as long.
//!
//! **Cache.** A panel is two vectors wide, 64 bytes on AVX2 and 128 on AVX-512, and as long as the stretch. All rows of A
//! pass over it before the next panel begins, so it is read from memory once and then from a cache: 256 rows of it are
//! 16 KiB on AVX2, half of the first-level cache. Stretches are of one length: 784 rows are 4 × 196. On AVX-512, 512 and 784
//! rows took 1.05 to 1.1 times as long in stretches, so only a B of more than 2 MiB, beyond the second-level cache, is cut.
//!
//! **History.** The first version passed over all of k at once; 512 and 784 rows took 1.05 times as long on AVX2. B is not
//! packed into contiguous panels: each row of a panel is on another page, but the loads of a tile do not wait for each
//! other, and packing waits for all of them before the first tile. For 1024 and 2048 rows it took 1.05 to 1.1 times as long.

use super::{Matrix, MatrixMut, Start, load, multiply_add, store};
use crate::kernels::float::Float;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Isa, Task, Vector};

/// C = b + A B: row i of C is the sum of the rows of B with the factors in row i of A, added to b.
#[derive(Debug)]
pub struct Product<'a, T> {
    /// C, m × n; n is a whole number of quarter vectors (16 bytes).
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
        let depth = depth::<T, I>(k, n);
        for from in (0..k).step_by(depth) {
            (self.left, self.right) = (left.from(from), right.below(from));
            self.size[1] = depth.min(k - from);
            self.stretch::<I>();
            self.start = Start::Result;
        }
    }
}

/// Returns the length of a stretch: the number of rows of B that all rows of A pass over before the next rows. Stretches
/// are alike, and so short that a panel stays in the first-level cache. With vectors of a whole cache line, a panel may come
/// from the second-level cache.
const fn depth<T, I: Isa<T>>(k: usize, n: usize) -> usize {
    let is_large = k * n * size_of::<T>() > 1 << 21;
    let is_cut = k > DEPTH && (is_large || size_of::<I::Full>() < LINE);
    if is_cut { k.div_ceil(k.div_ceil(DEPTH)) } else { k }
}

/// The longest stretch.
const DEPTH: usize = 256;

impl<T: Float> Product<'_, T> {
    /// Computes all panels of a stretch.
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

    /// Computes all rows of the panel of `W` vectors that starts at column `at`; returns the column after it.
    #[inline(always)]
    fn panel<I: Isa<T>, V: Vector<T>, const W: usize>(&mut self, at: usize) -> usize {
        let m = self.size[0];
        let mut row = 0;
        while row < m {
            row = match m - row {
                rows if I::ROWS == 8 && rows >= 8 => self.tile::<V, W, 8>(row, at),
                // Eight rows are 4 + 4, since a tile of two rows has too few sums.
                rows if I::ROWS == 6 && rows >= 6 && rows != 8 => self.tile::<V, W, 6>(row, at),
                4.. => self.tile::<V, W, 4>(row, at),
                2.. => self.tile::<V, W, 2>(row, at),
                _ => self.tile::<V, W, 1>(row, at),
            };
        }
        at + W * V::LANES
    }

    /// Computes the tile of `R` rows by `W` vectors at (`row`, `at`); returns the row after it.
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
        for j in 0..k {
            let right: [V; W] = load(&self.right.values[j * self.right.stride + at..][..W * V::LANES]);
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
