//! The division of the samples into parts, and of the parts among ranks.

use crate::kernels::workspace::BLOCK;
use core::ops::Range;

/// The minimum number of blocks in a part: enough work to repay another Δ.
const MIN_BLOCKS: usize = 4;

/// The maximum number of parts, unless another one is asked for.
const MAX_PARTS: usize = 8;

/// The largest number of samples of a step whose gradient a workspace computes as a single share.
pub(super) const SINGLE_SHARE: usize = MIN_BLOCKS * BLOCK;

/// Parts of m samples, all of the same number of rows but for the last one: the terms of a sum over all samples. A rank
/// holds whole parts, so the sum is the same for any number of ranks.
///
/// ```
/// use backprop::distributed::Parts;
///
/// let parts = Parts::of(60_000);
/// assert_eq!(parts.count(), 8);
/// assert_eq!([0, 1, 2].map(|rank| parts.rows(rank, 3)), [0..15_104, 15_104..37_760, 37_760..60_000]);
/// assert_eq!(Parts::new(60_000, 100).rows(99, 100), 59_400..60_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    samples: usize,
    rows: usize,
}

impl Parts {
    /// Divides m samples as one process does: into at most 8 parts of at least 512 rows each, or into one. With these parts,
    /// any number of ranks has the bits of [`backprop::fast`](crate::fast), and from 129 samples on those of
    /// [`backprop::batch_descent`](crate::batch_descent), which takes fused steps on fewer.
    pub fn of(samples: usize) -> Self {
        let blocks = samples.div_ceil(BLOCK);
        let count = (blocks / MIN_BLOCKS).clamp(1, MAX_PARTS);
        Self { samples, rows: (blocks.div_ceil(count) * BLOCK).max(1) }
    }

    /// Divides m samples into `count` parts, or fewer if there are not enough rows. There have to be at least as many
    /// parts as ranks, if all are to have work; each takes the memory of a gradient.
    ///
    /// # Panics
    ///
    /// Panics if `count` is 0.
    pub fn new(samples: usize, count: usize) -> Self {
        assert!(count > 0, "samples are divided into at least one part");
        Self { samples, rows: samples.div_ceil(count).max(1) }
    }

    /// Returns the number of parts.
    pub fn count(self) -> usize {
        self.samples.div_ceil(self.rows)
    }

    /// Returns the rows that a rank holds: whole parts, as many as the other ranks have or one more or fewer. The range
    /// is empty if there are more ranks than parts.
    pub fn rows(self, rank: usize, ranks: usize) -> Range<usize> {
        let start = |rank: usize| self.samples.min(self.count() * rank / ranks * self.rows);
        start(rank)..start(rank + 1)
    }

    /// Returns the number of rows of a part.
    pub(super) fn rows_of_each(self) -> usize {
        self.rows
    }
}
