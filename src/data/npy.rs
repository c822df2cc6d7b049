//! NumPy's arrays: `.npy` files, and `.npz` archives of several arrays.
//!
//! An [`Array`] is one array as it is stored; it becomes rows of inputs or targets, or classes. An [`Archive`] finds an
//! array by its name.
//!
//! **Invariant**: an [`Array`] has exactly the bytes that its shape and its type of number need. Memory is allocated for
//! bytes that have been read, whatever a header claims, and a number that the network's number cannot hold is an error.

mod archive;
mod element;
mod header;

use super::error::{self, DataError, Place, Problem};
use crate::equations::scalar::Scalar;
use element::Element;
use header::Header;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

pub use archive::Archive;

/// An array of numbers, of any shape.
///
/// ```no_run
/// use backprop::data::npy::Array;
/// use backprop::{CrossEntropy, Relu, Samples, SamplesOf, Softmax, network};
///
/// network! {
///     struct Digits { layers: 64 -> 25 Relu -> 10 Softmax, cost: CrossEntropy }
/// }
///
/// let (x, digits) = (Array::open("x.npy")?, Array::open("digits.npy")?); // m × 64, and m class numbers
/// let samples: SamplesOf<Digits> = Samples::from_classes(x.rows()?, &digits.classes()?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Array {
    /// The name of the file or of the array, for messages.
    name: String,
    header: Header,
    bytes: Vec<u8>,
}

impl Array {
    /// Reads an `.npy` file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is not an `.npy` file, if its numbers are neither integers, booleans nor
    /// floating-point numbers of 4 or 8 bytes, or if it is shorter or longer than its header claims.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        Self::read_named(BufReader::new(reader), file)
    }

    /// Reads an array from a reader; messages call it `the array`.
    ///
    /// ```
    /// use backprop::data::npy::Array;
    ///
    /// // As `numpy.save` writes numpy.array([[1, 2], [3, 4]], dtype="u1").
    /// let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n";
    /// let file = [b"\x93NUMPY\x01\x00", &[header.len() as u8, 0][..], header.as_bytes(), &[1, 2, 3, 4]].concat();
    /// let array = Array::read(&file[..])?;
    /// assert_eq!(array.shape(), [2, 2]);
    /// assert_eq!(array.rows::<f64, 2>()?, [[1.0, 2.0], [3.0, 4.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open).
    pub fn read(reader: impl Read) -> Result<Self, DataError> {
        Self::read_named(reader, "the array".to_owned())
    }

    fn read_named(mut reader: impl Read, name: String) -> Result<Self, DataError> {
        let header = Header::read(&mut reader, &name)?;
        let expected = header.byte_count().ok_or_else(|| {
            let found = format!("the shape {:?}", header.shape);
            DataError::at(&name, Place::Header, Problem::Format, found, "one whose bytes can be counted")
        })?;
        let mut bytes = Vec::new();
        // One byte more, to detect data after the end.
        reader.take(expected.saturating_add(1)).read_to_end(&mut bytes).map_err(DataError::read(&name))?;
        if bytes.len() as u64 != expected {
            let found = match bytes.len() as u64 {
                found if found > expected => format!("more than {expected}"),
                found => found.to_string(),
            };
            let expected = format!("{expected} for the shape {:?}; is the file complete?", header.shape);
            return Err(DataError::whole(&name, Problem::Length, format!("{found} bytes of data"), expected));
        }
        Ok(Self { name, header, bytes })
    }

    /// Returns the size along each dimension.
    pub fn shape(&self) -> &[usize] {
        &self.header.shape
    }

    /// Returns the rows of an m × N array. An array of one dimension is a column, m × 1.
    ///
    /// # Errors
    ///
    /// Returns an error if the array has another shape, or if an item is not finite or is an integer that `T` cannot hold
    /// without rounding.
    pub fn rows<T: Scalar + Into<f64>, const N: usize>(&self) -> Result<Vec<[T; N]>, DataError> {
        const { assert!(N > 0, "a row has columns") };
        let m = match *self.shape() {
            [m, width] if width == N => m,
            [m] if N == 1 => m,
            _ => return Err(self.wrong_shape(&format!("m × {N} as in the network's declaration"))),
        };
        let mut rows = Vec::new();
        for i in 0..m {
            let mut row = [T::ZERO; N];
            for (j, value) in row.iter_mut().enumerate() {
                let at = if self.header.fortran_order { j * m + i } else { i * N + j };
                *value = self.item(at, Element::number).map_err(self.wrong_item(&[i, j]))?;
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// Returns the class numbers in an array of one dimension, or in an m × 1 array: whole numbers from 0, of any type.
    ///
    /// # Errors
    ///
    /// Returns an error if the array has another shape, or if an item is negative or not a whole number.
    pub fn classes(&self) -> Result<Vec<usize>, DataError> {
        match *self.shape() {
            [m] | [m, 1] => (0..m).map(|i| self.item(i, Element::class).map_err(self.wrong_item(&[i]))).collect(),
            _ => Err(self.wrong_shape("one dimension, a class number for each row")),
        }
    }

    /// Reads one item, by its index in the order of storage; or else returns the item and what was expected.
    fn item<V>(
        &self,
        at: usize,
        read: impl Fn(Element) -> Result<V, &'static str>,
    ) -> Result<V, (Element, &'static str)> {
        let size = self.header.kind.size();
        let element = self.header.kind.element(&self.bytes[at * size..][..size]);
        read(element).map_err(|expected| (element, expected))
    }

    fn wrong_item(&self, index: &[usize]) -> impl Fn((Element, &'static str)) -> DataError {
        move |(element, expected)| {
            let place = Place::Item(index.to_vec());
            DataError::at(&self.name, place, Problem::Value, element.to_string(), expected)
        }
    }

    fn wrong_shape(&self, expected: &str) -> DataError {
        DataError::whole(&self.name, Problem::Shape, format!("the shape {:?}", self.shape()), expected)
    }
}
