//! The error of a training run that cannot start or cannot go on.

use crate::equations::scalar::Scalar;
use crate::network::Diverged;
use crate::samples::SamplesError;

/// The reason why a training run could not start or could not go on.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// A step leads to a weight that is not finite, or to weights at which J is not finite.
    #[error(transparent)]
    Diverged(#[from] Diverged),
    /// The cost cannot score a target.
    #[error(transparent)]
    Samples(#[from] SamplesError),
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

    fn unless<T: Scalar>(
        is_wrong: impl Fn(f64) -> bool,
        setting: &'static str,
        found: T,
        expected: &'static str,
    ) -> Result<(), Self> {
        match found.value() {
            Some(value) if is_wrong(value) => Err(Self::Setting { setting, found: value.to_string(), expected }),
            _ => Ok(()),
        }
    }
}
