//! What a run looks like after an epoch.

use crate::network::{Network, SamplesOf};
use crate::scalar::Scalar;
use crate::training::accuracy;

/// A run after an epoch. What is asked for is computed then, except for the costs.
#[derive(Debug)]
pub struct Epoch<'a, N: Network> {
    number: usize,
    network: &'a N,
    samples: &'a SamplesOf<N>,
    validation: Option<&'a SamplesOf<N>>,
    cost: f64,
    validation_cost: Option<f64>,
    gradient_norm: f64,
}

impl<'a, N: Network> Epoch<'a, N>
where
    N::Scalar: Into<f64>,
{
    pub(super) fn new(
        number: usize,
        network: &'a N,
        samples: &'a SamplesOf<N>,
        lambda: f64,
        validation: Option<&'a SamplesOf<N>>,
        gradient_norm: f64,
    ) -> Self {
        let cost = network.cost(samples, N::Scalar::from_f64(lambda)).into();
        let validation_cost = validation.map(|validation| network.cost(validation, N::Scalar::ZERO).into());
        Self { number, network, samples, validation, cost, validation_cost, gradient_norm }
    }

    /// How many epochs are done: the first is 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The network as it is now.
    pub fn network(&self) -> &'a N {
        self.network
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
