//! Θ⁽ˡ⁾, the weights from one layer to the next.
//!
//! A network is one matrix a layer, each of its own shape. Row i holds the weights of unit i of the next layer; column 0
//! is the bias, which multiplies a unit that is always 1.
//!
//! **Invariant**: a matrix lies on the heap, and is never moved over the stack as a whole.

use crate::equations::scalar::{Scalar, sum};
use ndarray::{ArrayView2, ArrayViewMut2};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A matrix of weights with `ROWS` = s₍ₗ₊₁₎ rows and `COLS` = sₗ + 1 columns, of which column 0 is the bias.
///
/// It is used like the array that it holds:
///
/// ```
/// use backprop::Theta;
///
/// let mut theta: Theta<f64, 2, 3> = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]].into();
/// theta[1][0] = -0.4;
/// assert_eq!(theta[1], [-0.4, 0.5, 0.6]);
/// for row in &mut theta {
///     row[0] = 0.0;
/// }
/// assert_eq!(theta, [[0.0, 0.2, 0.3], [0.0, 0.5, 0.6]].into());
/// ```
#[derive(PartialEq)]
pub struct Theta<T, const ROWS: usize, const COLS: usize>(Box<[[T; COLS]; ROWS]>);

impl<T: Scalar, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// A matrix of zeros.
    pub fn zeros() -> Self {
        Self::from_rows(vec![[T::ZERO; COLS]; ROWS])
    }

    /// A matrix of what `entry` returns, called row by row.
    pub fn from_fn(mut entry: impl FnMut(usize, usize) -> T) -> Self {
        Self::from_rows((0..ROWS).map(|i| std::array::from_fn(|j| entry(i, j))).collect())
    }

    /// The same matrix of another number.
    pub fn map<U: Scalar>(&self, mut convert: impl FnMut(T) -> U) -> Theta<U, ROWS, COLS> {
        Theta::from_fn(|i, j| convert(self[i][j]))
    }

    /// The sum of the squares of all weights, without the bias column.
    pub fn squares(&self) -> T {
        squares(self.iter().map(|row| &row[..]))
    }
}

impl<T, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// Returns the matrix as an `ndarray` view.
    pub fn view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(self.as_slice())
    }

    /// Returns the matrix as an `ndarray` view to write to.
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, T> {
        ArrayViewMut2::from(self.as_mut_slice())
    }

    /// Takes the rows of a matrix; there must be `ROWS` of them.
    pub(crate) fn from_rows(rows: Vec<[T; COLS]>) -> Self {
        let rows = rows.into_boxed_slice().try_into();
        Self(rows.unwrap_or_else(|_| unreachable!("as many rows as the type says")))
    }
}

impl<T: Clone, const ROWS: usize, const COLS: usize> From<[[T; COLS]; ROWS]> for Theta<T, ROWS, COLS> {
    fn from(rows: [[T; COLS]; ROWS]) -> Self {
        Self::from_rows(rows.to_vec())
    }
}

/// Zeros.
impl<T: Default, const ROWS: usize, const COLS: usize> Default for Theta<T, ROWS, COLS> {
    fn default() -> Self {
        Self::from_rows((0..ROWS).map(|_| std::array::from_fn(|_| T::default())).collect())
    }
}

impl<T: Clone, const ROWS: usize, const COLS: usize> Clone for Theta<T, ROWS, COLS> {
    fn clone(&self) -> Self {
        Self::from_rows(self.to_vec())
    }
}

impl<T, const ROWS: usize, const COLS: usize> Deref for Theta<T, ROWS, COLS> {
    type Target = [[T; COLS]; ROWS];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T, const ROWS: usize, const COLS: usize> DerefMut for Theta<T, ROWS, COLS> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// The rows, one after the other.
impl<'a, T, const ROWS: usize, const COLS: usize> IntoIterator for &'a Theta<T, ROWS, COLS> {
    type Item = &'a [T; COLS];
    type IntoIter = std::slice::Iter<'a, [T; COLS]>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The rows, one after the other, to write to.
impl<'a, T, const ROWS: usize, const COLS: usize> IntoIterator for &'a mut Theta<T, ROWS, COLS> {
    type Item = &'a mut [T; COLS];
    type IntoIter = std::slice::IterMut<'a, [T; COLS]>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

impl<T: fmt::Debug, const ROWS: usize, const COLS: usize> fmt::Debug for Theta<T, ROWS, COLS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The sum of the squares of the weights in `rows`, without the biases in column 0.
pub(crate) fn squares<'a, T: Scalar>(rows: impl Iterator<Item = &'a [T]>) -> T {
    sum(rows.flat_map(|row| &row[1..]).map(|&weight| weight * weight))
}
