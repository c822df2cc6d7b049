//! Why a measure is not defined.

use std::fmt;

/// Why examples cannot be judged. Rows count from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum MetricsError {
    /// There is not a single example.
    Empty,
    /// A matrix of fewer than two classes was asked for.
    Classes {
        /// The number of classes.
        found: usize,
    },
    /// A class that does not exist.
    Class {
        /// The first row with such a class.
        row: usize,
        /// The class.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A network with more than two classes, where a curve is for two.
    ManyClasses {
        /// The number of classes.
        found: usize,
    },
    /// All examples are of one class, so that there is nothing to tell apart.
    OneClass {
        /// The class.
        class: usize,
    },
    /// A score is infinite or not a number.
    Score {
        /// The row of the first such score.
        row: usize,
        /// The score.
        score: f64,
    },
}

impl fmt::Display for MetricsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no examples to judge, expected at least one"),
            Self::Classes { found } => write!(f, "a matrix of {found} classes, expected at least two"),
            Self::Class { row, class, classes } => {
                write!(f, "row {row} has class {class}, expected one of the {classes} classes 0 to {}", classes - 1)
            }
            Self::ManyClasses { found } => {
                write!(
                    f,
                    "a curve for a network with {found} classes, expected two; \
                     give `RocCurve::from_scores` the output of one class against the rest"
                )
            }
            Self::OneClass { class } => {
                write!(f, "all examples are of class {class}, expected some of both classes 0 and 1")
            }
            Self::Score { row, score } => write!(f, "row {row} has the score {score}, expected a finite number"),
        }
    }
}

impl std::error::Error for MetricsError {}
