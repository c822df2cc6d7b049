//! Writes a file atomically: whole or not at all.
//!
//! The bytes are written to a temporary file in the same folder and synced to the disk. Then the temporary file is renamed to
//! the path, which a file system does in one step.
//!
//! **Invariant**: if the machine stops at any time, the path leads to the old file or to the new one, never to a part of one.

#![cfg(any(feature = "onnx", feature = "plot", feature = "safetensors"))]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file, or replaces the existing one.
///
/// # Errors
///
/// Returns the errors of the file system. The old file is then unchanged, unless only the last step failed, syncing the
/// folder after the renaming.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.file_name().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path ends in no file name"));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (mut file, unfinished) = Unfinished::create(folder)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // Some systems do not rename an open file.
    drop(file);
    unfinished.rename(path)?;
    sync_folder(folder)
}

/// A temporary file that is deleted unless it is renamed.
struct Unfinished(PathBuf);

impl Unfinished {
    /// Creates a file in `folder`. Its name is short, so that it fits wherever the final one does.
    fn create(folder: &Path) -> io::Result<(File, Self)> {
        let mut number = 0;
        loop {
            let path = folder.join(format!(".backprop-{}-{number}.tmp", std::process::id()));
            match File::create_new(&path) {
                Ok(file) => return Ok((file, Self(path))),
                // The file of another thread, or of a process that was stopped and had the same id.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)?;
        // Another thread may use the free name next, so it must not be deleted.
        self.0 = PathBuf::new();
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.0 != Path::new("") {
            // The error that led here is the one to report, not that of the clean-up.
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// Syncs a folder, so that a renaming in it survives a power failure.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// On other systems a folder cannot be opened as a file, and needs no sync.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
