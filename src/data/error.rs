//! Why a file cannot be used, and where in it.

use crate::samples::SamplesError;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a file cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum DataError {
    /// The file cannot be opened, read or decompressed.
    Read {
        /// The file's path.
        file: String,
        /// What the system or the decompression says.
        source: io::Error,
    },
    /// What stands in the file breaks its format, or is not what was asked for.
    Content {
        /// The file's path.
        file: String,
        /// Where in it.
        place: Place,
        /// What stands there.
        found: String,
        /// What should stand there.
        expected: String,
    },
    /// The file is sound, but its rows are no samples.
    Samples {
        /// The file's path; of two files, both.
        file: String,
        /// What is wrong with the rows.
        source: SamplesError,
    },
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// What stands before the data and describes it.
    Header,
    /// A line, counted from 1 as an editor does.
    Line(usize),
    /// A cell of a table.
    Cell {
        /// The line on which its row starts, counted from 1.
        line: usize,
        /// The column's name; without a header, its number from 0.
        column: String,
    },
    /// An item of an array, an image or a label, by its index from 0 along each dimension.
    Item(Vec<usize>),
}

impl DataError {
    /// An error of the file as a whole.
    pub(crate) fn whole(file: &str, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::at(file, Place::Whole, found, expected)
    }

    /// An error at a place.
    pub(crate) fn at(file: &str, place: Place, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::Content { file: file.to_owned(), place, found: found.into(), expected: expected.into() }
    }

    /// What turns an error of reading `file` into one that names it.
    pub(crate) fn read(file: &str) -> impl Fn(io::Error) -> Self + '_ {
        |source| Self::Read { file: file.to_owned(), source }
    }

    /// What turns an error of the rows of `file` into one that names it.
    #[cfg(any(feature = "csv", feature = "idx"))]
    pub(crate) fn samples(file: &str) -> impl Fn(SamplesError) -> Self + '_ {
        |source| Self::Samples { file: file.to_owned(), source }
    }
}

/// The path as it stands in messages.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Text from a file, so short that a message can hold it.
#[cfg(any(feature = "csv", feature = "npy"))]
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let (start, more) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], "…"),
        None => (text, ""),
    };
    // What cannot be seen is escaped; quotes can be.
    let escaped = start.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"");
    format!("`{escaped}{more}`")
}

/// Some names, not more than a message can hold.
#[cfg(any(feature = "csv", feature = "npy"))]
pub(crate) fn list(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 12;
    let shown: Vec<String> = names.iter().take(MOST).map(|name| quoted(name.as_ref())).collect();
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    shown.join(", ") + &more
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { file, source } => write!(f, "{file} cannot be read: {source}"),
            Self::Content { file, place, found, expected } => {
                write!(f, "{file}{place}: found {found}, expected {expected}")
            }
            Self::Samples { file, source } => write!(f, "{file}: {source}"),
        }
    }
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

impl std::error::Error for DataError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            Self::Samples { source, .. } => Some(source),
            Self::Content { .. } => None,
        }
    }
}
