//! Columns of any unit → columns of one size.
//!
//! A column in millimeters would outweigh one in meters a thousand times. So each column j is measured in a unit of its
//! own, x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ. Offsets and factors are taken from the training rows alone and applied to all
//! others: what the test rows look like, a network must not know before the test.
//!
//! **Invariant**: every offset is finite, and every factor is finite and not 0.

use crate::equations::scalar::Scalar;
use crate::samples::{Samples, SamplesError};
use std::fmt;

/// An offset and a factor for each of N columns.
///
/// ```
/// use backprop::data::scaling::Scaling;
///
/// let training = [[1.0, 100.0], [3.0, 300.0]];
/// let scaling = Scaling::standardize(&training)?;
/// assert_eq!(scaling.scale(&[3.0, 200.0]), [1.0, 0.0]);
/// assert_eq!(scaling.invert(&[1.0, 0.0]), [3.0, 200.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaling<T, const N: usize> {
    offsets: [T; N],
    factors: [T; N],
}

impl<T: Scalar + Into<f64>, const N: usize> Scaling<T, N> {
    /// Standardization: the offset is the mean μⱼ of a column, the factor its standard deviation
    /// σⱼ = √(Σᵢ (xⱼ⁽ⁱ⁾ − μⱼ)² / m). The training rows then have the mean 0 and the deviation 1. Where σⱼ = 0 the factor is 1:
    /// a constant column becomes 0.
    ///
    /// # Errors
    ///
    /// There are no rows; a mean or deviation is too large for the number.
    pub fn standardize(training: &[[T; N]]) -> Result<Self, ScalingError> {
        fit(training, |column, least, largest| {
            let m = column.len() as f64;
            let mean = column.iter().map(|x| x / m).sum::<f64>();
            // Rounding may take the mean of equal numbers away from them, and they would differ from it.
            let mean = mean.clamp(least, largest);
            let variance = column.iter().map(|x| (x - mean).powi(2) / m).sum::<f64>();
            (mean, variance.sqrt())
        })
    }

    /// The least value of each column becomes 0 and the largest 1. A constant column becomes 0.
    ///
    /// # Errors
    ///
    /// There are no rows; a range is too large for the number.
    pub fn min_max(training: &[[T; N]]) -> Result<Self, ScalingError> {
        Self::to_range(training, 0.0, 1.0)
    }

    /// The least value of each column becomes `low` and the largest `high`, to rounding. A constant column becomes `low`.
    ///
    /// # Errors
    ///
    /// As [`min_max`](Self::min_max); and where `low` is not less than `high`, or one is not finite.
    pub fn to_range(training: &[[T; N]], low: f64, high: f64) -> Result<Self, ScalingError> {
        if !(low < high && (high - low).is_finite()) {
            return Err(ScalingError::Range { low, high });
        }
        fit(training, |_, least, largest| {
            let factor = match (largest - least) / (high - low) {
                0.0 => 1.0,
                factor => factor,
            };
            (least - low * factor, factor)
        })
    }
}

impl<T: Scalar, const N: usize> Scaling<T, N> {
    /// The scaling with these offsets and factors, such as those that were stored with a network.
    ///
    /// # Errors
    ///
    /// An offset or a factor is not finite, or a factor is 0.
    pub fn from_parts(offsets: [T; N], factors: [T; N]) -> Result<Self, ScalingError> {
        let is_usable = |j: &usize| offsets[*j].is_finite() && factors[*j].is_finite() && factors[*j] != T::ZERO;
        match (0..N).find(|j| !is_usable(j)) {
            Some(column) => Err(ScalingError::Column {
                column,
                offset: offsets[column].to_string(),
                factor: factors[column].to_string(),
            }),
            None => Ok(Self { offsets, factors }),
        }
    }

    /// What is taken away from each column.
    pub fn offsets(&self) -> &[T; N] {
        &self.offsets
    }

    /// What each column is then divided by.
    pub fn factors(&self) -> &[T; N] {
        &self.factors
    }

    /// x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ.
    pub fn scale(&self, row: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| (row[j] - self.offsets[j]) / self.factors[j])
    }

    /// xⱼ = offsetⱼ + factorⱼ x′ⱼ: the way back, to rounding.
    pub fn invert(&self, scaled: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| self.offsets[j] + self.factors[j] * scaled[j])
    }

    /// The samples with their inputs scaled.
    ///
    /// # Errors
    ///
    /// A scaled value is too large for the number.
    pub fn scale_x<const K: usize>(
        &self,
        samples: &Samples<[T; N], [T; K]>,
    ) -> Result<Samples<[T; N], [T; K]>, SamplesError> {
        let x: Vec<[T; N]> = samples.x().iter().map(|x| self.scale(x)).collect();
        Samples::new(x, samples.y())
    }

    /// The samples with their targets scaled, for a network that estimates quantities: [`invert`](Self::invert) turns its
    /// outputs back into the targets' units.
    ///
    /// # Errors
    ///
    /// A scaled value is too large for the number.
    pub fn scale_y<const M: usize>(
        &self,
        samples: &Samples<[T; M], [T; N]>,
    ) -> Result<Samples<[T; M], [T; N]>, SamplesError> {
        let y: Vec<[T; N]> = samples.y().iter().map(|y| self.scale(y)).collect();
        Samples::new(samples.x(), y)
    }
}

/// Offsets and factors from a function of each column and its least and largest value; the factor 0 becomes 1.
fn fit<T: Scalar + Into<f64>, const N: usize>(
    training: &[[T; N]],
    offset_and_factor: impl Fn(&[f64], f64, f64) -> (f64, f64),
) -> Result<Scaling<T, N>, ScalingError> {
    if training.is_empty() {
        return Err(ScalingError::Empty);
    }
    let parts: [(T, T); N] = std::array::from_fn(|j| {
        let column: Vec<f64> = training.iter().map(|row| row[j].into()).collect();
        let least = column.iter().copied().fold(f64::INFINITY, f64::min);
        let largest = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (offset, factor) = offset_and_factor(&column, least, largest);
        let factor = T::from_f64(factor);
        (T::from_f64(offset), if factor == T::ZERO { T::ONE } else { factor })
    });
    Scaling::from_parts(parts.map(|(offset, _)| offset), parts.map(|(_, factor)| factor))
}

/// Why there is no such scaling.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ScalingError {
    /// There are no rows to take it from.
    Empty,
    /// A column cannot be scaled by these.
    Column {
        /// The column, counted from 0.
        column: usize,
        /// Its offset, as it prints.
        offset: String,
        /// Its factor, as it prints.
        factor: String,
    },
    /// There are not as many offsets and factors as columns.
    Width {
        /// How many there are.
        found: usize,
        /// The number of columns.
        expected: usize,
    },
    /// There is no such range.
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
}

impl fmt::Display for ScalingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "found no training rows to scale by, expected at least one"),
            Self::Column { column, offset, factor } => {
                write!(f, "column {column} has the offset {offset} and the factor {factor}, expected finite numbers ")?;
                write!(f, "and a factor other than 0")
            }
            Self::Width { found, expected } => {
                write!(f, "found offsets and factors of {found} columns, expected {expected} as in the declaration")
            }
            Self::Range { low, high } => {
                write!(f, "found the range {low} to {high}, expected a lower end below the upper")
            }
        }
    }
}

impl std::error::Error for ScalingError {}
