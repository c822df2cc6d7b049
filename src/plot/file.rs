//! Writes a canvas to a file.

use crate::plot::PlotError;
use crate::plot::canvas::Canvas;
use crate::write_atomic;
use std::path::Path;

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Svg,
    #[cfg(feature = "png")]
    Png,
}

impl Format {
    /// The format that the extension of a file's name selects.
    pub(super) fn of(path: &Path) -> Result<Self, PlotError> {
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase()).unwrap_or_default();
        match extension.to_str() {
            Some("svg") => Ok(Self::Svg),
            #[cfg(feature = "png")]
            Some("png") => Ok(Self::Png),
            #[cfg(not(feature = "png"))]
            Some("png") => Err(PlotError::NoPng { path: path.to_owned() }),
            _ => Err(PlotError::Extension { path: path.to_owned() }),
        }
    }
}

/// Writes the canvas, in the place of the file at `path` if there is one.
pub(super) fn write(canvas: &Canvas, path: &Path) -> Result<(), PlotError> {
    let bytes = match Format::of(path)? {
        Format::Svg => canvas.svg().into_bytes(),
        #[cfg(feature = "png")]
        Format::Png => {
            super::png::png(canvas).map_err(|source| PlotError::Drawing { path: path.to_owned(), source })?
        }
    };
    write_atomic::write(path, &bytes).map_err(|source| PlotError::Write { path: path.to_owned(), source })
}
