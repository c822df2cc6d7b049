//! When targets mean classes: the rule that accuracy, the confusion matrix and pictures of classes share.
//!
//! Targets are numbers; only their values tell whether they stand for classes, for labels or for a regression.
//!
//! | outputs | targets that mean classes |
//! |---|---|
//! | K = 1, threshold 0.5 | at most two values, both in [0, 1], one below 0.5 and one at or above it: 0 and 1, or 0.1 and 0.9 |
//! | K = 1, another threshold | two values, of which the larger means class 1: −1 and +1 |
//! | K > 1, [`Softmax`] | one target of each row is larger than its others: 0, 1, 0 or 0.1, 0.7, 0.2 |
//! | K > 1, other outputs | two values, and each row has the larger one once: 0, 1, 0 or −1, −1, +1 |
//!
//! Everything else is an error that names the row. Labels that are independent of each other have any number of the larger
//! value in a row; targets of a regression have more than two values.
//!
//! **Invariant**: a class is less than K, or less than 2 if K = 1.

use crate::equations::activation::{Sigmoid, Softmax};
use crate::kernels::layers::Layers;
use crate::network::{Network, SamplesOf};
use crate::samples::Row;
use alloc::vec::Vec;
use core::any::type_name;

/// The threshold of [`Network::predict`]: an output from here on predicts class 1, or that a label applies.
pub(crate) const THRESHOLD: f64 = 0.5;

/// The reason why targets do not mean classes, or labels. Rows and columns count from 0.
///
/// ```
/// use backprop::metrics::{ConfusionMatrix, MetricsError, NotClasses};
/// # use backprop::{Identity, Samples, SquaredError};
/// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
///
/// let prices = Samples::new([[1.0], [2.0]], [[180.0], [260.0]])?;
/// let error = ConfusionMatrix::new(&Line::zeros(), &prices).unwrap_err();
/// assert!(matches!(error, MetricsError::Targets(NotClasses::Range { row: 0, value: 180.0, .. })));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotClasses {
    /// There are more than two values, as in a regression.
    #[error(
        "y[{row}][{column}] (row {row}, column {column}) is {value}, the third value beside {} and {}, expected two values \
         that mean classes; for a regression use `RegressionReport`, for classes with probabilities as targets end the \
         network in `Softmax`",
        values[0], values[1]
    )]
    Values {
        /// The row of the first value that is neither of the two.
        row: usize,
        /// Its column.
        column: usize,
        /// The value.
        value: f64,
        /// The two values that come before it, the smaller one first.
        values: [f64; 2],
    },
    /// A target is outside of [0, 1], so that 0.5 cannot be the threshold between two classes.
    #[error(
        "y[{row}][{column}] (row {row}, column {column}) is {value}, expected 0 or 1, or two values on both sides of the \
         threshold 0.5 in [0, 1]; for targets such as -1 and 1 give another threshold: \
         `ConfusionMatrix::with_threshold(&network, &samples, 0.0)`, for labels `LabelReport::with_thresholds`; for a \
         regression use `RegressionReport`"
    )]
    Range {
        /// The row of the first such value.
        row: usize,
        /// Its column.
        column: usize,
        /// The value.
        value: f64,
    },
    /// Both values are on the same side of the threshold 0.5.
    #[error(
        "the targets are {} and {}, as in row {row}, on the same side of the threshold 0.5; give another threshold: \
         `ConfusionMatrix::with_threshold`, for labels `LabelReport::with_thresholds`; for a regression use \
         `RegressionReport`",
        values[0], values[1]
    )]
    OneSide {
        /// The first row with the second value.
        row: usize,
        /// The two values, the smaller one first.
        values: [f64; 2],
    },
    /// All targets have the same value, which does not tell which class it means.
    #[error("all targets are {value}, expected two values, of which the larger means class 1")]
    OneValue {
        /// The value.
        value: f64,
    },
    /// A row has the larger value more or less often than once: the outputs are labels, each of which applies or not.
    #[error(
        "row {row} has the target {value} {}, expected once, at its class; for outputs that are independent labels use \
         `LabelReport`, for a regression `RegressionReport`",
        times(*count)
    )]
    Labels {
        /// The first such row.
        row: usize,
        /// The larger of the two values.
        value: f64,
        /// How often the row has it.
        count: usize,
    },
    /// Two targets of a row are the largest.
    #[error("row {row} has its largest target, {value}, in the columns {} and {}, expected one that is the largest", columns[0], columns[1])]
    Tie {
        /// The first such row.
        row: usize,
        /// The largest target.
        value: f64,
        /// The first two columns that have it.
        columns: [usize; 2],
    },
}

crate::error::debug_as_chain!(NotClasses);

/// How often, in words.
fn times(count: usize) -> alloc::string::String {
    match count {
        0 => "in no column".into(),
        _ => alloc::format!("in {count} columns"),
    }
}

/// The threshold between two classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threshold {
    /// 0.5, that of [`Network::predict`]: it also tells which targets mean class 1.
    OneHalf,
    /// Another one, or none: of two targets, the larger means class 1.
    Other,
}

/// Returns the class of each target.
pub(crate) fn target_classes<N>(samples: &SamplesOf<N>, threshold: Threshold) -> Result<Vec<usize>, NotClasses>
where
    N: Network<Scalar: Into<f64>>,
{
    let targets = Targets::of::<N>(samples);
    match N::OUTPUTS {
        1 => Ok(targets.labels(threshold)?.into_iter().map(usize::from).collect()),
        _ if ends_in::<N, Softmax>() => targets.largest(),
        _ => targets.one_hot(),
    }
}

/// Returns for each target of each row whether its label applies: m × K flags, row by row.
pub(crate) fn target_labels<N>(samples: &SamplesOf<N>, threshold: Threshold) -> Result<Vec<bool>, NotClasses>
where
    N: Network<Scalar: Into<f64>>,
{
    Targets::of::<N>(samples).labels(threshold)
}

/// Returns whether the outputs of a network are probabilities: those of [`Sigmoid`] and of [`Softmax`] are.
pub(crate) fn outputs_are_probabilities<N: Network>() -> bool {
    ends_in::<N, Sigmoid>() || ends_in::<N, Softmax>()
}

/// Returns whether the output layer has the activation `A`.
fn ends_in<N: Network, A>() -> bool {
    <N::Layers as Layers>::activations().last() == Some(&type_name::<A>())
}

/// The targets of m examples, row by row.
struct Targets {
    values: Vec<f64>, // m × K
    columns: usize,
}

impl Targets {
    fn of<N: Network<Scalar: Into<f64>>>(samples: &SamplesOf<N>) -> Self {
        let values = N::Output::flatten(samples.y()).iter().map(|&value| value.into()).collect();
        Self { values, columns: N::OUTPUTS }
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> {
        self.values.chunks_exact(self.columns).enumerate()
    }

    /// Returns for each target whether it means class 1, or that its label applies.
    fn labels(&self, threshold: Threshold) -> Result<Vec<bool>, NotClasses> {
        let values = self.distinct()?;
        let least_one = match threshold {
            Threshold::OneHalf => self.around_one_half(&values)?,
            Threshold::Other => larger(&values)?,
        };
        Ok(self.values.iter().map(|&value| value >= least_one).collect())
    }

    /// Returns the class of each row as the column of its larger value, of which it must have exactly one.
    fn one_hot(&self) -> Result<Vec<usize>, NotClasses> {
        let values = self.distinct()?;
        let [(_, first), (_, second)] = values[..] else { return Err(NotClasses::OneValue { value: values[0].1 }) };
        let one = f64::max(first, second);
        let class = |(row, targets): (usize, &[f64])| {
            let ones: Vec<usize> = (0..targets.len()).filter(|&k| targets[k] == one).collect();
            match ones[..] {
                [class] => Ok(class),
                _ => Err(NotClasses::Labels { row, value: one, count: ones.len() }),
            }
        };
        self.rows().map(class).collect()
    }

    /// Returns the class of each row as the column of its largest value.
    fn largest(&self) -> Result<Vec<usize>, NotClasses> {
        let class = |(row, targets): (usize, &[f64])| {
            let value = targets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let largest: Vec<usize> = (0..targets.len()).filter(|&k| targets[k] == value).collect();
            match largest[..] {
                [first, second, ..] => Err(NotClasses::Tie { row, value, columns: [first, second] }),
                _ => Ok(largest[0]),
            }
        };
        self.rows().map(class).collect()
    }

    /// Returns the one or two different values, each with the position where it is found first.
    fn distinct(&self) -> Result<Vec<(usize, f64)>, NotClasses> {
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (at, &value) in self.values.iter().enumerate() {
            match found[..] {
                _ if found.iter().any(|(_, known)| *known == value) => {}
                [(_, one), (_, other)] => {
                    let (row, column) = self.place(at);
                    return Err(NotClasses::Values { row, column, value, values: sorted(one, other) });
                }
                _ => found.push((at, value)),
            }
        }
        Ok(found)
    }

    /// Returns 0.5 if it is a threshold between these values, and they are in [0, 1].
    fn around_one_half(&self, values: &[(usize, f64)]) -> Result<f64, NotClasses> {
        if let Some(&(at, value)) = values.iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            let (row, column) = self.place(at);
            return Err(NotClasses::Range { row, column, value });
        }
        match values[..] {
            [(_, one), (at, other)] if (one < THRESHOLD) == (other < THRESHOLD) => {
                Err(NotClasses::OneSide { row: self.place(at).0, values: sorted(one, other) })
            }
            _ => Ok(THRESHOLD),
        }
    }

    /// Returns the row and the column of a position.
    fn place(&self, at: usize) -> (usize, usize) {
        (at / self.columns, at % self.columns)
    }
}

/// Returns the larger of two values. A single value is known to be the smaller one if it is 0 or −1, and the larger one if it
/// is 1.
fn larger(values: &[(usize, f64)]) -> Result<f64, NotClasses> {
    match values[..] {
        [(_, one), (_, other)] => Ok(f64::max(one, other)),
        [(_, -1.0 | 0.0 | 1.0)] => Ok(1.0),
        _ => Err(NotClasses::OneValue { value: values[0].1 }),
    }
}

/// Returns two values, the smaller one first.
fn sorted(one: f64, other: f64) -> [f64; 2] {
    [f64::min(one, other), f64::max(one, other)]
}
