//! A scaling whose width the type does not know, as it stands in a file or beside any network.

use super::{Scaling, ScalingError};
#[cfg(any(feature = "onnx", feature = "safetensors"))]
use crate::display::counted;
use crate::equations::scalar::Scalar;

/// A [`Scaling`] beside a network or in a file, whose width the type does not know: xⱼ = (vⱼ − offsetⱼ) / factorⱼ is the
/// input x for a row of data v, or the target y for one in its own unit.
///
/// `into` converts a [`Scaling`] to it, and `try_into` converts it back.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SavedScaling {
    /// The number that is subtracted from each column: s₁ of them for inputs, K for targets.
    pub offsets: Vec<f64>,
    /// The number that each column is then divided by: as many, none of them 0.
    pub factors: Vec<f64>,
}

impl SavedScaling {
    /// Creates a scaling from an offset and a factor for each column. They are checked when the scaling is saved, and when
    /// it becomes a [`Scaling`].
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    /// use backprop::data::scaling::SavedScaling;
    ///
    /// let saved = SavedScaling::new([0.5, 0.5], [2.0, 4.0]);
    /// let scaling: Scaling<f64, 2> = (&saved).try_into()?;
    /// assert_eq!(scaling.scale(&[2.5, 2.5]), [1.0, 0.5]);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    pub fn new(offsets: impl Into<Vec<f64>>, factors: impl Into<Vec<f64>>) -> Self {
        Self { offsets: offsets.into(), factors: factors.into() }
    }

    /// Returns the fault, as in "1 factor", unless it has a finite offset and a finite factor other than 0 for each column.
    #[cfg(any(feature = "onnx", feature = "safetensors"))]
    pub(crate) fn fault(&self, columns: usize) -> Option<String> {
        for (name, numbers) in [("offset", &self.offsets), ("factor", &self.factors)] {
            if numbers.len() != columns {
                return Some(counted(numbers.len(), name));
            }
            if let Some(column) = numbers.iter().position(|number| !number.is_finite()) {
                return Some(format!("{} in column {column} of `{name}s`", numbers[column]));
            }
        }
        let column = self.factors.iter().position(|&factor| factor == 0.0)?;
        Some(format!("0 in column {column} of `factors`"))
    }
}

impl From<&Self> for SavedScaling {
    fn from(scaling: &Self) -> Self {
        scaling.clone()
    }
}

impl<T: Scalar + Into<f64>, const N: usize> From<Scaling<T, N>> for SavedScaling {
    fn from(scaling: Scaling<T, N>) -> Self {
        Self::from(&scaling)
    }
}

impl<T: Scalar + Into<f64>, const N: usize> From<&Scaling<T, N>> for SavedScaling {
    fn from(scaling: &Scaling<T, N>) -> Self {
        let numbers = |numbers: &[T; N]| numbers.iter().map(|&number| number.into()).collect();
        Self { offsets: numbers(scaling.offsets()), factors: numbers(scaling.factors()) }
    }
}

impl<T: Scalar, const N: usize> TryFrom<&SavedScaling> for Scaling<T, N> {
    type Error = ScalingError;

    /// # Errors
    ///
    /// Returns an error if there are more or fewer than N columns, and the errors of [`Scaling::from_parts`].
    fn try_from(saved: &SavedScaling) -> Result<Self, ScalingError> {
        let numbers = |numbers: &[f64]| -> Vec<T> { numbers.iter().map(|&number| T::from_f64(number)).collect() };
        Self::from_slices(&numbers(&saved.offsets), &numbers(&saved.factors))
    }
}
