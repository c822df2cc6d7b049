//! Feature scaling: brings columns of any unit to the same size.
//!
//! A column in millimeters would outweigh one in meters a thousand times. So each column j is measured in a unit of its
//! own, x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ. Offsets and factors are computed from the training rows alone and applied to all
//! rows: nothing about the test rows may reach the network before the test.
//!
//! The factor of a constant column is 1. Constant is also a column that varies by rounding alone, such as one of 0.3 and
//! 0.1 + 0.2: its range is at most four times the precision of its largest number. Divided by that range, the noise would
//! become a feature, and another number such as 0.31 would become 10¹⁴.
//!
//! **Invariant**: every offset is finite, and every factor is finite and not 0.

mod saved;

use crate::display::counted;
use crate::equations::scalar::Scalar;
use crate::samples::{Samples, SamplesError, rows};

#[doc(alias = "StandardScaler")]
pub use saved::SavedScaling;

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
#[derive(Debug, Clone, PartialEq)]
#[doc(alias("StandardScaler", "MinMaxScaler", "normalize"))]
pub struct Scaling<T, const N: usize> {
    /// N numbers each, on the heap: a row of a wide table does not fit on the stack.
    offsets: Box<[T]>,
    factors: Box<[T]>,
}

impl<T: Scalar + Into<f64>, const N: usize> Scaling<T, N> {
    /// Computes a standardization: the offset is the mean μⱼ of a column, the factor its standard deviation
    /// σⱼ = √(Σᵢ (xⱼ⁽ⁱ⁾ − μⱼ)² / m). The training rows then have the mean 0 and the standard deviation 1. The factor of a
    /// [constant](self) column is 1, and the column becomes 0, up to rounding.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    ///
    /// // One row has columns that are all constant.
    /// assert_eq!(Scaling::standardize(&[[2.0, 7.0]])?.scale(&[2.5, 7.0]), [0.5, 0.0]);
    /// // So has a column that differs by rounding.
    /// assert_eq!(Scaling::standardize(&[[0.3], [0.1 + 0.2]])?.factors(), &[1.0]);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are no rows, or if a range is too large for the number.
    #[doc(alias("StandardScaler", "zscore", "normalize"))]
    pub fn standardize(training: &[[T; N]]) -> Result<Self, ScalingError> {
        fit(training, |column| {
            let (m, range) = (column.values.len() as f64, column.range());
            // Differences from the least number keep the digits that a sum of large numbers would lose. The mean of equal
            // numbers may be rounded to another number, from which they would then differ.
            let mean = column.least + column.values.iter().map(|x| (x - column.least) / m).sum::<f64>();
            let mean = mean.clamp(column.least, column.largest);
            if range == 0.0 {
                return (mean, 1.0);
            }
            // The square of a difference may overflow or underflow, that of its ratio to the range cannot. A power of two
            // as the unit changes no digit.
            let unit = power_of_two_below(range);
            let variance = column.values.iter().map(|x| ((x - mean) / unit).powi(2) / m).sum::<f64>();
            (mean, unit * variance.sqrt())
        })
    }

    /// Computes a scaling to [0, 1]: the least value of each column becomes 0 and the largest 1. The factor of a
    /// [constant](self) column is 1, and the column becomes 0, up to rounding.
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
    #[doc(alias("MinMaxScaler", "normalize"))]
    pub fn min_max(training: &[[T; N]]) -> Result<Self, ScalingError> {
        Self::to_range(training, 0.0, 1.0)
    }

    /// Computes a scaling to [`low`, `high`]: the least value of each column becomes `low` and the largest `high`, up to
    /// rounding. The factor of a [constant](self) column is 1, and the column becomes `low`, up to rounding.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`min_max`](Self::min_max), and an error if `low` is not less than `high` or one of them is not
    /// finite.
    #[doc(alias("MinMaxScaler", "feature_range"))]
    pub fn to_range(training: &[[T; N]], low: f64, high: f64) -> Result<Self, ScalingError> {
        if !(low < high && (high - low).is_finite()) {
            return Err(ScalingError::Range { low, high });
        }
        fit(training, |column| {
            let factor = match column.range() / (high - low) {
                0.0 => 1.0,
                factor => factor,
            };
            (column.least - low * factor, factor)
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
        Self::from_slices(&offsets, &factors)
    }

    /// Creates a scaling as [`from_parts`](Self::from_parts) does, from N offsets and N factors. Arrays of many thousand
    /// columns do not fit on the stack of a thread, lists of them do.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    ///
    /// let saved = (vec![0.0; 150_528], vec![255.0; 150_528]);
    /// let pixels = Scaling::<f64, 150_528>::from_slices(&saved.0, &saved.1)?;
    /// assert_eq!(pixels.factors()[7], 255.0);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are more or fewer than N of them, and the errors of [`from_parts`](Self::from_parts).
    pub fn from_slices(offsets: &[T], factors: &[T]) -> Result<Self, ScalingError> {
        if let Some(found) = [offsets.len(), factors.len()].into_iter().find(|&found| found != N) {
            return Err(ScalingError::Width { found, expected: N });
        }
        let is_usable = |j: &usize| offsets[*j].is_finite() && factors[*j].is_finite() && factors[*j] != T::ZERO;
        match (0..N).find(|j| !is_usable(j)) {
            Some(column) => Err(ScalingError::Column {
                column,
                offset: offsets[column].to_string(),
                factor: factors[column].to_string(),
            }),
            None => Ok(Self { offsets: offsets.into(), factors: factors.into() }),
        }
    }

    /// Returns the number that is subtracted from each column.
    #[doc(alias = "mean_")]
    pub fn offsets(&self) -> &[T; N] {
        (&*self.offsets).try_into().expect("a scaling has N offsets")
    }

    /// Returns the number that each column is then divided by.
    #[doc(alias = "scale_")]
    pub fn factors(&self) -> &[T; N] {
        (&*self.factors).try_into().expect("a scaling has N factors")
    }

    /// Scales a row: x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ.
    #[doc(alias = "transform")]
    pub fn scale(&self, row: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| self.scaled(j, row[j]))
    }

    /// Scales many rows, which may be too wide to be on the stack.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    ///
    /// let scaling = Scaling::min_max(&[[0.0], [4.0]])?;
    /// assert_eq!(scaling.scale_rows(&[[1.0], [2.0]]), [[0.25], [0.5]]);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    #[doc(alias = "transform")]
    pub fn scale_rows(&self, rows: &[[T; N]]) -> Vec<[T; N]> {
        rows::from_fn(rows.len(), |i, scaled| scaled.extend((0..N).map(|j| self.scaled(j, rows[i][j]))))
    }

    /// Scales a number of column j.
    fn scaled(&self, j: usize, x: T) -> T {
        (x - self.offsets[j]) / self.factors[j]
    }

    /// Inverts the scaling of a row, up to rounding: xⱼ = offsetⱼ + factorⱼ x′ⱼ.
    #[doc(alias = "inverse_transform")]
    pub fn invert(&self, scaled: &[T; N]) -> [T; N] {
        std::array::from_fn(|j| self.offsets[j] + self.factors[j] * scaled[j])
    }

    /// Returns the samples with scaled inputs.
    ///
    /// # Errors
    ///
    /// Returns an error if a scaled value is too large for the number.
    #[doc(alias = "transform")]
    pub fn scale_x<const K: usize>(
        &self,
        samples: &Samples<[T; N], [T; K]>,
    ) -> Result<Samples<[T; N], [T; K]>, SamplesError> {
        samples.replace_x(self.scale_rows(samples.x()))
    }

    /// Returns the samples with scaled targets, for regression. A network learns targets near 1 much better than prices
    /// in dollars. Its outputs are then scaled too: keep the scaling, since [`invert`](Self::invert) converts an output back
    /// to the units of the targets. J is in scaled units: with [`standardize`](Self::standardize), a network that always
    /// predicts the mean has J = K/2.
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
    #[doc(alias = "TransformedTargetRegressor")]
    pub fn scale_y<const M: usize>(
        &self,
        samples: &Samples<[T; M], [T; N]>,
    ) -> Result<Samples<[T; M], [T; N]>, SamplesError> {
        samples.replace_y(self.scale_rows(samples.y()))
    }
}

/// A column of the training rows.
struct Column {
    values: Vec<f64>,
    least: f64,
    largest: f64,
    /// The precision of the number that the rows are stored as.
    epsilon: f64,
}

impl Column {
    /// Returns the distance from the least to the largest number, or 0 if rounding alone can explain it.
    fn range(&self) -> f64 {
        let range = self.largest - self.least;
        if range <= 4.0 * self.epsilon * self.largest.abs().max(self.least.abs()) { 0.0 } else { range }
    }
}

/// Computes offsets and factors by a function of each column.
fn fit<T: Scalar + Into<f64>, const N: usize>(
    training: &[[T; N]],
    offset_and_factor: impl Fn(&Column) -> (f64, f64),
) -> Result<Scaling<T, N>, ScalingError> {
    if training.is_empty() {
        return Err(ScalingError::Empty);
    }
    for (row, values) in training.iter().enumerate() {
        if let Some(column) = values.iter().position(|value| !value.is_finite()) {
            return Err(ScalingError::NotFinite { row, column, value: values[column].to_string() });
        }
    }
    let (mut offsets, mut factors) = (Vec::with_capacity(N), Vec::with_capacity(N));
    for j in 0..N {
        let values: Vec<f64> = training.iter().map(|row| row[j].into()).collect();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let column = Column { values, least, largest, epsilon: T::EPSILON.into() };
        let (offset, factor) = offset_and_factor(&column);
        let farthest = (largest - offset).max(offset - least);
        offsets.push(T::from_f64(offset));
        factors.push(if T::from_f64(farthest).is_finite() {
            usable(T::from_f64(factor))
        } else {
            T::from_f64(farthest)
        });
    }
    Scaling::from_slices(&offsets, &factors)
}

/// Returns the factor, or 1 if a division by it would overflow for ordinary numbers. That is so where the range is below
/// the smallest numbers of full precision.
fn usable<T: Scalar>(factor: T) -> T {
    if (T::ONE / factor).is_finite() { factor } else { T::ONE }
}

/// Returns the largest power of two that is not above a positive number.
fn power_of_two_below(number: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff0_0000_0000_0000;
    match f64::from_bits(number.to_bits() & EXPONENT) {
        // A subnormal number has no exponent of its own.
        0.0 => number,
        power => power,
    }
}

/// The reason why there is no such scaling.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScalingError {
    /// There are no training rows.
    #[error("a scaling needs at least one training row")]
    Empty,
    /// A value is infinite or not a number.
    #[error("row {row}, column {column} of the training rows is {value}, expected a finite number")]
    NotFinite {
        /// The row of the first such value, counted from 0.
        row: usize,
        /// Its column, counted from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
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
