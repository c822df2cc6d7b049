//! The methods of a trainer.
//!
//! Here the condition stands on each method: while the compiler does not know yet which network is trained, it prints no
//! message for that of an `impl`. The methods take `&mut self`, which the compiler tries last, so that the same method in a
//! trait of the user's own takes precedence if it takes `self` or `&self`.

#![cfg(feature = "std")]

use crate::network::{Network, SamplesOf, TrainingError};
use crate::training::trainer::{State, Trainer};

/// A trainer takes its learning rate at once.
#[diagnostic::on_unimplemented(
    message = "the learning rate of a `Trainer` is set where it is created",
    label = "remove this; write the learning rate in `Trainer::new(0.5)`"
)]
pub trait TakesItsRateLater {}

/// A trainer has an optimizer.
#[diagnostic::on_unimplemented(
    message = "momentum belongs to the optimizer of a `Trainer`",
    label = "write `.optimizer(Momentum::new(0.9))`"
)]
pub trait HasMomentum {}

/// A trainer counts epochs.
#[diagnostic::on_unimplemented(message = "the length of a training is set in epochs", label = "write `.epochs(1000)`")]
pub trait CountsIterations {}

/// A trainer regularizes by λ.
#[diagnostic::on_unimplemented(
    message = "weights are held back by the regularization λ",
    label = "write `.lambda(0.01)`"
)]
pub trait DecaysWeights {}

/// A trainer calls a closure.
#[diagnostic::on_unimplemented(
    message = "a training is watched by a closure, or shown by the feature `progress`",
    label = "write `.watch(|epoch| …)`, or `.progress()`"
)]
pub trait IsVerbose {}

/// A trainer has batches.
#[diagnostic::on_unimplemented(
    message = "the number of samples in a batch is set by `batch_size`",
    label = "write `.batch_size(32)`"
)]
pub trait TakesBatches {}

/// A trainer takes validation samples.
#[diagnostic::on_unimplemented(
    message = "validation samples are split off before the training",
    label = "write `.validation(&validation)`, after `let [training, validation] = split(&samples, [0.8, 0.2], 1)?;`"
)]
pub trait SplitsSamples {}

/// A trainer has patience.
#[diagnostic::on_unimplemented(
    message = "a training stops early when its patience ends: after that many epochs without a lower cost",
    label = "write `.validation(&validation).patience(10)`"
)]
pub trait StopsEarly {}

/// A trainer trains.
#[diagnostic::on_unimplemented(
    message = "the method of a `Trainer` is called `train`",
    label = "write `.train(&mut net, &samples)`"
)]
pub trait Fits {}

#[doc(hidden)]
impl<N: Network> Trainer<'_, N> {
    pub fn learning_rate(&mut self, _rate: impl Sized) -> Self
    where
        Self: TakesItsRateLater,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn lr(&mut self, _rate: impl Sized) -> Self
    where
        Self: TakesItsRateLater,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn momentum(&mut self, _momentum: impl Sized) -> Self
    where
        Self: HasMomentum,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn max_iter(&mut self, _iterations: impl Sized) -> Self
    where
        Self: CountsIterations,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn weight_decay(&mut self, _decay: impl Sized) -> Self
    where
        Self: DecaysWeights,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn l2(&mut self, _decay: impl Sized) -> Self
    where
        Self: DecaysWeights,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn verbose(&mut self, _verbose: impl Sized) -> Self
    where
        Self: IsVerbose,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn callback(&mut self, _callback: impl Sized) -> Self
    where
        Self: IsVerbose,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn callbacks(&mut self, _callbacks: impl Sized) -> Self
    where
        Self: IsVerbose,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn batch(&mut self, _samples: impl Sized) -> Self
    where
        Self: TakesBatches,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn validation_split(&mut self, _share: impl Sized) -> Self
    where
        Self: SplitsSamples,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn early_stopping(&mut self, _patience: impl Sized) -> Self
    where
        Self: StopsEarly,
    {
        unreachable!("no trainer meets the condition")
    }

    pub fn fit(&mut self, _network: &mut N, _samples: &SamplesOf<N>) -> Result<State<N>, TrainingError>
    where
        Self: Fits,
    {
        unreachable!("no trainer meets the condition")
    }
}
