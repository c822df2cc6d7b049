//! The samples of all ranks, of which each holds some.
//!
//! **Invariant**: every rank knows how many rows each rank has, so all count parts, batches and their samples alike,
//! without a message. All targets can be scored.

use super::agreement::{agree, expect_same, gather};
use super::parts::Parts;
use super::ranks::{Addend, Ranks};
use super::sums::Sums;
use crate::fast;
use crate::kernels::layers::Costs;
use crate::network::{Network, RankError, SamplesOf};
use core::ops::Range;
use std::fmt;

/// The samples of all ranks, of which this one holds some: what [`Samples`](crate::Samples) are to a single process.
///
/// A rank divides the rows that it holds into [parts](Parts), whose sums are added in the order of the ranks. If each rank
/// holds the rows that [`Parts::rows`] names, all results are the same bits for any number of ranks. It may also hold any
/// other rows, for example a file of its own: then all ranks have the same bits as each other, and another division of
/// the same rows has other last digits.
///
/// ```
/// use backprop::distributed::{Parts, Ranks, Shard, Threads};
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// # let x: Vec<_> = (0..3000).map(|i| [f64::from(i % 2), f64::from(i % 5)]).collect();
/// # let y: Vec<_> = (0..3000).map(|i| [f64::from(i % 2)]).collect();
/// let all = Samples::new(x, y)?;
/// let costs = Threads::run(3, |ranks| {
///     let rows: Vec<usize> = Parts::of(all.len()).rows(ranks.rank(), ranks.count()).collect();
///     let mine = all.select(&rows).ok(); // `None` if this rank has no rows
///     Shard::<Xor>::new(mine.as_ref(), ranks).map(|shard| shard.cost(&Xor::random(7), 0.1))
/// });
/// let cost = backprop::fast::cost(&Xor::random(7), &all, 0.1);
/// assert!(costs.into_iter().all(|same| same == Ok(cost)));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
pub struct Shard<'a, N: Network> {
    ranks: &'a dyn Ranks,
    samples: Option<&'a SamplesOf<N>>,
    /// The number of rows that each rank has.
    lengths: Vec<usize>,
    /// The number of rows of a part.
    part: usize,
}

impl<'a, N: Network<Scalar: Addend>> Shard<'a, N> {
    /// Puts the samples of all ranks together: the rows stay where they are. `samples` are those of this rank, `None` if it
    /// has none. All ranks call it together.
    ///
    /// # Errors
    ///
    /// Returns an error on all ranks if the cost cannot score a target of one of them, or if no rank has samples.
    pub fn new(samples: Option<&'a SamplesOf<N>>, ranks: &'a dyn Ranks) -> Result<Self, RankError> {
        Self::divided(samples, Parts::of, ranks)
    }

    /// Puts the samples of all ranks together as [`new`](Self::new) does, in about as many parts as asked for; see
    /// [`Parts::new`]. More parts give more ranks work; all results then are those of this number of parts.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`new`](Self::new), and one if another rank asks for another number.
    ///
    /// # Panics
    ///
    /// Panics if `parts` is 0.
    pub fn in_parts(samples: Option<&'a SamplesOf<N>>, parts: usize, ranks: &'a dyn Ranks) -> Result<Self, RankError> {
        expect_same("the number of parts", &parts.to_string(), ranks)?;
        Self::divided(samples, |m| Parts::new(m, parts), ranks)
    }

    fn divided(
        samples: Option<&'a SamplesOf<N>>,
        parts: impl Fn(usize) -> Parts,
        ranks: &'a dyn Ranks,
    ) -> Result<Self, RankError> {
        agree(samples.map_or(Ok(()), |samples| samples.check_targets(N::TARGETS)), ranks)?;
        let mine = samples.map_or(0, |samples| samples.len());
        let lengths: Vec<usize> = gather(&[mine as f64], ranks).iter().map(|lengths| lengths[0] as usize).collect();
        let m = lengths.iter().sum();
        agree(if m > 0 { Ok(()) } else { Err("found no samples on any rank, expected at least one row") }, ranks)?;
        Ok(Self { ranks, samples, part: parts(m).rows_of_each(), lengths })
    }

    /// Returns m, the number of samples of all ranks.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one row")]
    pub fn len(&self) -> usize {
        self.lengths.iter().sum()
    }

    /// Returns the samples of this rank.
    pub fn samples(&self) -> Option<&'a SamplesOf<N>> {
        self.samples
    }

    /// Returns the ranks.
    pub fn ranks(&self) -> &'a dyn Ranks {
        self.ranks
    }

    /// Returns the cost J(Θ) over the samples of all ranks, with the regularization λ. All ranks call it together, with
    /// the same weights.
    pub fn cost(&self, network: &N, lambda: N::Scalar) -> N::Scalar {
        let costs = Sums::new(network, self.len(), self.ranks).costs(self.samples, &self.parts());
        fast::mean(network, costs, self.len(), lambda)
    }

    /// Returns the cost J(Θ) and the gradient D over the samples of all ranks, with the regularization λ. All ranks call
    /// it together, with the same weights.
    pub fn cost_and_gradient(&self, network: &N, lambda: N::Scalar) -> (N::Scalar, N) {
        let mut sums = Sums::new(network, self.len(), self.ranks);
        let costs = sums.accumulate(network, self.samples, &self.parts(), Costs::Wanted);
        let gradient = sums.gradient(lambda, self.len()).clone();
        (fast::mean(network, costs, self.len(), lambda), gradient)
    }

    /// Returns the rows of each part of this rank.
    pub(super) fn parts(&self) -> Vec<Range<usize>> {
        parts_of(self.lengths[self.ranks.rank()], self.part).collect()
    }

    /// Returns the number of parts of the ranks before this one.
    pub(super) fn parts_before(&self) -> usize {
        self.lengths[..self.ranks.rank()].iter().map(|&length| length.div_ceil(self.part)).sum()
    }

    /// Returns the number of rows that a batch of `size` samples, or of all, has of each part.
    pub(super) fn rows_of_each(&self, size: Option<usize>) -> usize {
        let parts: usize = self.lengths.iter().map(|length| length.div_ceil(self.part)).sum();
        size.map_or(self.part, |size| size.div_ceil(parts).clamp(1, self.part))
    }

    /// Returns the number of batches that have so many rows of each part.
    pub(super) fn batches_of(&self, rows_of_each: usize) -> usize {
        let longest = self.lengths.iter().map(|&length| length.min(self.part)).max().unwrap_or(0);
        longest.div_ceil(rows_of_each)
    }

    /// Returns the number of samples of all ranks in a batch that has these rows of each part.
    pub(super) fn samples_of_batch(&self, of_each: &Range<usize>) -> usize {
        let parts = self.lengths.iter().flat_map(|&length| parts_of(length, self.part));
        parts.map(|part| within(&part, of_each).len()).sum()
    }
}

/// Divides the rows of a rank into parts.
fn parts_of(length: usize, part: usize) -> impl Iterator<Item = Range<usize>> {
    (0..length).step_by(part).map(move |start| start..length.min(start + part))
}

/// Returns the rows of a part that have these numbers in it.
pub(super) fn within(part: &Range<usize>, of_each: &Range<usize>) -> Range<usize> {
    part.end.min(part.start + of_each.start)..part.end.min(part.start + of_each.end)
}

impl<N: Network> Clone for Shard<'_, N> {
    fn clone(&self) -> Self {
        Self { lengths: self.lengths.clone(), ..*self }
    }
}

impl<N: Network> fmt::Debug for Shard<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shard")
            .field("rank", &self.ranks.rank())
            .field("lengths", &self.lengths)
            .field("part", &self.part)
            .finish_non_exhaustive()
    }
}
