//! The types that samples are created from: arrays, `Vec`s, flat slices and `ndarray` matrices.

use crate::display::counted;
use crate::equations::scalar::Scalar;
use ndarray::{ArrayBase, Data, Ix2};
use std::fmt::Debug;

/// The numbers of one example, one for each unit: an array `[T; N]`.
pub trait Row<T>: AsRef<[T]> + Clone + Debug + PartialEq + 'static {
    /// The number of units.
    const WIDTH: usize;

    /// Returns the numbers of many examples, one example after the other.
    fn flatten(rows: &[Self]) -> &[T]
    where
        Self: Sized;

    /// Converts a row, or returns `None` if it has another width.
    fn from_vec(values: Vec<T>) -> Option<Self>
    where
        Self: Sized;
}

impl<T: Clone + Debug + PartialEq + 'static, const N: usize> Row<T> for [T; N] {
    const WIDTH: usize = N;

    fn flatten(rows: &[Self]) -> &[T] {
        rows.as_flattened()
    }

    fn from_vec(values: Vec<T>) -> Option<Self> {
        values.try_into().ok()
    }
}

/// A type that can be read as rows of N numbers. Implement it for your own types of tables.
///
/// ```
/// use backprop::Samples;
/// use backprop::samples::{IntoRows, WrongWidth};
///
/// /// Measurements with their time, which the network does not see.
/// struct Series(Vec<(u64, Vec<f64>)>);
///
/// impl<const N: usize> IntoRows<f64, N> for Series {
///     fn into_rows(self) -> Result<Vec<[f64; N]>, WrongWidth> {
///         let row = |(row, (_, values)): (usize, (u64, Vec<f64>))| {
///             values.try_into().map_err(|values: Vec<f64>| WrongWidth::new(row, values.len()))
///         };
///         self.0.into_iter().enumerate().map(row).collect()
///     }
/// }
///
/// let series = Series(vec![(0, vec![0.5, 0.1]), (60, vec![0.4])]);
/// let samples: Result<Samples<[f64; 2], [f64; 1]>, _> = Samples::new(series, [[1.0], [0.0]]);
/// assert_eq!(samples.unwrap_err().to_string(), "row 1 of x has 1 column, expected 2 as in the network's declaration");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as rows of numbers",
    label = "expected rows of numbers",
    note = "rows are arrays as in `[[0.5, 1.0], [0.0, 2.0]]`, a `Vec` of arrays or of `Vec`s, a slice of all numbers, or a matrix of \
            `ndarray` 0.17, the version in `backprop::ndarray`"
)]
pub trait IntoRows<T, const N: usize> {
    /// Returns the rows.
    ///
    /// # Errors
    ///
    /// Returns an error if a row has more or fewer than N columns.
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth>;
}

/// The error of a row that has more or fewer columns than expected. [`Samples::new`](crate::Samples::new) turns it into a
/// [`SamplesError`](crate::SamplesError).
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("row {row} has the wrong width, {}", counted(*found, "column"))]
pub struct WrongWidth {
    /// The row, counted from 0.
    pub row: usize,
    /// The number of its columns.
    pub found: usize,
}

crate::error::debug_as_chain!(WrongWidth);

impl WrongWidth {
    /// Names a row, counted from 0, and the number of its columns.
    pub fn new(row: usize, found: usize) -> Self {
        Self { row, found }
    }
}

impl<T, const N: usize> IntoRows<T, N> for Vec<[T; N]> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        Ok(self)
    }
}

impl<T: Clone, const N: usize> IntoRows<T, N> for &Vec<[T; N]> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        Ok(self.clone())
    }
}

impl<T: Clone, const N: usize> IntoRows<T, N> for &[[T; N]] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        Ok(self.to_vec())
    }
}

impl<T, const N: usize, const M: usize> IntoRows<T, N> for [[T; N]; M] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        Ok(Vec::from(self))
    }
}

impl<T: Clone, const N: usize, const M: usize> IntoRows<T, N> for &[[T; N]; M] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        Ok(self.to_vec())
    }
}

impl<T, const N: usize> IntoRows<T, N> for Vec<Vec<T>> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        let exact = |(row, values): (usize, Vec<T>)| {
            values.try_into().map_err(|values: Vec<T>| WrongWidth { row, found: values.len() })
        };
        self.into_iter().enumerate().map(exact).collect()
    }
}

/// Row after row in one slice, m × N numbers. If the last row is not full, it is the wrong one.
impl<T: Scalar, const N: usize> IntoRows<T, N> for &[T] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        let row = |(row, values): (usize, &[T])| {
            <[T; N]>::try_from(values).map_err(|_| WrongWidth { row, found: values.len() })
        };
        self.chunks(N.max(1)).enumerate().map(row).collect()
    }
}

impl<T: Scalar, S: Data<Elem = T>, const N: usize> IntoRows<T, N> for &ArrayBase<S, Ix2> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        match self.ncols() {
            found if found != N => Err(WrongWidth { row: 0, found }),
            _ => Ok(self.rows().into_iter().map(|row| std::array::from_fn(|j| row[j])).collect()),
        }
    }
}

impl<T: Scalar, S: Data<Elem = T>, const N: usize> IntoRows<T, N> for ArrayBase<S, Ix2> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        (&self).into_rows()
    }
}
