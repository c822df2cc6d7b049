//! The error of examples that have no such measure.

use crate::display::counted;

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

crate::error::debug_as_chain!(MetricsError);
