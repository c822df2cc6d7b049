//! Θ⁽ˡ⁾, the matrix of weights from one layer to the next.
//!
//! The parameters of a network are one matrix for each layer but the last, each of its own shape. Row i holds the
//! weights of unit i of the next layer; column 0 is the bias, the weight of a unit that is always 1.
//!
//! **Invariant**: the entries are on the heap; neither a large matrix nor a long row is ever copied to the stack.

use crate::equations::scalar::{Scalar, sum};
use alloc::{boxed::Box, vec, vec::Vec};
use core::fmt;
use core::ops::{Deref, DerefMut};
use ndarray::{ArrayView2, ArrayViewMut2};

/// A matrix of weights with `ROWS` = s₍ₗ₊₁₎ rows and `COLS` = sₗ + 1 columns; column 0 is the bias.
///
/// It dereferences to an array of rows:
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
///
/// A row of a wide layer is too long for the stack of a thread: 150 528 inputs of `f64` take 1.2 MB. [`zeros`](Self::zeros),
/// [`from_fn`](Self::from_fn) and whatever else makes a matrix write to the heap; only a matrix that is made from an array
/// has been on the stack before.
#[derive(Clone, PartialEq)]
#[doc(alias("weights", "bias", "Linear", "Dense"))]
pub struct Theta<T, const ROWS: usize, const COLS: usize>(
    /// `ROWS` · `COLS` entries, row by row.
    Box<[T]>,
);

impl<T: Scalar, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// Returns a matrix of zeros.
    ///
    /// ```
    /// assert_eq!(backprop::Theta::<f64, 2, 3>::zeros()[1], [0.0; 3]);
    /// ```
    pub fn zeros() -> Self {
        Self::from_entries(vec![T::ZERO; ROWS * COLS])
    }

    /// Returns the matrix with the entries `entry(i, j)`, called row by row.
    ///
    /// ```
    /// let theta = backprop::Theta::<f64, 2, 2>::from_fn(|i, j| (10 * i + j) as f64);
    /// assert_eq!(*theta, [[0.0, 1.0], [10.0, 11.0]]);
    /// ```
    pub fn from_fn(mut entry: impl FnMut(usize, usize) -> T) -> Self {
        let mut entries = Vec::with_capacity(ROWS * COLS);
        for i in 0..ROWS {
            entries.extend((0..COLS).map(|j| entry(i, j)));
        }
        Self::from_entries(entries)
    }

    /// Converts every entry, for example to another type of number.
    ///
    /// ```
    /// let theta: backprop::Theta<f64, 1, 2> = [[0.5, -0.25]].into();
    /// assert_eq!(*theta.map(|weight| weight as f32), [[0.5_f32, -0.25]]);
    /// ```
    pub fn map<U: Scalar>(&self, convert: impl FnMut(T) -> U) -> Theta<U, ROWS, COLS> {
        Theta::from_entries(self.0.iter().copied().map(convert).collect())
    }

    /// Returns the sum of the squares of all weights, without the bias column.
    ///
    /// ```
    /// let theta: backprop::Theta<f64, 1, 3> = [[100.0, 3.0, -4.0]].into();
    /// assert_eq!(theta.squares(), 25.0);
    /// ```
    pub fn squares(&self) -> T {
        squares(self.iter().map(|row| &row[..]))
    }
}

impl<T, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// Returns a view of the matrix for `ndarray`.
    #[doc(alias("to_numpy", "to_ndarray"))]
    pub fn view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(self.as_slice())
    }

    /// Returns a mutable view of the matrix for `ndarray`.
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, T> {
        ArrayViewMut2::from(self.as_mut_slice())
    }

    /// Takes the entries of a matrix, row by row; there must be `ROWS` · `COLS` of them.
    pub(crate) fn from_entries(entries: Vec<T>) -> Self {
        assert_eq!(entries.len(), ROWS * COLS, "as many entries as the type says");
        Self(entries.into())
    }
}

impl<T: Clone, const ROWS: usize, const COLS: usize> From<[[T; COLS]; ROWS]> for Theta<T, ROWS, COLS> {
    fn from(rows: [[T; COLS]; ROWS]) -> Self {
        Self(rows.as_flattened().into())
    }
}

/// Returns the matrix whose entries are the default of `T`, 0 for floats.
impl<T: Default, const ROWS: usize, const COLS: usize> Default for Theta<T, ROWS, COLS> {
    fn default() -> Self {
        Self((0..ROWS * COLS).map(|_| T::default()).collect())
    }
}

impl<T, const ROWS: usize, const COLS: usize> Deref for Theta<T, ROWS, COLS> {
    type Target = [[T; COLS]; ROWS];

    fn deref(&self) -> &Self::Target {
        let (rows, _) = self.0.as_chunks();
        rows.try_into().unwrap_or_else(|_| unreachable!("as many entries as the type says"))
    }
}

impl<T, const ROWS: usize, const COLS: usize> DerefMut for Theta<T, ROWS, COLS> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        let (rows, _) = self.0.as_chunks_mut();
        rows.try_into().unwrap_or_else(|_| unreachable!("as many entries as the type says"))
    }
}

/// The rows, one after the other.
impl<'a, T, const ROWS: usize, const COLS: usize> IntoIterator for &'a Theta<T, ROWS, COLS> {
    type Item = &'a [T; COLS];
    type IntoIter = core::slice::Iter<'a, [T; COLS]>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

/// The rows, one after the other, to write to.
impl<'a, T, const ROWS: usize, const COLS: usize> IntoIterator for &'a mut Theta<T, ROWS, COLS> {
    type Item = &'a mut [T; COLS];
    type IntoIter = core::slice::IterMut<'a, [T; COLS]>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_mut_slice().iter_mut()
    }
}

impl<T: fmt::Debug, const ROWS: usize, const COLS: usize> fmt::Debug for Theta<T, ROWS, COLS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

/// Returns the sum of the squares of the weights in `rows`, without the biases in column 0.
pub(crate) fn squares<'a, T: Scalar>(rows: impl Iterator<Item = &'a [T]>) -> T {
    sum(rows.flat_map(|row| &row[1..]).map(|&weight| weight * weight))
}
