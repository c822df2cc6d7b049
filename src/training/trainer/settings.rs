//! The check before the first step: the settings of a run, its samples, and the weights it starts from.
//!
//! **Invariant**: a run that starts has settings that make sense, targets that its cost can score, and finite weights.

use super::source::Source;
use super::{State, Trainer, TrainingError, Updates};
use crate::equations::scalar::Scalar;
use crate::network::{Network, digest, not_finite};

/// The number of epochs whose learning rates are checked before the first step. Those of later epochs are checked when the
/// epochs begin, since a run that `watch` or its patience ends may allow any number of them.
const FORESEEN: usize = 100_000;

impl<N: Network> Trainer<'_, N>
where
    N::Scalar: Into<f64>,
{
    /// Returns an error unless the run can start with these weights, from this state: each of several
    /// processes can, and all with the same.
    pub(super) fn check(&self, network: &N, samples: &dyn Source<N>, state: &State<N>) -> Result<(), TrainingError> {
        let result = self.check_here(network, samples, state.epochs);
        let Some(together) = samples.together() else { return result };
        together.agree(result)?;
        let State { epochs, steps, waited, .. } = state;
        let best = state.best_cost();
        together.expect_same(
            "a state",
            &format!("of {epochs} epochs, {steps} steps, {waited} without a lower cost than {best:?}"),
        )?;
        together.expect_same("the settings", &format!("{self:?}"))?;
        together.expect_same("weights with the digest", &digest(network))
    }

    fn check_here(&self, network: &N, samples: &dyn Source<N>, done: usize) -> Result<(), TrainingError> {
        if let Some(samples) = samples.here() {
            samples.check_targets(N::TARGETS)?;
        }
        if self.updates == Updates::LayerByLayer && samples.together().is_some() {
            let (setting, found) = ("order of updates", "layer by layer".to_owned());
            return Err(TrainingError::Setting { setting, found, expected: "all at once, if several processes train" });
        }
        if let Some(validation) = self.validation.as_ref().and_then(|validation| validation.here()) {
            validation.check_targets(N::TARGETS).map_err(|source| TrainingError::Validation { source })?;
        }
        self.check_settings(done)?;
        match not_finite(network) {
            None => Ok(()),
            Some((layer, (row, column), weight)) => {
                Err(TrainingError::Weight { layer, row, column, value: weight.to_string() })
            }
        }
    }

    fn check_settings(&self, done: usize) -> Result<(), TrainingError> {
        // In the network's numbers, since 1e-50 is 0 and 1e50 is infinite as an `f32`.
        TrainingError::expect_positive("learning rate", N::Scalar::from_f64(self.rate))?;
        TrainingError::expect_not_negative("regularization λ", N::Scalar::from_f64(self.lambda))?;
        if let Some(largest) = self.largest_norm {
            TrainingError::expect_positive("largest norm of a gradient", largest)?;
        }
        self.batch_size.map_or(Ok(()), TrainingError::expect_batch)?;
        if self.patience == Some(0) {
            let (found, expected) = ("0".to_owned(), "at least 1 epoch");
            return Err(TrainingError::Setting { setting: "patience", found, expected });
        }
        self.optimizer.check()?;
        if self.epochs.is_none() {
            let (setting, found, expected) =
                ("number of epochs", "not set".to_owned(), "a number, as `.epochs(100)` sets it");
            return Err(TrainingError::Setting { setting, found, expected });
        }
        (done..self.last_epoch()).take(FORESEEN).try_for_each(|epoch| self.check_rate(epoch))
    }

    /// Returns an error if the learning rate of an epoch makes no sense, on any of several processes, or if they differ.
    pub(super) fn check_rate_of_all(&self, samples: &dyn Source<N>, epoch: usize) -> Result<(), TrainingError> {
        let result = self.check_rate(epoch);
        let Some(together) = samples.together() else { return result };
        together.expect_same("the learning rate", &self.rate_in(epoch).to_string())?;
        result
    }

    /// Returns an error if an epoch has no learning rate that makes sense. A rate of 0 leaves the weights as they are.
    fn check_rate(&self, epoch: usize) -> Result<(), TrainingError> {
        let rate = self.rate_in(epoch);
        TrainingError::expect_not_negative("learning rate", rate).map_err(|_| TrainingError::Setting {
            setting: "learning rate by the schedule",
            found: format!("{rate} in epoch {epoch}"),
            expected: "a finite number of at least 0",
        })
    }

    /// Returns the learning rate in an epoch, counted from 0.
    pub(super) fn rate_in(&self, epoch: usize) -> N::Scalar {
        N::Scalar::from_f64(self.rate * (self.schedule)(epoch))
    }
}
