//! Measures of a regression: how far are the outputs from the targets?
//!
//! **Invariant**: a report has at least one output and counts at least one example; no measure is NaN.

use crate::fast;
use crate::metrics::MetricsError;
use crate::metrics::error::checked_names;
use crate::metrics::table::{UNDEFINED, significant, write_table};
use crate::network::{Network, SamplesOf};
use std::fmt;

/// The measures of one output, or their means over the outputs.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RegressionMeasures {
    /// The mean squared error, Σᵢ (h⁽ⁱ⁾ − y⁽ⁱ⁾)² / m, in the square of the unit of the target. (The cost J of
    /// [`SquaredError`](crate::SquaredError) is half of it, summed over the outputs.) It is infinite if it exceeds 1.8·10³⁰⁸.
    pub mse: f64,
    /// The root of the mean squared error, in the unit of the target.
    pub rmse: f64,
    /// The mean absolute error, Σᵢ |h⁽ⁱ⁾ − y⁽ⁱ⁾| / m, in the unit of the target.
    pub mae: f64,
    /// R², the coefficient of determination: 1 − Σᵢ (h⁽ⁱ⁾ − y⁽ⁱ⁾)² / Σᵢ (ȳ − y⁽ⁱ⁾)², where ȳ is the mean of the targets. 1 is
    /// perfect, 0 is as good as predicting ȳ for every example, and a negative number is worse than that. It has no unit. It is
    /// `None` if all targets are the same, up to rounding.
    pub r2: Option<f64>,
}

/// The measures of a regression, for each output and averaged.
///
/// ```
/// use backprop::metrics::RegressionReport;
/// # use backprop::{Identity, Samples, SquaredError};
/// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
///
/// let line = Line { theta_1: [[0.0, 1.0]].into() }; // h = x
/// let samples = Samples::new([[1.0], [2.0], [3.0]], [[1.0], [2.0], [5.0]])?;
/// let report = RegressionReport::new(&line, &samples)?;
/// assert_eq!((report.outputs[0].mse, report.outputs[0].mae), (4.0 / 3.0, 2.0 / 3.0));
/// println!("{report}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// If the network was trained on scaled targets, the measures are in scaled units. [`from_pairs`](Self::from_pairs) shows how to
/// get them in those of the data.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RegressionReport {
    /// The measures of each output.
    pub outputs: Vec<RegressionMeasures>,
    /// The unweighted mean of each measure over the outputs. The mean R² is `None` if R² is undefined for one of them. Means of
    /// errors have a meaning only if all outputs have the same unit.
    pub mean: RegressionMeasures,
    /// The number of examples. Each counts once, whatever its weight.
    pub examples: usize,
    names: Option<Vec<String>>,
}

impl RegressionReport {
    /// Compares the outputs of `network` with the targets of `samples`.
    ///
    /// # Errors
    ///
    /// Returns an error if an output is not finite.
    pub fn new<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Result<Self, MetricsError> {
        Self::from_pairs(samples.y().iter().zip(fast::outputs(network, samples)))
    }

    /// Compares pairs of a target and an output, each a row of K numbers.
    ///
    /// If the targets were scaled for the training, invert the scaling on both sides, so that the errors are in the units of the
    /// data:
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    /// use backprop::metrics::RegressionReport;
    /// # use backprop::{Identity, Samples, SquaredError, fast};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    ///
    /// let prices = [[100.0], [200.0], [300.0]]; // thousands
    /// let scaling = Scaling::min_max(&prices)?; // 0 to 1
    /// let samples = Samples::new([[0.0], [0.5], [1.0]], prices.map(|y| scaling.scale(&y)))?;
    /// let line = Line { theta_1: [[0.25, 1.0]].into() };
    ///
    /// let outputs = fast::outputs(&line, &samples);
    /// let pairs = samples.y().iter().zip(&outputs).map(|(y, h)| (scaling.invert(y), scaling.invert(h)));
    /// assert_eq!(RegressionReport::from_pairs(pairs)?.outputs[0].mae, 50.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are no pairs, if the rows do not all have the same number of columns, at least one, or if a
    /// number is not finite.
    pub fn from_pairs<T, Y, H>(pairs: impl IntoIterator<Item = (Y, H)>) -> Result<Self, MetricsError>
    where
        T: Copy + Into<f64>,
        Y: AsRef<[T]>,
        H: AsRef<[T]>,
    {
        let mut columns: Vec<Vec<(f64, f64)>> = Vec::new();
        for (row, (y, h)) in pairs.into_iter().enumerate() {
            let (y, h) = (y.as_ref(), h.as_ref());
            if row == 0 {
                columns = vec![Vec::new(); y.len()];
            }
            let expected = columns.len();
            if let Some(found) = [y.len(), h.len()].into_iter().find(|found| *found != expected) {
                return Err(MetricsError::Width { row, found, expected });
            }
            for (column, (&y, &h)) in y.iter().zip(h).enumerate() {
                columns[column].push(checked(row, column, y.into(), h.into())?);
            }
        }
        if columns.is_empty() {
            return Err(MetricsError::Empty);
        }
        let outputs: Vec<RegressionMeasures> = columns.iter().map(|pairs| RegressionMeasures::of(pairs)).collect();
        Ok(Self { mean: RegressionMeasures::mean(&outputs), outputs, examples: columns[0].len(), names: None })
    }

    /// Gives the outputs their names, in their order.
    ///
    /// # Errors
    ///
    /// Returns an error if there are not as many names as outputs.
    pub fn with_names(mut self, names: &[impl AsRef<str>]) -> Result<Self, MetricsError> {
        self.names = Some(checked_names(names, self.outputs.len(), "output")?);
        Ok(self)
    }
}

/// Returns a target and an output, if both are finite.
fn checked(row: usize, column: usize, y: f64, h: f64) -> Result<(f64, f64), MetricsError> {
    if !y.is_finite() {
        Err(MetricsError::Target { row, column, value: y })
    } else if !h.is_finite() {
        Err(MetricsError::Output { row, column, value: h })
    } else {
        Ok((y, h))
    }
}

impl RegressionMeasures {
    /// Computes the measures of one output, from its pairs (y, h).
    ///
    /// All numbers are divided by the largest one first, so that no square overflows.
    fn of(pairs: &[(f64, f64)]) -> Self {
        let m = pairs.len() as f64;
        let largest = pairs.iter().fold(0.0_f64, |largest, (y, h)| largest.max(y.abs()).max(h.abs()));
        // A power of two, so that the division does not round. The logarithm of 0 is −∞, which the cast clamps.
        let scale = 2.0_f64.powi((largest.log2().floor() as i32).clamp(-1000, 1023));
        let scaled = || pairs.iter().map(|(y, h)| (y / scale, h / scale));
        let mean = scaled().map(|(y, _)| y / m).sum::<f64>();
        let squares: f64 = scaled().map(|(y, h)| (h - y).powi(2)).sum();
        let deviations: f64 = scaled().map(|(y, _)| (y - mean).powi(2)).sum();
        let rmse = (squares / m).sqrt() * scale;
        Self {
            mse: squares / m * scale * scale,
            rmse,
            mae: scaled().map(|(y, h)| (h - y).abs()).sum::<f64>() / m * scale,
            r2: (!is_constant(pairs)).then(|| 1.0 - squares / deviations),
        }
    }

    /// Returns the mean of each measure.
    fn mean(outputs: &[Self]) -> Self {
        let count = outputs.len() as f64;
        let mean = |measure: fn(&Self) -> f64| outputs.iter().map(|output| measure(output) / count).sum();
        let r2: Option<f64> = outputs.iter().map(|output| output.r2).sum();
        Self {
            mse: mean(|output| output.mse),
            rmse: mean(|output| output.rmse),
            mae: mean(|output| output.mae),
            r2: r2.map(|sum| sum / count),
        }
    }
}

/// Returns whether all targets are the same, up to the rounding of their last digits: 0.3 and 0.1 + 0.2 are.
fn is_constant(pairs: &[(f64, f64)]) -> bool {
    let targets = || pairs.iter().map(|(y, _)| *y);
    let (least, largest) = (targets().fold(f64::INFINITY, f64::min), targets().fold(f64::NEG_INFINITY, f64::max));
    largest - least <= 4.0 * f64::EPSILON * least.abs().max(largest.abs())
}

/// The table: a row for each output, and one for their mean if there are several. Four significant digits, unless the format
/// sets others.
///
/// ```text
///                MSE      RMSE       MAE        R²
///
///       0      1.333     1.155    0.6667    0.5385
///
/// over 3 examples
/// ```
impl fmt::Display for RegressionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let cells = |measures: &RegressionMeasures| {
            let RegressionMeasures { mse, rmse, mae, r2 } = measures;
            let r2 = r2.map_or(UNDEFINED.to_owned(), |r2| significant(r2, digits));
            vec![significant(*mse, digits), significant(*rmse, digits), significant(*mae, digits), r2]
        };
        let name = |k: usize| self.names.as_ref().map_or_else(|| k.to_string(), |names| names[k].clone());
        let outputs = self.outputs.iter().enumerate().map(|(k, measures)| (name(k), cells(measures)));
        let mut parts = vec![outputs.collect::<Vec<_>>()];
        if self.outputs.len() > 1 {
            parts.push(vec![("mean".to_owned(), cells(&self.mean))]);
        }
        write_table(f, &["MSE", "RMSE", "MAE", "R²"], &parts)?;
        write!(f, "\n\nover {}", crate::display::counted(self.examples, "example"))?;
        if self.outputs.iter().any(|output| output.r2.is_none()) {
            write!(f, "\n{UNDEFINED}: all targets are the same")?;
        }
        Ok(())
    }
}
