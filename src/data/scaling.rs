//! Feature scaling: brings columns of any unit to the same size.
//!
//! A column in millimeters would outweigh one in meters a thousand times. So each column j is measured in a unit of its
//! own, x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ. Offsets and factors are computed from the training rows alone and applied to all
//! rows: nothing about the test rows may reach the network before the test.
//!
//! **Invariant**: every offset is finite, and every factor is finite and not 0.

use crate::display::counted;
use crate::equations::scalar::Scalar;
use crate::samples::{Samples, SamplesError};

/// A scaling: an offset and a factor for each of N columns.
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
    /// Computes a standardization: the offset is the mean μⱼ of a column, the factor its standard deviation
    /// σⱼ = √(Σᵢ (xⱼ⁽ⁱ⁾ − μⱼ)² / m). The training rows then have the mean 0 and the standard deviation 1. If σⱼ = 0, the
    /// factor is 1: a constant column becomes 0.
    ///
    /// # Errors
    ///
    /// Returns an error if there are no rows, or if a mean or standard deviation is too large for the number.
    pub fn standardize(training: &[[T; N]]) -> Result<Self, ScalingError> {
        fit(training, |column, least, largest| {
            let m = column.len() as f64;
            let mean = column.iter().map(|x| x / m).sum::<f64>();
            // The mean of equal numbers may be rounded to another number, and they would then differ from their mean.
            let mean = mean.clamp(least, largest);
            let variance = column.iter().map(|x| (x - mean).powi(2) / m).sum::<f64>();
            (mean, variance.sqrt())
        })
    }

    /// Computes a scaling to [0, 1]: the least value of each column becomes 0 and the largest 1. A constant column becomes 0.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    ///
    /// let training = [[1.0, 5.0], [3.0, 5.0]];
    /// assert_eq!(Scaling::min_max(&training)?.scale(&[2.0, 5.0]), [0.5, 0.0]);
    /// assert_eq!(Scaling::to_range(&training, -1.0, 1.0)?.scale(&[3.0, 5.0]), [1.0, -1.0]);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are no rows, or if a range is too large for the number.
    pub fn min_max(training: &[[T; N]]) -> Result<Self, ScalingError> {
        Self::to_range(training, 0.0, 1.0)
    }

    /// Computes a scaling to [`low`, `high`]: the least value of each column becomes `low` and the largest `high`, up to
    /// rounding. A constant column becomes `low`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`min_max`](Self::min_max), and an error if `low` is not less than `high` or one of them is not
    /// finite.
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
    /// Creates a scaling from offsets and factors, such as those that were saved with a network.
    ///
    /// # Errors
    ///
    /// Returns an error if an offset or a factor is not finite, or if a factor is 0.
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

    /// Returns the number that is subtracted from each column.
    pub fn offsets(&self) -> &[T; N] {
        &self.offsets
    }

    /// Returns the number that each column is then divided by.
    pub fn factors(&self) -> &[T; N] {
        &self.factors
    }

    /// Scales a row: x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ.
    pub fn scale(&self, row: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| (row[j] - self.offsets[j]) / self.factors[j])
    }

    /// Inverts the scaling of a row, up to rounding: xⱼ = offsetⱼ + factorⱼ x′ⱼ.
    pub fn invert(&self, scaled: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| self.offsets[j] + self.factors[j] * scaled[j])
    }

    /// Returns the samples with scaled inputs.
    ///
    /// # Errors
    ///
    /// Returns an error if a scaled value is too large for the number.
    pub fn scale_x<const K: usize>(
        &self,
        samples: &Samples<[T; N], [T; K]>,
    ) -> Result<Samples<[T; N], [T; K]>, SamplesError> {
        let x: Vec<[T; N]> = samples.x().iter().map(|x| self.scale(x)).collect();
        samples.replace_x(x)
    }

    /// Returns the samples with scaled targets, for regression: [`invert`](Self::invert) converts the outputs of the network
    /// back to the units of the targets.
    ///
    /// ```
    /// use backprop::{Samples, data::scaling::Scaling};
    ///
    /// let samples = Samples::new([[1.0], [2.0]], [[100.0], [300.0]])?;
    /// let prices = Scaling::standardize(samples.y())?;
    /// assert_eq!(prices.scale_y(&samples)?.y(), [[-1.0], [1.0]]);
    /// assert_eq!(prices.invert(&[0.5]), [250.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a scaled value is too large for the number.
    pub fn scale_y<const M: usize>(
        &self,
        samples: &Samples<[T; M], [T; N]>,
    ) -> Result<Samples<[T; M], [T; N]>, SamplesError> {
        let y: Vec<[T; N]> = samples.y().iter().map(|y| self.scale(y)).collect();
        samples.replace_y(y)
    }
}

/// Computes offsets and factors by a function of each column and its least and largest value. A factor of 0 becomes 1.
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

/// The reason why there is no such scaling.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScalingError {
    /// There are no training rows.
    #[error("a scaling needs at least one training row")]
    Empty,
    /// An offset or a factor is not finite, or a factor is 0.
    #[error(
        "column {column} has the offset {offset} and the factor {factor}, expected finite numbers and a factor other than 0"
    )]
    Column {
        /// The column, counted from 0.
        column: usize,
        /// Its offset, as it prints.
        offset: String,
        /// Its factor, as it prints.
        factor: String,
    },
    /// There are more or fewer offsets or factors than columns.
    #[error("found offsets or factors of {}, expected {expected} as in the declaration", counted(*found, "column"))]
    Width {
        /// The number of offsets or factors.
        found: usize,
        /// The number of columns.
        expected: usize,
    },
    /// The ends of a range are not finite numbers in rising order.
    #[error(
        "the range {low} to {high} cannot be scaled to, expected finite ends and the lower one below the upper one"
    )]
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
}

crate::error::debug_as_chain!(ScalingError);
