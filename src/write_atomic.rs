//! From bytes to a file, whole or not at all.
//!
//! The bytes go into a file beside the one that is meant, down to the disk; then that file takes the other's name, which
//! a file system does in one step.
//!
//! **Invariant**: whenever the machine stops, the path leads to the old file or to the new one, never to a part of one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file, or replaces the one that stands there.
///
/// # Errors
///
/// Those of the file system. The old file is unharmed unless only the last step failed, that of making the folder's
/// change of names last.
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

/// A file that is deleted unless it gets its proper name.
struct Unfinished(PathBuf);

impl Unfinished {
    /// A new file in `folder`. Its name is short, so that it fits wherever the proper one does.
    fn create(folder: &Path) -> io::Result<(File, Self)> {
        let mut number = 0;
        loop {
            let path = folder.join(format!(".backprop-{}-{number}.tmp", std::process::id()));
            match File::create_new(&path) {
                Ok(file) => return Ok((file, Self(path))),
                // Of another thread, or of a process that was stopped and had the same number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path)?;
        // Another thread may take the free name next: nothing is left to delete.
        self.0 = PathBuf::new();
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.0 != Path::new("") {
            // The error that led here is the one to report.
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// Makes a change of names in a folder last.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems open no folders, and look after their names by themselves.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
