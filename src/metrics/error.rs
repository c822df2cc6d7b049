//! The error of examples that have no such measure.

use crate::display::counted;
use crate::network::classes::NotClasses;

/// The reason why examples cannot be judged. Rows count from 0.
#[derive(Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MetricsError {
    /// There are no examples.
    #[error("no examples to judge, expected at least one")]
    Empty,
    /// A confusion matrix of fewer than two classes.
    #[error("a confusion matrix needs at least 2 classes, got {found}")]
    Classes {
        /// The number of classes.
        found: usize,
    },
    /// A class that is out of range.
    #[error("row {row} has class {class}, expected one of the {classes} classes 0 to {}", classes - 1)]
    Class {
        /// The first row with such a class.
        row: usize,
        /// The class.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
    /// The targets do not mean classes, or labels.
    #[error(transparent)]
    Targets(#[from] NotClasses),
    /// An output is not a number, or infinite where that has no meaning.
    #[error(
        "the output for row {row}, column {column}, is {value}, expected a finite number; check the inputs and the weights, \
         which diverge if the learning rate is too large"
    )]
    Output {
        /// The row of the first such output.
        row: usize,
        /// Its column.
        column: usize,
        /// The output.
        value: f64,
    },
    /// A target that is infinite or not a number.
    #[error("the target of row {row}, column {column}, is {value}, expected a finite number")]
    Target {
        /// The row of the first such target.
        row: usize,
        /// Its column.
        column: usize,
        /// The target.
        value: f64,
    },
    /// A row has more or fewer columns than the first target.
    #[error("row {row} has {}, expected {expected} as in the first target", counted(*found, "column"))]
    Width {
        /// The row of the first such target or output.
        row: usize,
        /// The number of its columns.
        found: usize,
        /// The number of columns of the first target.
        expected: usize,
    },
    /// A threshold that is not a number.
    #[error("the threshold is NaN, expected a number")]
    Threshold,
    /// There are not as many thresholds as labels.
    #[error("{} for {}, expected one for each", counted(*found, "threshold"), counted(*labels, "label"))]
    Thresholds {
        /// The number of thresholds.
        found: usize,
        /// The number of labels.
        labels: usize,
    },
    /// There are not as many names as classes, labels or outputs.
    #[error(transparent)]
    Names(#[from] WrongNames),
    /// A network with more than two classes: a threshold separates two.
    #[error(
        "a threshold needs a network with 2 classes, got {}; `ConfusionMatrix::new` compares the outputs with each other",
        counted(*found, "output")
    )]
    ManyClassesAtThreshold {
        /// The number of outputs.
        found: usize,
    },
    /// A network with more than two classes: a ROC curve is that of two.
    #[error(
        "a ROC curve needs a network with 2 classes, got {}; give `RocCurve::from_scores` the output of one class \
         against the rest",
        counted(*found, "output")
    )]
    ManyClasses {
        /// The number of classes.
        found: usize,
    },
    /// All examples are of one class, so that there is nothing to tell apart.
    #[error("all examples are of class {class}, expected some of both classes 0 and 1")]
    OneClass {
        /// The class.
        class: usize,
    },
    /// A score is infinite or not a number.
    #[error("row {row} has the score {score}, expected a finite number")]
    Score {
        /// The row of the first such score.
        row: usize,
        /// The score.
        score: f64,
    },
}

/// The error of names that are more or fewer than what they name.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("found {}, expected {expected}, one for each {each}", counted(*found, &format!("{each} name")))]
#[non_exhaustive]
pub struct WrongNames {
    /// The number of names.
    pub found: usize,
    /// The number of things to be named. With one output, there are two classes.
    pub expected: usize,
    /// A thing to be named: `class`, `label` or `output`.
    pub each: &'static str,
}

/// Returns the names, if there is one for each thing.
pub(crate) fn checked_names(
    names: &[impl AsRef<str>],
    expected: usize,
    each: &'static str,
) -> Result<Vec<String>, WrongNames> {
    match names.len() {
        found if found == expected => Ok(names.iter().map(|name| name.as_ref().to_owned()).collect()),
        found => Err(WrongNames { found, expected, each }),
    }
}

crate::error::debug_as_chain!(MetricsError, WrongNames);
