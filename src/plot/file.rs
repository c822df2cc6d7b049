//! From a canvas to a file.

use crate::plot::PlotError;
use crate::plot::canvas::Canvas;
use crate::plot::render::{png, svg};
use crate::write_atomic;
use std::path::Path;

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Svg,
    Png,
}

impl Format {
    /// The format that a file's name ends in.
    pub(super) fn of(path: &Path) -> Result<Self, PlotError> {
        match path.extension().map(|ending| ending.to_ascii_lowercase()) {
            Some(ending) if ending == "svg" => Ok(Self::Svg),
            Some(ending) if ending == "png" => Ok(Self::Png),
            _ => Err(PlotError::Ending { path: path.to_owned() }),
        }
    }
}

/// Draws the canvas, and puts it in the place of what stands at `path`.
pub(super) fn write(canvas: &Canvas, path: &Path) -> Result<(), PlotError> {
    let drawn = match Format::of(path)? {
        Format::Svg => svg(canvas),
        Format::Png => png(canvas),
    };
    let bytes = drawn.map_err(|source| PlotError::Drawing { path: path.to_owned(), source })?;
    write_atomic::write(path, &bytes).map_err(|source| PlotError::Write { path: path.to_owned(), source })
}
