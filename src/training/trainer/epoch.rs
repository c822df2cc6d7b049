//! What a run looks like after an epoch.

use super::State;
use crate::network::{Network, SamplesOf};
use crate::training::accuracy;

/// A run after an epoch. What is asked for is computed then, except for the costs.
#[derive(Debug)]
pub struct Epoch<'a, N: Network> {
    pub(super) network: &'a N,
    pub(super) samples: &'a SamplesOf<N>,
    pub(super) validation: Option<&'a SamplesOf<N>>,
    pub(super) cost: f64,
    pub(super) validation_cost: Option<f64>,
    pub(super) gradient_norm: f64,
    pub(super) state: &'a State<N>,
}

impl<'a, N: Network> Epoch<'a, N>
where
    N::Scalar: Into<f64>,
{
    /// How many epochs are done: the first is 1.
    pub fn number(&self) -> usize {
        self.state.epochs()
    }

    /// The network as it is now.
    pub fn network(&self) -> &'a N {
        self.network
    }

    /// Where the run stands. With [`network`](Self::network), it is all that [`resume`](super::Trainer::resume) needs.
    pub fn state(&self) -> &'a State<N> {
        self.state
    }

    /// J of the training samples, with the penalty.
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// J of the validation samples, without a penalty; if there are any.
    pub fn validation_cost(&self) -> Option<f64> {
        self.validation_cost
    }

    /// ‖D‖ of the last batch, before it was clipped.
    pub fn gradient_norm(&self) -> f64 {
        self.gradient_norm
    }

    /// The share of training samples whose class is right.
    pub fn accuracy(&self) -> f64 {
        accuracy(self.network, self.samples)
    }

    /// The share of validation samples whose class is right; if there are any.
    pub fn validation_accuracy(&self) -> Option<f64> {
        self.validation.map(|validation| accuracy(self.network, validation))
    }
}
