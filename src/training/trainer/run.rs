//! The course of a run: how it starts or is resumed, its epochs, and how it ends. [`Trainer`] has the table of its states.
//!
//! **Invariant**: only `begin` and `end` change the status. Between them it is `Running`, so whatever `watch` saves is
//! resumed as if the run had not been interrupted.

use super::source::{Source, validation_cost};
use super::state::Moments;
use super::step::{Memory, Pass};
use super::{Epoch, State, Status, Trainer, TrainingError};
use crate::equations::scalar::Scalar;
use crate::network::{Diverged, Network, digest};
use std::mem;
use std::ops::ControlFlow;

impl<N: Network> Trainer<'_, N>
where
    N::Scalar: Into<f64>,
{
    /// Runs the epochs that are left.
    pub(crate) fn run(
        mut self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
    ) -> Result<(), TrainingError> {
        self.check(network, samples, state)?;
        self.begin(network, samples, state);
        #[cfg(feature = "progress")]
        if let (Some(progress), Some(here)) = (&self.progress, samples.here())
            && state.epochs == 0
            && shows(samples)
        {
            progress.advise(network, here);
        }
        #[cfg(feature = "log")]
        if shows(samples) {
            super::events::start(&self, samples.len(), state);
        }
        let result = self.epochs_left(network, samples, state);
        let status = match &result {
            Ok(status) => *status,
            Err(TrainingError::Diverged(_)) => Status::Diverged,
            Err(_) => Status::Paused,
        };
        end(network, state, status);
        let result = match result {
            Err(TrainingError::Diverged(diverged)) => Err(self.reason(diverged, network, samples)),
            other => other,
        };
        #[cfg(feature = "log")]
        if shows(samples) {
            super::events::end(&self, state, result.as_ref().err());
        }
        result.map(drop)
    }

    /// Returns the error of a run that diverged: if it has never had a finite J, that it could not start.
    fn reason(&self, diverged: Diverged, network: &N, samples: &dyn Source<N>) -> TrainingError {
        let cost = self.cost(network, samples);
        match cost.is_finite() {
            true => diverged.into(),
            false => TrainingError::Start { cost: cost.to_string() },
        }
    }

    /// Puts network and state where the run was left.
    fn begin(&self, network: &mut N, samples: &dyn Source<N>, state: &mut State<N>) {
        let is_untouched = state.best.as_ref().is_some_and(|(_, best)| best == network);
        if let Some(last) = state.last.take().filter(|_| is_untouched) {
            *network = last;
        }
        self.measure_first(network, samples, state);
        match self.patience {
            None => {
                state.best = None;
                state.waited = 0;
            }
            Some(patience) => {
                self.measure_best(samples, state);
                if state.status == Status::StoppedEarly && state.waited >= patience {
                    state.waited = 0;
                }
            }
        }
        state.status = Status::Running;
    }

    /// Computes J at the first weights of the run: at the present ones, unless they are those that the run was left with, and
    /// λ and the samples are the same.
    fn measure_first(&self, network: &N, samples: &dyn Source<N>, state: &mut State<N>) {
        let cost = self.cost(network, samples);
        if !state.costs.last().is_some_and(|&before| is_same::<N>(cost, before)) {
            state.first_cost = Some(cost).filter(|cost| cost.is_finite());
        }
    }

    /// Computes the cost of the best weights of the run before. It is another one if λ or the samples have changed; the
    /// epochs that were waited for a lower cost do not count then.
    fn measure_best(&self, samples: &dyn Source<N>, state: &mut State<N>) {
        let Some((before, best)) = &state.best else { return };
        let cost = self.validation_cost(best).unwrap_or_else(|| self.cost(best, samples));
        if !is_same::<N>(cost, *before) {
            state.waited = 0;
        }
        state.best = state.best.take().filter(|_| cost.is_finite()).map(|(_, best)| (cost, best));
    }

    /// Runs the epochs that are left, and returns why they ended.
    fn epochs_left(
        &mut self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
    ) -> Result<Status, TrainingError> {
        let mut memory = self.memory(network, samples);
        loop {
            if state.epochs >= self.last_epoch() {
                return Ok(Status::Finished);
            }
            if self.is_exhausted(state) {
                return Ok(Status::StoppedEarly);
            }
            if self.epoch(network, samples, state, &mut memory)?.is_break() && state.epochs < self.last_epoch() {
                return Ok(Status::Paused);
            }
        }
    }

    /// Runs one epoch, and shows it to the watcher, who may stop the run.
    fn epoch(
        &mut self,
        network: &mut N,
        samples: &dyn Source<N>,
        state: &mut State<N>,
        memory: &mut Memory<'_, N>,
    ) -> Result<ControlFlow<()>, TrainingError> {
        let Pass { cost, norm } = self.pass(network, samples, state, memory)?;
        let validation_cost = self.validation_cost(network);
        state.finish_epoch(cost, validation_cost);
        self.judge(network, validation_cost.unwrap_or(cost), state);
        let is_last = state.epochs >= self.last_epoch() || self.is_exhausted(state);
        let together = samples.together();
        if let Some(together) = together {
            let results = format!("{}, J {cost}, {validation_cost:?}, {}", digest(network), is_last);
            together.expect_same("weights after an epoch with the digest", &results)?;
        }
        let validation = self.validation.clone();
        let epoch = Epoch {
            network,
            samples: samples.here(),
            validation: validation.as_ref().and_then(|validation| validation.here()),
            cost,
            validation_cost,
            gradient_norm: norm,
            state,
            is_last,
        };
        let flow = if shows(samples) { self.show(&epoch) } else { ControlFlow::Continue(()) };
        Ok(together.map_or(flow, |together| together.decide(flow)))
    }

    /// Returns J of the validation samples, without regularization; `None` if there are none.
    fn validation_cost(&self, network: &N) -> Option<f64> {
        self.validation.as_ref().map(|validation| validation_cost(&**validation, network))
    }

    /// Keeps the best weights so far, and counts the epochs since then. A cost that is not finite is never the best.
    fn judge(&self, network: &N, cost: f64, state: &mut State<N>) {
        if self.patience.is_none() {
            return;
        }
        let is_better = state.best.as_ref().is_none_or(|(best, _)| cost < *best);
        if is_better && cost.is_finite() {
            state.best = Some((cost, network.clone()));
            state.waited = 0;
        } else {
            state.waited = state.waited.saturating_add(1);
        }
    }

    /// Returns the number of the last epoch that it allows. Without one, no run starts.
    pub(super) fn last_epoch(&self) -> usize {
        self.epochs.unwrap_or(0)
    }

    fn is_exhausted(&self, state: &State<N>) -> bool {
        self.patience.is_some_and(|patience| state.waited >= patience)
    }

    /// Reports an epoch to the log, the progress bar and the watcher, who may stop the run.
    fn show(&mut self, epoch: &Epoch<'_, N>) -> ControlFlow<()> {
        #[cfg(feature = "log")]
        super::events::epoch(epoch);
        #[cfg(feature = "progress")]
        let epochs = self.last_epoch();
        #[cfg(feature = "progress")]
        if let Some(progress) = &mut self.progress {
            progress.show(epoch, epochs);
        }
        (self.watch)(epoch)
    }
}

/// Returns whether this process shows the run.
fn shows<N: Network>(samples: &dyn Source<N>) -> bool {
    samples.together().is_none_or(|together| together.shows())
}

/// Returns whether two costs are of the same weights, samples and λ. Another processor may round the same cost to other last
/// digits.
fn is_same<N: Network<Scalar: Into<f64>>>(cost: f64, before: f64) -> bool {
    let rounding = N::Scalar::EPSILON.sqrt().into() * before.abs();
    (cost - before).abs() <= rounding
}

/// Ends a run: leaves the network with the best weights, if there are any.
///
/// A run that diverged goes on from these, or else from the last good ones, with fresh moments: those that it had are what
/// drove it away.
fn end<N: Network>(network: &mut N, state: &mut State<N>, status: Status) {
    state.status = status;
    if let Some((_, best)) = &state.best {
        state.last = Some(mem::replace(network, best.clone()));
    }
    if status == Status::Diverged {
        state.last = None;
        state.moments = Moments::none();
        state.waited = 0;
    }
}
