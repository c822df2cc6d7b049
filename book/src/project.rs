//! Finds and reads the files of the checkout, and reports faults with their places.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the number of the line at an offset of a text, counted from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text[..offset].matches('\n').count()
}

/// The checkout that the book is built from.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// Returns the checkout that this program was compiled in.
    pub(crate) fn new() -> Self {
        let book = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: book.parent().unwrap_or(book).to_owned() }
    }

    /// Returns a checkout in a folder of a test.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Returns the path of a file below the root of the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns a command that runs cargo at the root of the checkout: the cargo that runs this program, if one does.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        cargo
    }

    /// Returns a path as messages print it: relative to the root, if it is below the root.
    pub(crate) fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }

    /// Reads a text file.
    pub(crate) fn read(&self, relative: &str) -> Result<String, Fault> {
        let read = std::fs::read_to_string(self.path(relative));
        read.map_err(|error| Fault::new(relative, None, format!("cannot read this file: {error}")))
    }

    /// Returns the paths of all files below a folder whose names end with `ending`, sorted.
    pub(crate) fn files(&self, folder: &str, ending: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(ending) {
                    found.push(self.name(&path));
                }
            }
        }
        found.sort();
        found
    }
}

/// An error in a file that makes the build fail.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    file: String,
    line: Option<usize>,
    message: String,
}

impl Fault {
    /// Creates a fault in a file. A line is counted from 1.
    pub(crate) fn new(file: impl Into<String>, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: line.into(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
