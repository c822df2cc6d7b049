//! The error of a file that cannot be used, with its place in the file.

use super::split::SplitError;
use crate::samples::SamplesError;
use std::fmt;
use std::io;
use std::path::Path;

/// The reason why a file cannot be used. Needs one of the features `csv`, `idx` and `npy`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// The file cannot be opened, read or decompressed.
    #[error("{file} cannot be read")]
    Read {
        /// The path of the file.
        file: String,
        /// The error of the system or of the decompression.
        source: io::Error,
    },
    /// The content of the file breaks its format, or does not fit what was asked for.
    #[error("{file}{place}: found {found}, expected {expected}")]
    Content {
        /// The path of the file.
        file: String,
        /// The place in the file.
        place: Place,
        /// The kind of the problem, for a program to decide on.
        problem: Problem,
        /// What is there, for a person to read.
        found: String,
        /// What should be there, for a person to read.
        expected: String,
    },
    /// The file is well formed, but its rows do not form valid samples.
    #[error("the rows of {file} are not valid samples")]
    Samples {
        /// The path of the file; of two files, both.
        file: String,
        /// The problem with the rows.
        source: SamplesError,
    },
    /// The rows cannot be split as asked for.
    #[error("the rows of {file} cannot be split")]
    Split {
        /// The path of the file.
        file: String,
        /// The problem with the parts.
        source: SplitError,
    },
}

crate::error::debug_as_chain!(DataError);

/// The kind of a problem with the content of a file. Needs one of the features `csv`, `idx` and `npy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// The file is not in the format, or uses a part of the format that is not supported.
    Format,
    /// The file has no rows.
    Empty,
    /// The file is shorter or longer than its header claims.
    Length,
    /// The number of columns, pixels, classes or rows does not fit the network's declaration, or the other file.
    Shape,
    /// There is no such column or array, or there are several of the same name.
    Name,
    /// A cell or an item is not a usable number or class.
    Value,
}

/// A place in a file. Needs one of the features `csv`, `idx` and `npy`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// The header, which describes the data after it.
    Header,
    /// A line, counted from 1 as in an editor.
    Line(usize),
    /// A cell of a table.
    Cell {
        /// The line on which the row of the cell starts, counted from 1.
        line: usize,
        /// The name of the column; without a header, its number from 0.
        column: String,
    },
    /// An item of an array, an image or a label, by its index from 0 along each dimension.
    Item(Vec<usize>),
}

impl DataError {
    /// Creates an error of the file as a whole.
    pub(crate) fn whole(file: &str, problem: Problem, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at(file, Place::Whole, problem, found, expected)
    }

    /// Creates an error at a place of the file.
    pub(crate) fn at(
        file: &str,
        place: Place,
        problem: Problem,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self::Content { file: file.to_owned(), place, problem, found: found.into(), expected: expected.into() }
    }

    /// Names the file in an error of reading it; an argument of `map_err`.
    pub(crate) fn read(file: &str) -> impl Fn(io::Error) -> Self + '_ {
        |source| Self::Read { file: file.to_owned(), source }
    }

    /// Names the file in an error of its rows; an argument of `map_err`.
    pub(crate) fn samples(file: &str) -> impl Fn(SamplesError) -> Self + '_ {
        |source| Self::Samples { file: file.to_owned(), source }
    }
}

/// Returns a path as messages name it.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Header => write!(f, ", header"),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Cell { line, column } => write!(f, ", line {line}, column {column}"),
            Self::Item(item) => write!(f, ", item {item:?}"),
        }
    }
}
