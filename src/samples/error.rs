//! Why data cannot be used, and where.

use std::fmt;

/// Which half of the samples an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The inputs.
    X,
    /// The targets.
    Y,
}

/// Why data cannot be used. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SamplesError {
    /// There is not a single example.
    Empty,
    /// There are not as many inputs as targets.
    Lengths {
        /// The number of inputs.
        x: usize,
        /// The number of targets.
        y: usize,
    },
    /// A row has not as many columns as the network expects.
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
    /// A class that the network has no output for.
    Class {
        /// The row of the first such class.
        row: usize,
        /// The class.
        class: usize,
        /// The number of classes.
        classes: usize,
    },
    /// A row was asked for that is not there.
    Row {
        /// The row.
        row: usize,
        /// m, the number of rows.
        rows: usize,
    },
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::X => "x",
            Self::Y => "y",
        })
    }
}

impl fmt::Display for SamplesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no samples: x and y have no rows, expected at least one"),
            Self::Lengths { x, y } => write!(f, "x has {x} rows and y has {y}, expected a target for each input"),
            Self::Width { side, row, found, expected } => {
                write!(
                    f,
                    "row {row} of {side} has {found} columns, expected {expected} as in the network's declaration"
                )
            }
            Self::NotFinite { side, row, column, value } => {
                write!(f, "{side}[{row}][{column}] (row {row}, column {column}) is {value}, expected a finite number")
            }
            Self::Class { row, class, classes } => {
                write!(f, "row {row} has class {class}, expected one of the {classes} classes 0 to {}", classes - 1)
            }
            Self::Row { row, rows } => write!(f, "there is no row {row}, expected one of the rows 0 to {}", rows - 1),
        }
    }
}

impl std::error::Error for SamplesError {}
