//! From a canvas to a file.
//!
//! **Invariant**: the file appears whole, under its name, or not at all.

use crate::plot::PlotError;
use crate::plot::canvas::Canvas;
use crate::plot::render::{png, svg};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
    replace(path, &bytes).map_err(|source| PlotError::Write { path: path.to_owned(), source })
}

/// Writes a file beside `path`, and gives it that name when all of it is on the disc.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (mut file, beside) = create_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What matters is why the picture could not be written.
        fs::remove_file(&beside).unwrap_or_default();
    }
    written
}

/// A new file in the same folder, under a name that nobody else has taken.
fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut taken = io::ErrorKind::AlreadyExists.into();
    for attempt in 0..100 {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let beside = path.with_file_name(hidden);
        match File::create_new(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}
