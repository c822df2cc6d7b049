//! Why there is no picture.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why a picture cannot be drawn or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlotError {
    /// The name of the file ends in something else than `.svg` or `.png`.
    Ending {
        /// The file.
        path: PathBuf,
    },
    /// There is nothing to draw.
    Empty {
        /// What has no values.
        what: String,
    },
    /// A value is infinite or not a number.
    NotFinite {
        /// What the value is of.
        what: String,
        /// The value.
        value: f64,
    },
    /// A value that has no place on a logarithmic axis.
    NotPositive {
        /// What the value is of.
        what: String,
        /// The value.
        value: f64,
    },
    /// A value that is too large, or on a logarithmic axis too small, to have a place on an axis.
    OutOfRange {
        /// What the value is of.
        what: String,
        /// The value.
        value: f64,
    },
    /// The inputs of a unit do not fill an image of this shape.
    Shape {
        /// The rows of the image.
        rows: usize,
        /// Its columns.
        columns: usize,
        /// The number of inputs of each unit.
        inputs: usize,
    },
    /// There is more than a picture can show.
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many a picture can show.
        most: usize,
    },
    /// The picture could not be drawn.
    Drawing {
        /// The file.
        path: PathBuf,
        /// What the drawing library says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The file could not be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ending { path } => {
                write!(f, "{}: found another ending, expected `.svg` or `.png`", path.display())
            }
            Self::Empty { what } => write!(f, "nothing to draw: no {what}, expected at least one"),
            Self::NotFinite { what, value } => write!(f, "{what} is {value}, expected a finite number"),
            Self::NotPositive { what, value } => {
                write!(f, "{what} is {value}, expected a number above 0; for others, use `Scale::Linear`")
            }
            Self::OutOfRange { what, value } => {
                write!(f, "{what} is {value:e}, expected a number within ±1e300, and from 1e-300 on a logarithmic axis")
            }
            Self::Shape { rows, columns, inputs } => {
                let pixels = rows.saturating_mul(*columns);
                write!(f, "{rows} × {columns} = {pixels} pixels an image, expected the {inputs} inputs of each unit")
            }
            Self::TooMany { what, found, most } => write!(f, "{found} {what}, expected at most {most} in a picture"),
            Self::Drawing { path, source } => write!(f, "{} cannot be drawn: {source}", path.display()),
            Self::Write { path, source } => write!(f, "{} cannot be written: {source}", path.display()),
        }
    }
}

impl Error for PlotError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Drawing { source, .. } => Some(source.as_ref()),
            Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}
