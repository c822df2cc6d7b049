//! The classes in an array of labels: class numbers, names, or one-hot rows.
//!
//! **Invariant**: every label becomes one class or is an error that names it.

use super::layout::Layout;
use super::{Array, Kind};
use crate::data::class_names;
use crate::data::error::DataError;
use crate::display::{list, quoted};
use std::collections::BTreeSet;
use std::fmt;

/// The label of one example.
enum Label {
    Number(i128),
    Text(String),
}

/// Returns the number of labels if the shape is one of labels.
pub(super) fn count(layout: &Layout) -> Option<usize> {
    match (layout.line(), layout.shape()) {
        (Some(axis), shape) => Some(shape[axis]),
        (None, &[m, _]) => Some(m),
        _ => None,
    }
}

impl Array {
    /// Returns the class numbers in an array of labels: whole numbers from 0, of any type. Its shape is m, m × 1 or 1 × m; or
    /// m × K with one-hot rows, 1 in the column of the class and 0 elsewhere.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let one_hot = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 1, 1, 0, 0]; // an IDX file, 2 × 3
    /// assert_eq!(Array::read(&one_hot[..])?.classes()?, [2, 0]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the array has another shape, if an item is negative or not a whole number, or if a row of
    /// several columns is not one-hot.
    pub fn classes(&self) -> Result<Vec<usize>, DataError> {
        self.classes_from(0)
    }

    /// Returns the classes in an array whose labels start at `first` instead of 0, such as EMNIST's letters 1 to 26: label
    /// `first` is class 0.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let letters = [0, 0, 8, 1, 0, 0, 0, 3, 1, 26, 2]; // an IDX file: a, z, b
    /// assert_eq!(Array::read(&letters[..])?.classes_from(1)?, [0, 25, 1]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`classes`](Self::classes), and an error if a label is less than `first`.
    pub fn classes_from(&self, first: usize) -> Result<Vec<usize>, DataError> {
        let class = |row| {
            let label = self.label(row)?;
            let class = match label {
                Label::Number(number) => usize::try_from(number - first as i128).ok(),
                Label::Text(_) => None,
            };
            class.ok_or_else(|| {
                let expected = format!(
                    "a class, a whole number from {first}; `class_names` and `classes_named` take labels of any kind"
                );
                self.wrong_label(row, label.found(), &expected)
            })
        };
        (0..self.label_count()?).map(class).collect()
    }

    /// Returns the labels in an array, each once: text, or whole numbers. If all are numbers, they are sorted by value,
    /// otherwise alphabetically. [`classes_named`](Self::classes_named) numbers them.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// // As `numpy.save` writes numpy.array(["pear", "fig", "pear"], dtype="S4").
    /// let header = "{'descr': '|S4', 'fortran_order': False, 'shape': (3,), }\n";
    /// let file = [b"\x93NUMPY\x01\x00", &[header.len() as u8, 0][..], header.as_bytes(), b"pearfig\0pear"].concat();
    /// let fruits = Array::read(&file[..])?;
    /// let names = fruits.class_names()?;
    /// assert_eq!(names, ["fig", "pear"]);
    /// assert_eq!(fruits.classes_named(&names)?, [1, 0, 1]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the shape is not one of [`classes`](Self::classes), or if a label is empty, not text, or a number
    /// that is not whole.
    pub fn class_names(&self) -> Result<Vec<String>, DataError> {
        let names = (0..self.label_count()?).map(|row| Ok(self.label(row)?.to_string()));
        Ok(class_names::sorted(names.collect::<Result<BTreeSet<_>, DataError>>()?))
    }

    /// Returns the class of each label in an array: its index in `names`. Take those that
    /// [`class_names`](Self::class_names) finds in this array, or for a test array those of the training array.
    ///
    /// ```
    /// use backprop::data::Array;
    ///
    /// let signs = [0, 0, 9, 1, 0, 0, 0, 3, 255, 1, 1]; // an IDX file of signed bytes: -1, 1, 1
    /// assert_eq!(Array::read(&signs[..])?.classes_named(&["-1", "1"])?, [0, 1, 1]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`class_names`](Self::class_names), and an error if a label is not one of the names.
    pub fn classes_named(&self, names: &[impl AsRef<str>]) -> Result<Vec<usize>, DataError> {
        let class = |row| {
            let label = self.label(row)?;
            let name = label.to_string();
            let class = names.iter().position(|other| other.as_ref() == name);
            class.ok_or_else(|| self.wrong_label(row, label.found(), &format!("one of the classes {}", list(names))))
        };
        (0..self.label_count()?).map(class).collect()
    }

    /// Returns `true` for labels as QMNIST has them: a row of 8 integers for each image, which says more about the image than
    /// its class. The class is in column 0.
    #[cfg(feature = "idx")]
    pub(in crate::data) fn is_qmnist(&self) -> bool {
        let Kind::Number(number) = self.kind else { return false };
        let is_one_hot = |at| matches!(number.element(self.item(at)).whole(), Some(0 | 1));
        matches!(self.shape(), [_, 8]) && self.kind.is_int() && !(0..self.layout.count()).all(is_one_hot)
    }

    /// Returns the number of labels.
    fn label_count(&self) -> Result<usize, DataError> {
        let expected = "one dimension, a label for each row, or m × K with one-hot rows";
        count(&self.layout).ok_or_else(|| self.wrong_shape(expected))
    }

    /// Reads the label of a row.
    fn label(&self, row: usize) -> Result<Label, DataError> {
        match self.layout.line() {
            Some(axis) => self.single_label(row, row * self.layout.stride(axis)),
            None => self.one_hot_label(row),
        }
    }

    /// Reads a label, by its index in the order of storage.
    fn single_label(&self, row: usize, at: usize) -> Result<Label, DataError> {
        let bytes = self.item(at);
        match self.kind {
            Kind::Number(number) => {
                let element = number.element(bytes);
                let wrong = || self.wrong_label(row, element.to_string(), "a class, a whole number");
                element.whole().map(Label::Number).ok_or_else(wrong)
            }
            Kind::Text(text) => match text.decode(bytes) {
                // An empty text is a missing value, not a class.
                Ok(text) if text.is_empty() => {
                    Err(self.wrong_label(row, "an empty text".to_owned(), "the name of a class"))
                }
                Ok(text) => Ok(Label::Text(text)),
                Err(found) => Err(self.wrong_label(row, found.to_owned(), "the characters of a name")),
            },
        }
    }

    /// Reads the column of the only 1 in a row.
    fn one_hot_label(&self, row: usize) -> Result<Label, DataError> {
        let Kind::Number(number) = self.kind else {
            return Err(self.wrong_shape("one dimension, a name for each row"));
        };
        let (mut class, mut ones) = (0, 0);
        for (column, offset) in self.layout.offsets().into_iter().enumerate() {
            let element = number.element(self.item(row * self.layout.row_stride() + offset));
            match element.whole() {
                Some(0) => {}
                Some(1) => (class, ones) = (column, ones + 1),
                _ => {
                    let expected =
                        "0 or 1, since labels in several columns are one-hot; `columns` takes some of the columns";
                    return Err(self.wrong_item(vec![row, column], element.to_string(), expected));
                }
            }
        }
        match ones {
            1 => Ok(Label::Number(class as i128)),
            _ => Err(self.wrong_item(
                vec![row],
                format!("{ones} ones in the row"),
                "a single 1, in the column of the class",
            )),
        }
    }

    /// The error of a label.
    fn wrong_label(&self, row: usize, found: String, expected: &str) -> DataError {
        let mut index = vec![0; self.shape().len()];
        match self.layout.line() {
            Some(axis) => index[axis] = row,
            None => index = vec![row],
        }
        self.wrong_item(index, found, expected)
    }
}

impl Label {
    /// Describes the label in a message.
    fn found(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("the text {}", quoted(text)),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
