//! The types that samples are created from: arrays, `Vec`s, flat slices and `ndarray` matrices.
//!
//! **Invariant**: no row is passed by value or stored in a variable, and so none is on the stack. A row of an image of
//! 224 × 224 pixels in three colors has 1.2 MB, and the stack of a thread often no more than 2 MB.

use crate::display::counted;
use crate::equations::scalar::Scalar;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt::Debug;
use core::slice;
use ndarray::{ArrayBase, Data, Ix2};

/// The numbers of one example, one for each unit: an array `[T; N]`.
pub trait Row<T>: AsRef<[T]> + Clone + Debug + PartialEq + 'static {
    /// The number of units.
    const WIDTH: usize;

    /// Returns the numbers of many examples, one example after the other.
    fn flatten(rows: &[Self]) -> &[T]
    where
        Self: Sized;

    /// Appends a row, or returns an error if it has another width.
    ///
    /// ```
    /// use backprop::samples::Row;
    ///
    /// let mut rows = vec![[0.1, 0.2]];
    /// Row::push(&mut rows, &[0.3, 0.4])?;
    /// assert_eq!(rows, [[0.1, 0.2], [0.3, 0.4]]);
    /// let error = Row::push(&mut rows, &[0.5]).unwrap_err();
    /// assert_eq!((error.row, error.found), (2, 1));
    /// # Ok::<(), backprop::samples::WrongWidth>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error that names the row by its index and the number of its values.
    fn push(rows: &mut Vec<Self>, values: &[T]) -> Result<(), WrongWidth>
    where
        Self: Sized;
}

impl<T: Clone + Debug + PartialEq + 'static, const N: usize> Row<T> for [T; N] {
    const WIDTH: usize = N;

    fn flatten(rows: &[Self]) -> &[T] {
        rows.as_flattened()
    }

    fn push(rows: &mut Vec<Self>, values: &[T]) -> Result<(), WrongWidth> {
        push(rows, values)
    }
}

/// Appends a row of N values, or returns an error if there are more or fewer of them.
pub(crate) fn push<T: Clone, const N: usize>(rows: &mut Vec<[T; N]>, values: &[T]) -> Result<(), WrongWidth> {
    let row: &[T; N] = values.try_into().map_err(|_| WrongWidth { row: rows.len(), found: values.len() })?;
    // Copies within the heap, while `rows.push(row.clone())` would pass the copy over the stack.
    rows.extend_from_slice(slice::from_ref(row));
    Ok(())
}

/// Returns m rows of N values; for each row, `fill` appends its values to an empty list.
///
/// # Panics
///
/// Panics if `fill` appends more or fewer than N values.
pub(crate) fn from_fn<T: Clone, const N: usize>(m: usize, mut fill: impl FnMut(usize, &mut Vec<T>)) -> Vec<[T; N]> {
    let filled = |row, values: &mut Vec<T>| {
        fill(row, values);
        Ok::<_, Infallible>(())
    };
    try_from_fn(m, filled).unwrap_or_else(|never| match never {})
}

/// Returns m rows as [`from_fn`] does, or the first error of `fill`.
///
/// # Panics
///
/// Panics if `fill` appends more or fewer than N values.
pub(crate) fn try_from_fn<T: Clone, E, const N: usize>(
    m: usize,
    mut fill: impl FnMut(usize, &mut Vec<T>) -> Result<(), E>,
) -> Result<Vec<[T; N]>, E> {
    let (mut rows, mut values) = (Vec::with_capacity(m), Vec::with_capacity(N));
    for row in 0..m {
        values.clear();
        fill(row, &mut values)?;
        push(&mut rows, &values).expect("a row is filled with N values");
    }
    Ok(rows)
}

/// A type that can be read as rows of N numbers. Implement it for your own types of tables.
///
/// ```
/// use backprop::Samples;
/// use backprop::samples::{IntoRows, Row, WrongWidth};
///
/// /// Measurements with their time, which the network does not see.
/// struct Series(Vec<(u64, Vec<f64>)>);
///
/// impl<const N: usize> IntoRows<f64, N> for Series {
///     fn into_rows(self) -> Result<Vec<[f64; N]>, WrongWidth> {
///         let mut rows = Vec::new();
///         self.0.iter().try_for_each(|(_, values)| Row::push(&mut rows, values))?;
///         Ok(rows)
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
    note = "rows are arrays as in `[[0.5, 1.0], [0.0, 2.0]]`, a `Vec` or a slice of arrays or of `Vec`s, or a matrix of `ndarray` \
            0.17, the version in `backprop::ndarray`",
    note = "all numbers row after row, in an array, a `Vec` or a slice, are rows, too; with one number a row, they are a column",
    note = "other numbers are converted before: write `0.0` for `0`, `f64::from(value)` for a variable",
    note = "the numbers of classes are no rows: `Samples::from_classes(x, &classes)` takes them"
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

impl<T: Clone, const N: usize> IntoRows<T, N> for Vec<Vec<T>> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        let mut rows = Vec::with_capacity(self.len());
        // Frees each row after its copy, so that the memory for all of them is not needed twice.
        self.into_iter().try_for_each(|values| push(&mut rows, &values))?;
        Ok(rows)
    }
}

impl<T: Clone, const N: usize> IntoRows<T, N> for &[Vec<T>] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        let mut rows = Vec::with_capacity(self.len());
        self.iter().try_for_each(|values| push(&mut rows, values))?;
        Ok(rows)
    }
}

impl<T: Clone, const N: usize> IntoRows<T, N> for &Vec<Vec<T>> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        self[..].into_rows()
    }
}

/// Row after row in one slice, m × N numbers. If the last row is not full, it is the wrong one. With N = 1, the numbers are a
/// column.
impl<T: Scalar, const N: usize> IntoRows<T, N> for &[T] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        let mut rows = Vec::with_capacity(self.len() / N.max(1));
        self.chunks(N.max(1)).try_for_each(|values| push(&mut rows, values))?;
        Ok(rows)
    }
}

/// Row after row, as in a slice.
impl<T: Scalar, const N: usize> IntoRows<T, N> for &Vec<T> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        self[..].into_rows()
    }
}

/// Row after row, as in a slice.
impl<T: Scalar, const N: usize> IntoRows<T, N> for Vec<T> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        self[..].into_rows()
    }
}

/// Row after row, as in a slice.
impl<T: Scalar, const N: usize, const M: usize> IntoRows<T, N> for &[T; M] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        self[..].into_rows()
    }
}

/// Row after row, as in a slice.
impl<T: Scalar, const N: usize, const M: usize> IntoRows<T, N> for [T; M] {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        self[..].into_rows()
    }
}

impl<T: Scalar, S: Data<Elem = T>, const N: usize> IntoRows<T, N> for &ArrayBase<S, Ix2> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        match self.ncols() {
            found if found != N => Err(WrongWidth { row: 0, found }),
            _ => Ok(from_fn(self.nrows(), |i, row| row.extend(self.row(i)))),
        }
    }
}

impl<T: Scalar, S: Data<Elem = T>, const N: usize> IntoRows<T, N> for ArrayBase<S, Ix2> {
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth> {
        (&self).into_rows()
    }
}
