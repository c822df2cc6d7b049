//! The error of data that cannot be used, with its row and column.

use super::class_number::ClassNumber;
use crate::display::counted;
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use core::fmt;

/// The inputs or the targets of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The inputs.
    X,
    /// The targets.
    Y,
}

/// The reason why data cannot become [`Samples`](crate::Samples). Rows and columns count from 0.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SamplesError {
    /// There are no examples.
    #[error("no samples: x and y have no rows, expected at least one")]
    Empty,
    /// There are not as many inputs as targets.
    #[error("x has {} and y has {y}, expected a target for each input", counted(*x, "row"))]
    Lengths {
        /// The number of inputs.
        x: usize,
        /// The number of targets.
        y: usize,
    },
    /// A row has more or fewer columns than the network expects.
    #[error(
        "row {row} of {side} has {}, expected {expected} as in the network's declaration",
        counted(*found, "column")
    )]
    Width {
        /// The inputs or the targets.
        side: Side,
        /// The first such row.
        row: usize,
        /// The number of its columns.
        found: usize,
        /// The number of units of the network's first or last layer.
        expected: usize,
    },
    /// A value is infinite or not a number.
    #[error("{side}[{row}][{column}] (row {row}, column {column}) is {value}, expected a finite number")]
    NotFinite {
        /// The inputs or the targets.
        side: Side,
        /// The row of the first such value.
        row: usize,
        /// Its column.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// A target that the cost cannot score: [`CrossEntropy`](crate::CrossEntropy) takes probabilities.
    #[error(
        "y[{row}][{column}] (row {row}, column {column}) is {value}, expected a probability from 0 to 1, as cross-entropy \
         scores it; {advice}"
    )]
    Target {
        /// The row of the first such value.
        row: usize,
        /// Its column.
        column: usize,
        /// The value, as it prints.
        value: String,
        /// What to write instead.
        advice: &'static str,
    },
    /// There are more or fewer weights than examples.
    #[error("found {}, expected {expected}, one for each row", counted(*found, "weight"))]
    Weights {
        /// The number of weights.
        found: usize,
        /// m, the number of rows.
        expected: usize,
    },
    /// The weight of an example is negative or not finite.
    #[error("row {row} has the weight {weight}, expected a finite number of at least 0")]
    Weight {
        /// The first row with such a weight.
        row: usize,
        /// The weight, as it prints.
        weight: String,
    },
    /// There are more or fewer weights than classes.
    #[error("found {}, expected {expected}, one for each class", counted(*found, "weight"))]
    ClassWeights {
        /// The number of weights.
        found: usize,
        /// The number of classes.
        expected: usize,
    },
    /// The weight of a class is negative or not finite.
    #[error("class {class} has the weight {weight}, expected a finite number of at least 0")]
    ClassWeight {
        /// The first class with such a weight.
        class: usize,
        /// The weight, as it prints.
        weight: String,
    },
    /// All weights are 0.
    #[error("all weights are 0, expected at least one above 0")]
    NoWeight,
    /// A target is not that of a class.
    #[error(
        "the target of row {row} is not that of one class, expected 1 at the class and 0 elsewhere, as \
         `Samples::from_classes` writes it"
    )]
    NoClass {
        /// The first such row.
        row: usize,
    },
    /// A class that the network has no output for.
    #[error(
        "row {row} has class {class}, expected one of the {classes} classes 0 to {}{advice}",
        classes - 1
    )]
    Class {
        /// The row of the first such class.
        row: usize,
        /// The class, as it prints.
        class: String,
        /// The number of classes.
        classes: usize,
        /// What to write instead, or nothing.
        advice: String,
    },
    /// A selected row does not exist.
    #[error("there is no row {row}, expected one of the rows 0 to {}", rows - 1)]
    Row {
        /// The row.
        row: usize,
        /// m, the number of rows.
        rows: usize,
    },
}

crate::error::debug_as_chain!(SamplesError);

/// Returns what to write if the largest label is not below the number of classes: the labels may be 1 to K, or the network
/// may have too few outputs. A label that is larger than the number of rows is most likely not that of a class.
pub(super) fn class_advice(labels: &[impl ClassNumber], classes: usize) -> String {
    let labels: Option<Vec<usize>> = labels.iter().map(|&label| label.try_into().ok()).collect();
    let Some(labels) = labels else { return String::new() };
    match labels.iter().copied().max() {
        Some(largest) if largest == classes && !labels.contains(&0) => {
            "; if labels start at 1, subtract 1, as `Array::classes_from(1)` and `Idx::first_label(1)` do".to_owned()
        }
        Some(largest) if largest < labels.len() => {
            format!("; declare an output for each class, as in `{} Softmax`", largest + 1)
        }
        _ => String::new(),
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::X => "x",
            Self::Y => "y",
        })
    }
}
