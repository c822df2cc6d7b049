//! The samples of a run as the trainer sees them: how many they are, what they cost, and their batches. They are those of
//! this process, or of several processes that [train together](crate::distributed).
//!
//! **Invariant**: of several processes, each calls the same methods in the same order, and all get the same results.

use super::TrainingError;
use crate::equations::first_weights::Random;
use crate::equations::scalar::Scalar;
use crate::fast::{self, Gradients};
use crate::network::{Diverged, Network, SamplesOf};
use std::ops::{ControlFlow, Range};

/// The samples that a run trains on, or is validated by.
pub(crate) trait Source<N: Network> {
    /// Returns m, the number of samples.
    fn len(&self) -> usize;

    /// Returns the samples that are in this process, if any are.
    fn here(&self) -> Option<&SamplesOf<N>>;

    /// Returns J over all samples.
    fn cost(&self, network: &N, lambda: N::Scalar) -> N::Scalar;

    /// Returns the number of batches of an epoch, each of `size` samples, or of all.
    fn batches(&self, size: Option<usize>) -> usize;

    /// Calls `step` for each batch of an epoch, until one diverges. The samples come in the random order of the seed, or in
    /// their own.
    fn each_batch(&self, size: Option<usize>, seed: Option<u64>, step: &mut Step<'_, N>) -> Result<(), Diverged>;

    /// Returns the memory for gradients of batches.
    fn gradients<'s>(&'s self, network: &N, size: Option<usize>) -> Box<dyn BatchGradients<N> + 's>;

    /// Returns this source as one of several processes, if it is.
    fn together(&self) -> Option<&dyn Together>;
}

/// A step of a run, on a batch.
pub(crate) type Step<'s, N> = dyn FnMut(&Batch<'_, N>) -> Result<(), Diverged> + 's;

/// The samples of a step.
pub(crate) struct Batch<'b, N: Network> {
    /// Some samples of this process, among them those of the step; `None` if all those are in other processes.
    pub(crate) samples: Option<&'b SamplesOf<N>>,
    /// The rows of the step, each range a term of the sum over the samples. In a single process it is empty: all
    /// `samples` are of the step.
    pub(crate) terms: &'b [Range<usize>],
    /// b, the number of samples of all processes.
    pub(crate) len: usize,
}

/// Computes the gradients of many batches, one after the other, with the same memory.
pub(crate) trait BatchGradients<N: Network> {
    /// Returns D of a batch at the present weights of the network.
    fn of(&mut self, network: &N, batch: &Batch<'_, N>, lambda: N::Scalar) -> &mut N;
}

/// One of several processes that run together. All of them call each method together.
pub(crate) trait Together {
    /// Returns whether this process is the one that shows the run: to the watcher, as a progress bar, in the log.
    fn shows(&self) -> bool;

    /// Returns an error unless all processes have the same text; `what` names it.
    fn expect_same(&self, what: &str, text: &str) -> Result<(), TrainingError>;

    /// Returns its own error, or else that of the first process that has one.
    fn agree(&self, result: Result<(), TrainingError>) -> Result<(), TrainingError>;

    /// Returns `Break` if any process wants to break.
    fn decide(&self, flow: ControlFlow<()>) -> ControlFlow<()>;
}

/// The samples of a run in a single process.
pub(super) struct Here<'a, N: Network>(pub(super) &'a SamplesOf<N>);

impl<N: Network> Source<N> for Here<'_, N> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn here(&self) -> Option<&SamplesOf<N>> {
        Some(self.0)
    }

    fn cost(&self, network: &N, lambda: N::Scalar) -> N::Scalar {
        fast::cost(network, self.0, lambda)
    }

    fn batches(&self, size: Option<usize>) -> usize {
        self.0.len().div_ceil(size.unwrap_or(self.0.len()))
    }

    fn each_batch(&self, size: Option<usize>, seed: Option<u64>, step: &mut Step<'_, N>) -> Result<(), Diverged> {
        let m = self.0.len();
        let size = size.unwrap_or(m).min(m);
        if seed.is_none() && size == m {
            return step(&Batch { samples: Some(self.0), terms: &[], len: m });
        }
        let mut order: Vec<usize> = (0..m).collect();
        if let Some(seed) = seed {
            Random::new(seed).shuffle(&mut order);
        }
        let mut batch = self.0.select(&order[..size]).expect("a batch has rows, and they are there");
        order.chunks(size).try_for_each(|rows| {
            batch.refill(self.0, rows);
            step(&Batch { samples: Some(&batch), terms: &[], len: rows.len() })
        })
    }

    fn gradients<'s>(&'s self, network: &N, size: Option<usize>) -> Box<dyn BatchGradients<N> + 's> {
        Box::new(OfAll(fast::gradients(network, size.unwrap_or(self.0.len()).min(self.0.len()))))
    }

    fn together(&self) -> Option<&dyn Together> {
        None
    }
}

/// The gradients of batches that are in this process.
struct OfAll<N: Network>(Box<dyn Gradients<N>>);

impl<N: Network> BatchGradients<N> for OfAll<N> {
    fn of(&mut self, network: &N, batch: &Batch<'_, N>, lambda: N::Scalar) -> &mut N {
        self.0.of(network, batch.samples.expect("the batches of a single process are in it"), lambda)
    }
}

/// Returns J of the validation samples, without regularization.
pub(super) fn validation_cost<N: Network<Scalar: Into<f64>>>(validation: &dyn Source<N>, network: &N) -> f64 {
    validation.cost(network, N::Scalar::ZERO).into()
}
