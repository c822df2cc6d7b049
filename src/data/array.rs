//! An array of numbers or text from a file: NumPy's `.npy`, or IDX.
//!
//! An [`Array`] is kept as it is stored; it becomes rows of inputs or targets, pixels, or classes.
//!
//! **Invariant**: an [`Array`] has exactly the bytes that its shape and its type need, and a number that the network's
//! number cannot hold is an error.

mod element;
mod header;
mod idx_header;
mod labels;
mod layout;
mod npy_header;
mod unread;

use super::error::{DataError, Place, Problem};
use crate::equations::scalar::Scalar;
use element::{Element, Kind, Number};
use layout::Layout;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

pub(super) use unread::Unread;

/// An array of numbers or text, of any shape: an `.npy` file of NumPy, an array of an `.npz`
/// archive, or an IDX file, plain or compressed with gzip. Needs one of the features `idx` and `npy`.
///
/// ```no_run
/// use backprop::data::Array;
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
    kind: Kind,
    layout: Layout,
    bytes: Vec<u8>,
}

impl Array {
    /// Reads a file. Its first bytes tell the format and whether it is compressed; its name does not matter.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is in neither format, if its items are neither integers, booleans,
    /// floating-point numbers of 2, 4 or 8 bytes, nor text of a fixed width, or if it is shorter or longer than its header
    /// claims.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        Unread::open(path.as_ref())?.read()
    }

    /// Reads an array from a reader; messages call it `the array`.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// // As `numpy.save` writes numpy.array([[1, 2], [3, 4]], dtype="u1").
    /// let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }\n";
    /// let file = [b"\x93NUMPY\x01\x00", &[header.len() as u8, 0][..], header.as_bytes(), &[1, 2, 3, 4]].concat();
    /// let array = Array::read(&file[..])?;
    /// assert_eq!(array.shape(), [2, 2]);
    /// assert_eq!(array.rows::<f64, 2>()?, [[1.0, 2.0], [3.0, 4.0]]);
    ///
    /// let idx = [0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1]; // unsigned bytes, 1 dimension, size 3
    /// assert_eq!(Array::read(&idx[..])?.classes()?, [2, 0, 1]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open).
    pub fn read(reader: impl Read) -> Result<Self, DataError> {
        Unread::new(reader, "the array".to_owned())?.read()
    }

    /// Reads some rows of a file, those that `rows` names when it is given their number m: an array as of
    /// [`open`](Self::open) with these rows alone. What comes before them is skipped, what comes after them is not read; so
    /// several processes can each read [their own](crate::distributed::Parts) of a file that no memory holds. A compressed
    /// file is decompressed up to the last of the rows.
    ///
    /// ```no_run
    /// use backprop::data::Array;
    /// use backprop::distributed::Parts;
    ///
    /// let second_of_four = Array::open_rows("x.npy", |m| Parts::of(m).rows(1, 4))?;
    /// let x: Vec<[f32; 784]> = second_of_four.rows()?;
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open), except for what is wrong in other rows. Returns an error if there are no
    /// such rows, or if the array is stored column by column (Fortran's order), so that a row is not in one piece.
    pub fn open_rows(path: impl AsRef<Path>, rows: impl FnOnce(usize) -> Range<usize>) -> Result<Self, DataError> {
        let array = Unread::open(path.as_ref())?;
        let m = array.rows();
        array.read_rows(rows(m))
    }

    /// Returns the size along each dimension.
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Returns the rows of an m × N array. An array of more dimensions is flattened: m images of 28 × 28 pixels are m rows
    /// of 784 numbers, row by row of the image. An array of one dimension is a column, m × 1.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let images = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]; // one image, 2 × 2
    /// assert_eq!(Array::read(&images[..])?.rows::<f64, 4>()?, [[1.0, 2.0, 3.0, 4.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the array has another shape, or if an item is text, is not finite, or is an integer that `T`
    /// cannot hold without rounding.
    pub fn rows<T: Scalar + Into<f64>, const N: usize>(&self) -> Result<Vec<[T; N]>, DataError> {
        self.rows_by(Element::number)
    }

    /// Returns the rows of images, flattened as by [`rows`](Self::rows), with pixels from 0 to 1: integers from 0 to 255 are
    /// divided by 255; floating-point numbers and booleans are from 0 to 1 already and stay as they are.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let image = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 51, 255]; // one image, 1 × 2
    /// assert_eq!(Array::read(&image[..])?.pixels::<f64, 2>()?, [[0.2, 1.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the array has another shape, or if an item is text, an integer outside of 0 to 255, or a
    /// floating-point number outside of 0 to 1.
    #[doc(alias = "images")]
    pub fn pixels<T: Scalar, const N: usize>(&self) -> Result<Vec<[T; N]>, DataError> {
        self.rows_by(Element::pixel)
    }

    /// Returns the array with its last two dimensions swapped, such as images that are stored column by column, as those of
    /// EMNIST are, or a table with a column for each example.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let table = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]; // 2 × 3
    /// let table = Array::read(&table[..])?.transposed()?;
    /// assert_eq!(table.rows::<f64, 2>()?, [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the array has fewer than two dimensions.
    pub fn transposed(self) -> Result<Self, DataError> {
        match self.layout.clone().transposed() {
            Some(layout) => Ok(Self { name: format!("{}, transposed", self.name), layout, ..self }),
            None if self.layout.first_row().is_some() => {
                Err(self.wrong_shape("three dimensions or more, since only some rows have been read"))
            }
            None => Err(self.wrong_shape("two dimensions or more")),
        }
    }

    /// Returns some columns of an m × n array, in the given order, as an array of its own.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let table = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 1, 30, 40, 0]; // 2 × 3, the class in the last column
    /// let table = Array::read(&table[..])?;
    /// assert_eq!(table.columns(0..2)?.rows::<f64, 2>()?, [[10.0, 20.0], [30.0, 40.0]]);
    /// assert_eq!(table.columns([2])?.classes()?, [1, 0]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the array does not have two dimensions, if it has no such column, or if no column is asked for.
    pub fn columns(&self, columns: impl IntoIterator<Item = usize>) -> Result<Self, DataError> {
        let [m, width] = *self.shape() else {
            return Err(self.wrong_shape("m × n, two dimensions"));
        };
        let wrong = |found: String, expected: String| DataError::whole(&self.name, Problem::Name, found, expected);
        let exists = |column| match column < width {
            true => Ok(column),
            false => Err(wrong(format!("no column {column}"), format!("a number below {width}"))),
        };
        let columns = columns.into_iter().map(exists).collect::<Result<Vec<usize>, _>>()?;
        let title = match columns.len() {
            0 => return Err(wrong("no columns".to_owned(), "at least one".to_owned())),
            1..=12 => format!("columns {columns:?}"),
            count => format!("{count} columns"),
        };
        let at = |row, column| row * self.layout.stride(0) + column * self.layout.stride(1);
        let mut bytes = Vec::new();
        for row in 0..m {
            columns.iter().for_each(|&column| bytes.extend_from_slice(self.item(at(row, column))));
        }
        let uncountable = || self.wrong_shape("fewer columns");
        let layout = self.layout.of_columns(columns.len()).ok_or_else(uncountable)?;
        Ok(Self { name: format!("{}, {title}", self.name), kind: self.kind, layout, bytes })
    }

    /// Swaps the two dimensions of each image; dimensions of size 1, such as a single color, do not count.
    #[cfg(feature = "idx")]
    pub(super) fn with_images_transposed(self) -> Result<Self, DataError> {
        let layout = self.layout.clone().squeezed();
        match layout.shape() {
            [_, _, _] => Self { layout, ..self }.transposed(),
            _ => Err(self.wrong_shape("m × height × width, since the images are to be transposed")),
        }
    }

    /// Returns the rows, each item converted; or else what was expected of an item.
    fn rows_by<T: Scalar, const N: usize>(
        &self,
        convert: impl Fn(Element) -> Result<T, &'static str>,
    ) -> Result<Vec<[T; N]>, DataError> {
        const { assert!(N > 0, "a row has columns") };
        let number = self.number()?;
        let m = match (self.shape().first(), self.layout.width()) {
            (Some(&m), Some(width)) if width == N => m,
            _ => return Err(self.wrong_rows(N)),
        };
        let offsets = self.layout.offsets();
        let mut rows = Vec::with_capacity(m);
        // Each row is filled on the heap, because a wide one does not fit on the stack.
        let mut items = Vec::with_capacity(N);
        for row in 0..m {
            items.clear();
            let start = row * self.layout.row_stride();
            for (place, offset) in offsets.iter().enumerate() {
                let element = number.element(self.item(start + offset));
                let wrong = |expected| self.wrong_item(self.layout.index(row, place), element.to_string(), expected);
                items.push(convert(element).map_err(wrong)?);
            }
            rows.extend_from_slice(items.as_chunks::<N>().0);
        }
        Ok(rows)
    }

    /// Returns the type of the numbers.
    fn number(&self) -> Result<Number, DataError> {
        match self.kind {
            Kind::Number(number) => Ok(number),
            Kind::Text(_) => {
                let expected = "numbers; `class_names` and `classes_named` turn text into classes";
                Err(DataError::whole(&self.name, Problem::Format, "text", expected))
            }
        }
    }

    /// Returns the bytes of an item, by its index in the order of storage.
    fn item(&self, at: usize) -> &[u8] {
        let size = self.kind.size();
        &self.bytes[at * size..][..size]
    }

    /// The error of an item, by its index among the rows that have been read.
    fn wrong_item(&self, mut index: Vec<usize>, found: String, expected: &str) -> DataError {
        if let (Some(row), Some(first)) = (index.first_mut(), self.layout.first_row()) {
            *row += first;
        }
        DataError::at(&self.name, Place::Item(index), Problem::Value, found, expected)
    }

    fn wrong_shape(&self, expected: &str) -> DataError {
        DataError::whole(&self.name, Problem::Shape, format!("the shape {:?}", self.shape()), expected)
    }

    fn wrong_rows(&self, width: usize) -> DataError {
        let hint = match *self.shape() {
            [first, _] if first == width => "; `transposed` swaps the dimensions".to_owned(),
            [first, _, _, ..] => match self.layout.width() {
                Some(width) => format!("; this one has {first} rows of {width} numbers"),
                None => String::new(),
            },
            _ => String::new(),
        };
        self.wrong_shape(&format!("m × {width} as in the network's declaration{hint}"))
    }
}
