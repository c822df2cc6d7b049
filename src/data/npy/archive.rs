//! `.npz`: a ZIP archive with an `.npy` file for each array.
//!
//! **Invariant**: an array is decompressed only when it is asked for, and only as far as its own header justifies.

use super::Array;
use crate::data::array::Unread;
use crate::data::error::{self, DataError, Problem};
use crate::data::split::Parts;
use crate::display::{list, quoted};
use crate::equations::scalar::Scalar;
use crate::samples::Samples;
use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, ErrorKind, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

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
    zip: ZipArchive<Places<R>>,
    /// The place of each array in the file, and its compression.
    arrays: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
}

impl Archive<File> {
    /// Opens an `.npz` file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is not a ZIP archive.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        Self::read_named(reader, file)
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive in a reader; messages call it `the archive`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Archive::open).
    pub fn read(reader: R) -> Result<Self, DataError> {
        Self::read_named(reader, "the archive".to_owned())
    }

    fn read_named(mut reader: R, file: String) -> Result<Self, DataError> {
        let mut start = Vec::new();
        reader.by_ref().take(6).read_to_end(&mut start).map_err(DataError::read(&file))?;
        if start == b"\x93NUMPY" {
            let expected = "an archive of arrays; `Array` reads `.npy` files";
            return Err(DataError::whole(&file, Problem::Format, "a single array", expected));
        }
        let end = reader.seek(SeekFrom::End(0)).map_err(DataError::read(&file))?;
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let zip = ZipLocator::new().locate_in_reader(Places(RefCell::new(reader)), &mut buffer, end);
        let zip = zip.map_err(|(_, error)| unreadable(&file, error))?;
        let mut arrays = BTreeMap::new();
        let mut members = zip.entries(&mut buffer);
        while let Some(member) = members.next_entry().map_err(|error| unreadable(&file, error))? {
            let path = member.file_path();
            if let Some(name) = str::from_utf8(path.as_bytes()).ok().and_then(|path| path.strip_suffix(".npy")) {
                arrays.insert(name.to_owned(), (member.wayfinder(), member.compression_method()));
            }
        }
        Ok(Self { file, zip, arrays })
    }

    /// Returns the names of the arrays, in alphabetical order.
    pub fn names(&self) -> Vec<&str> {
        self.arrays.keys().map(String::as_str).collect()
    }

    /// Reads the array of this name.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such array or it cannot be decompressed, and the errors of [`Array::open`].
    pub fn array(&mut self, name: &str) -> Result<Array, DataError> {
        let Some(&(place, method)) = self.arrays.get(name) else {
            let expected = format!("one of {}", list(&self.names()));
            let found = format!("no array {}", quoted(name));
            return Err(DataError::whole(&self.file, Problem::Name, found, expected));
        };
        let member = self.zip.get_entry(place).map_err(|error| unreadable(&self.file, error))?;
        let stored = BufReader::new(member.reader());
        let bytes: Box<dyn Read + '_> = match method {
            CompressionMethod::STORE => Box::new(stored),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(stored)),
            other => {
                let found = format!("{} compressed by method {other}", quoted(name));
                let expected = "DEFLATE or none, as NumPy writes it";
                return Err(DataError::whole(&self.file, Problem::Format, found, expected));
            }
        };
        Unread::new(member.verifying_reader(bytes), format!("{}, {name}.npy", self.file))?.read()
    }

    /// Returns samples from an array of images, with the pixels of [`Array::pixels`], and an array of their labels, with
    /// the classes of [`Array::classes`] as one-hot targets.
    ///
    /// ```no_run
    /// use backprop::{CrossEntropy, Relu, SamplesOf, Softmax, data::npy::Archive, network};
    ///
    /// network! {
    ///     struct Blood { layers: { 28 * 28 * 3 } -> 100 Relu -> 8 Softmax, cost: CrossEntropy, scalar: f32 }
    /// }
    ///
    /// let mut archive = Archive::open("bloodmnist.npz")?;
    /// let training: SamplesOf<Blood> = archive.images("train_images", "train_labels")?;
    /// let validation: SamplesOf<Blood> = archive.images("val_images", "val_labels")?;
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`array`](Self::array), [`Array::pixels`] and [`Array::classes`], and an error if there are
    /// not as many labels as images, or if a label is K or more.
    pub fn images<T: Scalar, const N: usize, const K: usize>(
        &mut self,
        images: &str,
        labels: &str,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let classes = self.array(labels)?.classes()?;
        let x = self.array(images)?.pixels()?;
        let names = format!("{}, {images}.npy and {labels}.npy", self.file);
        Samples::from_classes(x, &classes).map_err(DataError::samples(&names))
    }

    /// Returns the training and the test samples of an archive as [`open_mnist`](super::open_mnist) describes it.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`images`](Self::images).
    pub fn mnist<T: Scalar, const N: usize, const K: usize>(&mut self) -> Result<Parts<[T; N], [T; K], 2>, DataError> {
        Ok([self.images("x_train", "y_train")?, self.images("x_test", "y_test")?])
    }
}

/// A reader of bytes at any place of a file.
struct Places<R>(RefCell<R>);

impl<R: Read + Seek> ReaderAt for Places<R> {
    fn read_at(&self, bytes: &mut [u8], place: u64) -> io::Result<usize> {
        let mut reader = self.0.borrow_mut();
        reader.seek(SeekFrom::Start(place))?;
        reader.read(bytes)
    }
}

/// Turns an error of the archive into one that names its file.
fn unreadable(file: &str, error: rawzip::Error) -> DataError {
    DataError::read(file)(match error.into_kind() {
        ErrorKind::IO(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, rawzip::Error::from(other)),
    })
}

impl<R> fmt::Debug for Archive<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("file", &self.file).finish_non_exhaustive()
    }
}
