//! The error of a training run that cannot start or cannot go on.

use crate::equations::scalar::Scalar;
use crate::network::{Diverged, RankError};
use crate::samples::SamplesError;
use alloc::{borrow::ToOwned, string::String, string::ToString};

/// The reason why a training run could not start or could not go on.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// A step leads to a weight that is not finite, or the run to weights at which J is not finite or far too large.
    #[error(transparent)]
    Diverged(#[from] Diverged),
    /// The cost cannot score a target.
    #[error(transparent)]
    Samples(#[from] SamplesError),
    /// The cost cannot score a target of the validation samples.
    #[error("the validation samples cannot be used")]
    Validation {
        /// The first target that it cannot score.
        source: SamplesError,
    },
    /// The network has a weight that is infinite or not a number before the first step.
    #[error("the network has {value} in row {row}, column {column} of `theta_{layer}`, expected a finite number")]
    Weight {
        /// l of Θ⁽ˡ⁾, from 1.
        layer: usize,
        /// The row of the weight, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// J is not finite at the first weights: no learning rate helps.
    #[error(
        "the run cannot start: J is {cost} at the first weights; scale the inputs, as by `Scaling::standardize`, or start \
         with smaller weights, as `random` draws them"
    )]
    Start {
        /// J, as it prints.
        cost: String,
    },
    /// One of the processes that train together cannot go on.
    #[error(transparent)]
    Rank(#[from] RankError),
    /// A setting that no run can have.
    #[error("the {setting} is {found}, expected {expected}")]
    Setting {
        /// The name of the setting.
        setting: &'static str,
        /// Its value, as it prints.
        found: String,
        /// The values that it can have.
        expected: &'static str,
    },
}

crate::error::debug_as_chain!(TrainingError);

impl TrainingError {
    /// Returns an error unless the setting is a finite number above 0. A number without a value counts as one.
    pub(crate) fn expect_positive<T: Scalar>(setting: &'static str, found: T) -> Result<(), Self> {
        let is_wrong = |value: f64| !(value.is_finite() && value > 0.0);
        Self::unless(is_wrong, setting, found, "a finite number above 0")
    }

    /// Returns an error unless the setting is a finite number of at least 0. A number without a value counts as one.
    pub(crate) fn expect_not_negative<T: Scalar>(setting: &'static str, found: T) -> Result<(), Self> {
        let is_wrong = |value: f64| !(value.is_finite() && value >= 0.0);
        Self::unless(is_wrong, setting, found, "a finite number of at least 0")
    }

    /// Returns an error unless the setting is a number of at least 0 and below 1: the share of an old value that a running
    /// mean keeps. A number without a value counts as one.
    pub(crate) fn expect_share<T: Scalar>(setting: &'static str, found: T) -> Result<(), Self> {
        let is_wrong = |value: f64| !(0.0..1.0).contains(&value);
        Self::unless(is_wrong, setting, found, "a number of at least 0 and below 1")
    }

    /// Returns an error unless a batch has samples.
    pub(crate) fn expect_batch(size: usize) -> Result<(), Self> {
        match size {
            0 => Err(Self::Setting { setting: "batch size", found: "0".to_owned(), expected: "at least 1 sample" }),
            _ => Ok(()),
        }
    }

    fn unless<T: Scalar>(
        is_wrong: impl Fn(f64) -> bool,
        setting: &'static str,
        found: T,
        expected: &'static str,
    ) -> Result<(), Self> {
        match found.value() {
            Some(value) if is_wrong(value) => Err(Self::Setting { setting, found: found.to_string(), expected }),
            _ => Ok(()),
        }
    }
}
