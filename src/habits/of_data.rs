//! The methods of samples, scalings, models and states.
//!
//! Samples and scalings have the condition on each method, for the reason that trainers do: the compiler may not know their
//! number yet.

#![cfg(feature = "std")]

use crate::data::scaling::Scaling;
use crate::model::Model;
use crate::network::Network;
use crate::samples::Samples;
use crate::training::trainer::State;

/// Samples are split by a function.
#[diagnostic::on_unimplemented(
    message = "samples are split by the functions of `backprop::data::split`",
    label = "write `let [training, test] = split(&samples, [0.8, 0.2], 1)?;`"
)]
pub trait SplitsItself {}

#[doc(hidden)]
impl<X, Y> Samples<X, Y> {
    pub fn split<R>(&mut self, _argument: impl Sized) -> R
    where
        Self: SplitsItself,
    {
        unreachable!("no type meets the condition")
    }

    pub fn train_test_split<R>(&mut self, _argument: impl Sized) -> R
    where
        Self: SplitsItself,
    {
        unreachable!("no type meets the condition")
    }
}

/// Samples are put into batches by a trainer.
#[diagnostic::on_unimplemented(
    message = "samples are put into batches by a `Trainer`",
    label = "remove this; write `Trainer::new(0.5).batch_size(32)`"
)]
pub trait IsInBatches {}

#[doc(hidden)]
impl<X, Y> Samples<X, Y> {
    pub fn batch<R>(&mut self, _argument: impl Sized) -> R
    where
        Self: IsInBatches,
    {
        unreachable!("no type meets the condition")
    }
}

/// A scaling is measured when it is created.
#[diagnostic::on_unimplemented(
    message = "a `Scaling` is measured where it is created, and then scales",
    label = "write `scaling.scale_x(&samples)?`, or `scaling.scale(&row)`"
)]
pub trait Transforms {}

#[doc(hidden)]
impl<T, const N: usize> Scaling<T, N> {
    pub fn transform<R>(&mut self, _argument: impl Sized) -> R
    where
        Self: Transforms,
    {
        unreachable!("no type meets the condition")
    }

    pub fn fit_transform<R>(&mut self, _argument: impl Sized) -> R
    where
        Self: Transforms,
    {
        unreachable!("no type meets the condition")
    }
}

/// A model has a trained network.
#[diagnostic::on_unimplemented(
    message = "a `Model` has a network that is trained before, by a `Trainer`",
    label = "write `Trainer::new(0.5).epochs(1000).train(&mut net, &samples)?`, and then `Model::new(net)`"
)]
pub trait TrainsItsNetwork {}

#[doc(hidden)]
impl<N: Network> Model<N>
where
    Self: TrainsItsNetwork,
{
    pub fn fit(&self) {}
}

/// A model returns a class by its name, or the outputs.
#[diagnostic::on_unimplemented(
    message = "a `Model` predicts a class by `class`, and a number or probabilities by `output`",
    label = "write `model.class(&row)`, which is the name of the class, or `model.output(&row)`"
)]
pub trait Predicts {}

#[doc(hidden)]
impl<N: Network> Model<N>
where
    Self: Predicts,
{
    pub fn predict(&self) {}
    pub fn predict_proba(&self) {}
}

/// A model is measured by its reports.
#[diagnostic::on_unimplemented(
    message = "a `Model` is measured by its `accuracy`, its `confusion_matrix` or its `regression_report`",
    label = "write `model.accuracy(&samples)?`, with samples as they were measured"
)]
pub trait MeasuresModel {}

#[doc(hidden)]
impl<N: Network> Model<N>
where
    Self: MeasuresModel,
{
    pub fn evaluate(&self) {}
    pub fn score(&self) {}
}

/// A state has the costs of all epochs.
#[diagnostic::on_unimplemented(
    message = "a `State` has the cost after each epoch of a training",
    label = "write `state.costs()`, or `state.validation_costs()`"
)]
pub trait HasHistory {}

#[doc(hidden)]
impl<N: Network> State<N>
where
    Self: HasHistory,
{
    pub fn history(&self) {}
    pub fn loss(&self) {}
    pub fn losses(&self) {}
}
