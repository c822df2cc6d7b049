//! The training loop: epochs, batches, steps, and when to stop.
//!
//! **Invariant**: no step that leads to a weight that is not finite is kept.

use super::updates::gradient_of_layer;
use super::{Biases, Epoch, State, Trainer, TrainingError, Updates};
use crate::equations::first_weights::Random;
use crate::equations::scalar::Scalar;
use crate::fast::{self, Gradients};
use crate::network::{Diverged, Network, SamplesOf, not_finite};
use crate::training::optimizer::{Layer, Weights};
use ndarray::ArrayViewMut2;
use std::ops::{ControlFlow, RangeInclusive};

/// The message of every `expect` on a matrix of weights.
const CONTIGUOUS: &str = "a matrix of weights is contiguous";

impl<N: Network> Trainer<'_, N>
where
    N::Scalar: Into<f64>,
{
    /// Runs the epochs that are left.
    pub(super) fn run(
        mut self,
        network: &mut N,
        samples: &SamplesOf<N>,
        mut state: State<N>,
    ) -> Result<State<N>, TrainingError> {
        if let Some(last) = state.last.take() {
            *network = last;
        }
        #[cfg(feature = "log")]
        super::events::start(&self, samples, &state);
        let size = self.batch_of(samples);
        let mut gradients = fast::gradients(network, size);
        while state.epochs() < self.epochs && !state.has_ended {
            let before = (network.clone(), state.clone());
            let mut norm = 0.0;
            self.each_batch(samples, &mut state, |trainer, batch, state| {
                norm = trainer.step(network, batch, samples.len(), state, &mut *gradients);
                Ok(())
            })?;
            if not_finite(network).is_some() {
                (*network, state) = before;
                let diverged = self.replay(network, samples, state, &mut *gradients);
                #[cfg(feature = "log")]
                super::events::diverged(diverged);
                return Err(diverged.into());
            }
            let cost = fast::cost(network, samples, N::Scalar::from_f64(self.lambda)).into();
            let validation = self.validation;
            let validation_cost = validation.map(|validation| fast::cost(network, validation, N::Scalar::ZERO).into());
            state.finish_epoch(cost);
            state.has_ended = !self.is_patient(network, validation_cost.unwrap_or(cost), &mut state);
            let epoch =
                Epoch { network, samples, validation, cost, validation_cost, gradient_norm: norm, state: &state };
            if self.show(&epoch).is_break() {
                state.has_ended = true;
            }
        }
        #[cfg(feature = "log")]
        super::events::end(&self, &state);
        if let Some((_, best)) = &state.best {
            state.last = Some(std::mem::replace(network, best.clone()));
        }
        Ok(state)
    }

    /// Reports an epoch to the log, the progress bar and the watcher, who may stop the run.
    fn show(&mut self, epoch: &Epoch<'_, N>) -> ControlFlow<()> {
        #[cfg(feature = "log")]
        super::events::epoch(epoch);
        #[cfg(feature = "progress")]
        if let Some(progress) = &mut self.progress {
            progress.show(epoch, self.epochs);
        }
        (self.watch)(epoch)
    }

    /// Calls `step` for each batch of an epoch, until one diverges.
    fn each_batch(
        &self,
        samples: &SamplesOf<N>,
        state: &mut State<N>,
        mut step: impl FnMut(&Self, &SamplesOf<N>, &mut State<N>) -> Result<(), Diverged>,
    ) -> Result<(), Diverged> {
        let size = self.batch_of(samples);
        if self.seed.is_none() && size == samples.len() {
            return step(self, samples, state);
        }
        let mut order: Vec<usize> = (0..samples.len()).collect();
        if let Some(seed) = self.seed {
            // The order depends on the number of the epoch only, so a resumed run has the same.
            Random::new(seed.wrapping_add(state.epochs() as u64)).shuffle(&mut order);
        }
        let mut batch = samples.select(&order[..size]).expect("a batch has rows, and they are there");
        order.chunks(size).try_for_each(|rows| {
            batch.refill(samples, rows);
            step(self, &batch, state)
        })
    }

    /// Returns the number of samples per step; the last step of an epoch may see fewer.
    fn batch_of(&self, samples: &SamplesOf<N>) -> usize {
        self.batch_size.unwrap_or(samples.len()).min(samples.len())
    }

    /// Takes one step of every layer and returns the norm of the gradient, before clipping.
    fn step(
        &self,
        network: &mut N,
        batch: &SamplesOf<N>,
        m: usize,
        state: &mut State<N>,
        gradients: &mut dyn Gradients<N>,
    ) -> f64 {
        let share = N::Scalar::from_f64(self.lambda * batch.len() as f64 / m as f64);
        let rate = self.rate * (self.schedule)(state.epochs());
        let layers = network.thetas().len();
        state.steps += 1;
        state.moments.resize_with(self.optimizer.moments(), N::zeros);
        match self.updates {
            Updates::AtOnce => {
                let gradient = gradients.of(network, batch, share);
                let norm = self.prepare(gradient);
                self.move_weights(1..=layers, network, gradient, rate, state);
                norm
            }
            Updates::LayerByLayer => {
                let passes: Vec<_> = batch.x().iter().map(|x| network.forward(x)).collect();
                let squares = (1..=layers).rev().map(|l| {
                    let mut gradient = gradient_of_layer(l, network, &passes, batch, share);
                    let norm = self.prepare(&mut gradient);
                    self.move_weights(l..=l, network, &gradient, rate, state);
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
        rate: f64,
        state: &mut State<N>,
    ) {
        let mut moments: Vec<_> = state.moments.iter_mut().map(|moment| moment.thetas_mut().into_iter()).collect();
        let weights = network.thetas_mut().into_iter().zip(gradient.thetas()).map(|(theta, d)| Layer {
            columns: theta.ncols(),
            theta: theta.into_slice().expect(CONTIGUOUS),
            d: d.to_slice().expect(CONTIGUOUS),
            moments: moments.iter_mut().filter_map(Iterator::next).filter_map(ArrayViewMut2::into_slice).collect(),
        });
        let weights = (1..).zip(weights).filter(|(l, _)| layers.contains(l)).map(|(_, layer)| layer).collect();
        self.optimizer.step(Weights::new(N::Scalar::from_f64(rate), state.steps, weights));
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

    /// Repeats the steps of an epoch up to the one that diverges: the network is left with the weights before that step.
    fn replay(
        &self,
        network: &mut N,
        samples: &SamplesOf<N>,
        mut state: State<N>,
        gradients: &mut dyn Gradients<N>,
    ) -> Diverged {
        let epoch = state.epochs();
        let mut batch_number = 0;
        let mut good = network.clone();
        let diverged = self.each_batch(samples, &mut state, |trainer, batch, state| {
            trainer.step(network, batch, samples.len(), state, gradients);
            if not_finite(network).is_some() {
                return Err(Diverged::new(epoch, batch_number));
            }
            good.clone_from(network);
            batch_number += 1;
            Ok(())
        });
        *network = good;
        diverged.err().unwrap_or(Diverged::new(epoch, batch_number))
    }

    /// Keeps the best weights so far, and returns whether the run may go on.
    fn is_patient(&self, network: &N, cost: f64, state: &mut State<N>) -> bool {
        let Some(patience) = self.patience else { return true };
        match &state.best {
            Some((best, _)) if *best <= cost => state.waited += 1,
            _ => {
                state.best = Some((cost, network.clone()));
                state.waited = 0;
            }
        }
        state.waited < patience
    }
}

/// Returns the Euclidean norm ‖D‖.
fn norm<N: Network>(gradient: &N) -> f64
where
    N::Scalar: Into<f64>,
{
    let squares = gradient.thetas().into_iter().map(|d| {
        let (eights, rest) = d.to_slice().expect(CONTIGUOUS).as_chunks::<8>();
        // Eight accumulators: one would wait for each addition before the next.
        let mut sums = [0.0; 8];
        for eight in eights {
            for (sum, &d) in sums.iter_mut().zip(eight) {
                *sum += d.into() * d.into();
            }
        }
        sums.iter().sum::<f64>() + rest.iter().map(|&d| d.into() * d.into()).sum::<f64>()
    });
    squares.sum::<f64>().sqrt()
}
