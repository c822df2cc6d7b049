//! `.npz`: a ZIP archive with an `.npy` file for each array.
//!
//! **Invariant**: an array that is asked for is decompressed as far as its own header justifies, the others not at all.

use super::Array;
use crate::data::error::{self, DataError, list};
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// Arrays by name, as `numpy.savez` and `numpy.savez_compressed` write them.
///
/// ```no_run
/// use backprop::data::npy::Archive;
/// use backprop::{Identity, Samples, SamplesOf, SquaredError, Tanh, network};
///
/// network! {
///     struct Regression { layers: 8 -> 20 Tanh -> 1 Identity, cost: SquaredError }
/// }
///
/// let mut archive = Archive::open("houses.npz")?; // numpy.savez("houses.npz", x=x, y=y)
/// let samples: SamplesOf<Regression> = Samples::new(archive.array("x")?.rows()?, archive.array("y")?.rows()?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Archive<R> {
    file: String,
    zip: ZipArchive<R>,
}

impl Archive<BufReader<File>> {
    /// Opens an `.npz` file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no ZIP archive.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        Self::read_named(BufReader::new(reader), file)
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens what a reader gives; messages call it `the archive`.
    ///
    /// # Errors
    ///
    /// As [`open`](Archive::open).
    pub fn read(reader: R) -> Result<Self, DataError> {
        Self::read_named(reader, "the archive".to_owned())
    }

    fn read_named(reader: R, file: String) -> Result<Self, DataError> {
        let zip = ZipArchive::new(reader).map_err(|error| unreadable(&file, error))?;
        Ok(Self { file, zip })
    }

    /// The names of the arrays, in alphabetical order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.zip.file_names().filter_map(|name| name.strip_suffix(".npy")).collect();
        names.sort_unstable();
        names
    }

    /// The array of this name.
    ///
    /// # Errors
    ///
    /// There is none; it cannot be decompressed; or as in [`Array::open`].
    pub fn array(&mut self, name: &str) -> Result<Array, DataError> {
        let member = format!("{name}.npy");
        let Some(at) = self.zip.index_for_name(&member) else {
            let expected = format!("one of {}", list(&self.names()));
            return Err(DataError::whole(&self.file, format!("no array {}", error::quoted(name)), expected));
        };
        let reader = self.zip.by_index(at).map_err(|error| unreadable(&self.file, error))?;
        Array::read_named(reader, format!("{}, {member}", self.file))
    }
}

/// An error of the archive.
fn unreadable(file: &str, error: ZipError) -> DataError {
    DataError::read(file)(error.into())
}

impl<R> fmt::Debug for Archive<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("file", &self.file).finish_non_exhaustive()
    }
}
