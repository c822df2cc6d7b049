//! Errors of drawing and writing pictures.

use crate::display::counted;
use crate::network::classes::NotClasses;
use std::error::Error;
use std::io;
use std::path::PathBuf;

/// Why a picture cannot be drawn or written.
///
/// ```
/// use backprop::plot::{self, PlotError, Scale};
///
/// match plot::cost_curves("costs.svg", &[("training", &[(0, f64::NAN)])], Scale::Linear) {
///     Err(PlotError::NotFinite { what, .. }) => assert_eq!(what, "the value of `training` at 0"),
///     other => panic!("expected another error: {other:?}"),
/// }
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum PlotError {
    /// The extension of the file's name is neither `.svg` nor `.png`.
    #[error("{}: unsupported extension, expected `.svg` or `.png`", path.display())]
    Extension {
        /// The file.
        path: PathBuf,
    },
    /// The extension of the file's name is `.png`, and the feature `png` is not enabled.
    #[error("{}: a PNG needs the feature `png` of `backprop`; enable it, or name the file `.svg`", path.display())]
    NoPng {
        /// The file.
        path: PathBuf,
    },
    /// There is nothing to draw.
    #[error("nothing to draw: no {what}, expected at least one")]
    Empty {
        /// What there is none of.
        what: String,
    },
    /// A value is infinite or not a number.
    #[error("{what} is {value}, expected a finite number")]
    NotFinite {
        /// The name of the value.
        what: String,
        /// The value.
        value: f64,
    },
    /// A value is zero or negative, so it has no place on a logarithmic axis.
    #[error("{what} is {value}, expected a number above 0; for others, use `Scale::Linear`")]
    NotPositive {
        /// The name of the value.
        what: String,
        /// The value.
        value: f64,
    },
    /// A value is too large for an axis, or too small for a logarithmic one.
    #[error("{what} is {value:e}, expected a number within ±1e300, and from 1e-300 on a logarithmic axis")]
    OutOfRange {
        /// The name of the value.
        what: String,
        /// The value.
        value: f64,
    },
    /// The inputs of a unit do not fill an image of this shape.
    #[error(
        "an image of {rows} × {columns} = {} pixels does not fit the {inputs} inputs of each unit",
        rows.saturating_mul(*columns)
    )]
    Shape {
        /// The number of rows of the image.
        rows: usize,
        /// The number of columns of the image.
        columns: usize,
        /// The number of inputs of each unit.
        inputs: usize,
    },
    /// There is more than a picture can show.
    #[error("{found} {what}, expected at most {most} in a picture")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The number of them.
        found: usize,
        /// The largest number that a picture can show.
        most: usize,
    },
    /// The targets of the samples do not mean classes, so that no boundary separates them.
    #[error(
        "a boundary separates classes, and the targets do not mean classes; if they are two values such as -1 and 1, give the \
         threshold between them: `Boundary::new(&network, &samples).threshold(0.0)`"
    )]
    Targets {
        /// The reason.
        #[from]
        source: NotClasses,
    },
    /// There are not as many names as classes.
    #[error("{} for {classes} classes, expected one for each", counted(*found, "name"))]
    Names {
        /// The number of names.
        found: usize,
        /// The number of classes.
        classes: usize,
    },
    /// The picture could not be drawn.
    #[error("{} cannot be drawn", path.display())]
    Drawing {
        /// The file.
        path: PathBuf,
        /// The error of the drawing library.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The file could not be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

crate::error::debug_as_chain!(PlotError);
