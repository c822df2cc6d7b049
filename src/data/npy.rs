//! NumPy's arrays: `.npy` files, and `.npz` archives of several arrays.
//!
//! An [`Array`] is one array as it is stored; it becomes rows of inputs or targets, or classes. An [`Archive`] finds an
//! array by its name.
//!
//! **Invariant**: an [`Array`] has exactly the bytes that its shape and its type of number need. No more are read than
//! that, whatever a header claims, and a number that the network's number cannot hold is an error.

mod archive;
mod element;
mod header;

use super::error::{self, DataError, Place};
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
    /// What messages call it.
    name: String,
    header: Header,
    bytes: Vec<u8>,
}

impl Array {
    /// Reads an `.npy` file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no such file; its numbers are neither integers, booleans nor floating-point numbers of
    /// 4 or 8 bytes; it is shorter or longer than its header claims.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        Self::read_named(BufReader::new(reader), file)
    }

    /// Reads what a reader gives; messages call it `the array`.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn read(reader: impl Read) -> Result<Self, DataError> {
        Self::read_named(reader, "the array".to_owned())
    }

    fn read_named(mut reader: impl Read, name: String) -> Result<Self, DataError> {
        let header = Header::read(&mut reader, &name)?;
        let expected = header.byte_count().ok_or_else(|| {
            let found = format!("the shape {:?}", header.shape);
            DataError::at(&name, Place::Header, found, "one whose bytes can be counted")
        })?;
        let mut bytes = Vec::new();
        // One more, to see whether the data ends where it should.
        reader.take(expected.saturating_add(1)).read_to_end(&mut bytes).map_err(DataError::read(&name))?;
        if bytes.len() as u64 != expected {
            let found = match bytes.len() as u64 {
                found if found > expected => "more".to_owned(),
                found => found.to_string(),
            };
            let expected = format!("{expected} for the shape {:?}; is the file whole?", header.shape);
            return Err(DataError::whole(&name, format!("{found} bytes of data"), expected));
        }
        Ok(Self { name, header, bytes })
    }

    /// The size along each dimension.
    pub fn shape(&self) -> &[usize] {
        &self.header.shape
    }

    /// The rows of an m × N array. An array of one dimension is a column, m × 1.
    ///
    /// # Errors
    ///
    /// The array has another shape; an item is not finite, or an integer that `T` holds only rounded.
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

    /// The class numbers of an array of one dimension, or of an m × 1 array: whole numbers from 0, of any type.
    ///
    /// # Errors
    ///
    /// The array has another shape; an item is negative or not a whole number.
    pub fn classes(&self) -> Result<Vec<usize>, DataError> {
        match *self.shape() {
            [m] | [m, 1] => (0..m).map(|i| self.item(i, Element::class).map_err(self.wrong_item(&[i]))).collect(),
            _ => Err(self.wrong_shape("one dimension, a class number for each row")),
        }
    }

    /// One item, counted as it is stored; where it is not what was expected, that and the item.
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
        move |(element, expected)| DataError::at(&self.name, Place::Item(index.to_vec()), element.to_string(), expected)
    }

    fn wrong_shape(&self, expected: &str) -> DataError {
        DataError::whole(&self.name, format!("the shape {:?}", self.shape()), expected)
    }
}
