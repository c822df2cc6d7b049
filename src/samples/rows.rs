//! What samples can be made from: arrays, `Vec`s, flat slices and `ndarray` matrices.

use crate::equations::scalar::Scalar;
use ndarray::{ArrayBase, Data, Ix2};
use std::fmt::Debug;

/// One example's numbers, one for each unit: an array.
pub trait Row<T>: AsRef<[T]> + Clone + Debug + PartialEq + 'static {
    /// The number of units.
    const WIDTH: usize;

    /// Returns the numbers of many examples, one example after the other.
    fn flatten(rows: &[Self]) -> &[T]
    where
        Self: Sized;

    /// Takes a row of the right width, or returns nothing.
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

/// What can be read as rows of N numbers.
pub trait IntoRows<T, const N: usize> {
    /// The rows.
    ///
    /// # Errors
    ///
    /// A row is not N wide.
    fn into_rows(self) -> Result<Vec<[T; N]>, WrongWidth>;
}

/// A row that has not as many columns as the network expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongWidth {
    /// The row, counted from 0.
    pub row: usize,
    /// The number of its columns.
    pub found: usize,
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

/// Row after row in one slice, m × N numbers. Where the last row is not full, that row is the wrong one.
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
