//! The work of one epoch: its batches, their steps, and the way back if a step diverges.
//!
//! **Invariant**: no step that leads to a weight that is not finite is kept, and no epoch after which J is not finite or far
//! too large.

use super::source::{Batch, BatchGradients, Source};
use super::state::Moments;
use super::updates::gradient_of_layer;
use super::{Biases, State, Trainer, TrainingError, Updates};
use crate::equations::scalar::Scalar;
use crate::network::{Diverged, Network, not_finite};
use crate::training::optimizer::{Layer, Weights};
use ndarray::ArrayViewMut2;
use std::ops::RangeInclusive;

/// The message of every `expect` on a matrix of weights.
const CONTIGUOUS: &str = "a matrix of weights is contiguous";

/// The memory of a run, allocated once.
pub(super) struct Memory<'s, N: Network> {
    gradients: Box<dyn BatchGradients<N> + 's>,
    /// The weights, the moments and the number of steps before the epoch.
    before: (N, Moments<N>, u64),
}

/// The results of an epoch.
pub(super) struct Pass {
    /// J of the training samples after the epoch, with regularization.
    pub(super) cost: f64,
    /// The norm of the last batch's gradient, before clipping.
    pub(super) norm: f64,
}

impl<N: Network> Trainer<'_, N>
where
    N::Scalar: Into<f64>,
{
    pub(super) fn memory<'s>(&self, network: &N, samples: &'s dyn Source<N>) -> Memory<'s, N> {
        let gradients = samples.gradients(network, self.batch_size);
        Memory { gradients, before: (network.clone(), Moments::none(), 0) }
    }

    /// Takes the steps of one epoch. If it diverges, the network keeps the last good weights: those before the step that
    /// leads to a weight that is not finite; or those before the epoch, if J is not finite or far too large otherwise.
    pub(super) fn pass(
        &self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
        memory: &mut Memory<'_, N>,
    ) -> Result<Pass, TrainingError> {
        self.check_rate_of_all(samples, state.epochs)?;
        state.moments.fit(&*self.optimizer);
        let (weights, moments, steps) = &mut memory.before;
        weights.clone_from(network);
        moments.clone_from(&state.moments);
        *steps = state.steps;
        let mut norm = 0.0;
        samples.each_batch(self.batch_size, self.seed_of(state.epochs), &mut |batch| {
            norm = self.step(network, batch, samples.len(), state, &mut *memory.gradients);
            Ok(())
        })?;
        let cost = self.cost(network, samples);
        let result = self.check_cost(cost, samples, state);
        if not_finite(network).is_none() && result.is_ok() {
            return Ok(Pass { cost, norm });
        }
        Err(self.go_back(network, samples, state, memory, result).into())
    }

    /// Returns J of the training samples, with regularization.
    pub(super) fn cost(&self, network: &N, samples: &dyn Source<N>) -> f64 {
        samples.cost(network, N::Scalar::from_f64(self.lambda)).into()
    }

    /// Returns an error if the run has diverged by the end of this epoch, where J is `cost`.
    fn check_cost(&self, cost: f64, samples: &dyn Source<N>, state: &State<N>) -> Result<(), Diverged> {
        let last_step = (state.epochs, samples.batches(self.batch_size) - 1);
        let first = || state.first_cost.unwrap_or(f64::INFINITY);
        Diverged::check(last_step, cost, first, || self.cost(&N::zeros(), samples))
    }

    /// Leads back from an epoch that diverged to the last good weights, and returns the step that left them. `result` is what
    /// J after the epoch says.
    fn go_back(
        &self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
        memory: &mut Memory<'_, N>,
        result: Result<(), Diverged>,
    ) -> Diverged {
        let has_finite_weights = not_finite(network).is_none();
        let (weights, moments, steps) = &memory.before;
        network.clone_from(weights);
        state.moments.clone_from(moments);
        state.steps = *steps;
        if let (true, Err(diverged)) = (has_finite_weights, result) {
            return diverged;
        }
        let diverged = self.replay(network, samples, state, &mut *memory.gradients);
        if self.check_cost(self.cost(network, samples), samples, state).is_err() {
            network.clone_from(weights);
            state.steps = *steps;
        }
        diverged
    }

    /// Repeats the steps of an epoch up to the one that diverges: the network is left with the weights before that step.
    fn replay(
        &self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
        gradients: &mut dyn BatchGradients<N>,
    ) -> Diverged {
        let epoch = state.epochs;
        let mut batch_number = 0;
        let mut good = (network.clone(), state.steps);
        let diverged = samples.each_batch(self.batch_size, self.seed_of(epoch), &mut |batch| {
            self.step(network, batch, samples.len(), state, gradients);
            if not_finite(network).is_some() {
                return Err(Diverged::new(epoch, batch_number));
            }
            good.0.clone_from(network);
            good.1 = state.steps;
            batch_number += 1;
            Ok(())
        });
        (*network, state.steps) = good;
        diverged.err().unwrap_or(Diverged::new(epoch, batch_number))
    }

    /// Returns the seed of the order in an epoch. It depends on the number of the epoch only, so a resumed run has the same.
    fn seed_of(&self, epoch: usize) -> Option<u64> {
        self.seed.map(|seed| seed.wrapping_add(epoch as u64))
    }

    /// Takes one step of every layer and returns the norm of the gradient, before clipping.
    fn step(
        &self,
        network: &mut N,
        batch: &Batch<'_, N>,
        m: usize,
        state: &mut State<N>,
        gradients: &mut dyn BatchGradients<N>,
    ) -> f64 {
        let share = N::Scalar::from_f64(self.lambda * batch.len as f64 / m as f64);
        let rate = self.rate_in(state.epochs);
        let layers = network.thetas().len();
        // The counts of a damaged checkpoint may be as large as counts can be.
        state.steps = state.steps.saturating_add(1);
        state.moments.steps = state.moments.steps.saturating_add(1);
        match self.updates {
            Updates::AtOnce => {
                let gradient = gradients.of(network, batch, share);
                let norm = self.prepare(gradient);
                self.move_weights(1..=layers, network, gradient, rate, &mut state.moments);
                norm
            }
            Updates::LayerByLayer => {
                let batch = batch.samples.expect("layer by layer trains a single process only");
                let passes: Vec<_> = batch.x().iter().map(|x| network.forward(x)).collect();
                let squares = (1..=layers).rev().map(|l| {
                    let mut gradient = gradient_of_layer(l, network, &passes, batch, share);
                    let norm = self.prepare(&mut gradient);
                    self.move_weights(l..=l, network, &gradient, rate, &mut state.moments);
                    norm * norm
                });
                squares.sum::<f64>().sqrt()
            }
        }
    }

    /// Lets the optimizer take the step of Θ⁽ˡ⁾, for each l of `layers`.
    fn move_weights(
        &self,
        layers: RangeInclusive<usize>,
        network: &mut N,
        gradient: &N,
        rate: N::Scalar,
        Moments { steps, values, .. }: &mut Moments<N>,
    ) {
        let mut moments: Vec<_> = values.iter_mut().map(|moment| moment.thetas_mut().into_iter()).collect();
        let weights = network.thetas_mut().into_iter().zip(gradient.thetas()).map(|(theta, d)| Layer {
            columns: theta.ncols(),
            theta: theta.into_slice().expect(CONTIGUOUS),
            d: d.to_slice().expect(CONTIGUOUS),
            moments: moments.iter_mut().filter_map(Iterator::next).filter_map(ArrayViewMut2::into_slice).collect(),
        });
        let weights = (1..).zip(weights).filter(|(l, _)| layers.contains(l)).map(|(_, layer)| layer).collect();
        self.optimizer.step(Weights::new(rate, *steps, weights));
    }

    /// Clears the gradient of fixed biases, clips it, and returns its norm before clipping.
    fn prepare(&self, gradient: &mut N) -> f64 {
        if self.biases == Biases::Fixed {
            gradient.thetas_mut().into_iter().for_each(|mut d| d.column_mut(0).fill(N::Scalar::ZERO));
        }
        let norm = norm(gradient);
        if let Some(largest) = self.largest_norm.filter(|&largest| norm > largest) {
            let factor = N::Scalar::from_f64(largest / norm);
            gradient.thetas_mut().into_iter().for_each(|mut d| d.mapv_inplace(|d| d * factor));
        }
        norm
    }
}

/// Returns the Euclidean norm ‖D‖.
fn norm<N: Network>(gradient: &N) -> f64
where
    N::Scalar: Into<f64>,
{
    let norm = sum_of_squares(gradient, 1.0).sqrt();
    if norm.is_finite() {
        return norm;
    }
    // The squares of large entries overflow, those of their shares of the largest do not.
    let entries = gradient.thetas().into_iter().flat_map(|d| d.into_iter().map(|&d| d.into().abs()));
    let largest = entries.fold(0.0, f64::max);
    largest * sum_of_squares(gradient, 1.0 / largest).sqrt()
}

/// Returns Σ (factor · d)² over all entries d of D.
fn sum_of_squares<N: Network>(gradient: &N, factor: f64) -> f64
where
    N::Scalar: Into<f64>,
{
    let square = |d: N::Scalar| {
        let share = factor * d.into();
        share * share
    };
    let squares = gradient.thetas().into_iter().map(|d| {
        let (eights, rest) = d.to_slice().expect(CONTIGUOUS).as_chunks::<8>();
        // Eight accumulators: one would wait for each addition before the next.
        let mut sums = [0.0; 8];
        for eight in eights {
            for (sum, &d) in sums.iter_mut().zip(eight) {
                *sum += square(d);
            }
        }
        sums.iter().sum::<f64>() + rest.iter().map(|&d| square(d)).sum::<f64>()
    });
    squares.sum()
}
