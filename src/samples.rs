//! The one door for data.
//!
//! What has come through it is fit to compute with: as many targets as inputs, at least one of each, and every value a
//! finite number. What is not is turned away with an error that names the row and the column.
//!
//! **Invariant**: `x` and `y` have the same length m ≥ 1, and all their values are finite.

mod error;
mod rows;

use crate::equations::first_weights::Random;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use ndarray::ArrayView2;

pub use error::{SamplesError, Side};
pub use rows::{IntoRows, Row, WrongWidth};

/// m examples: inputs x⁽ⁱ⁾ of type `X` = `[T; s₁]` and their targets y⁽ⁱ⁾ of type `Y` = `[T; K]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples<X, Y> {
    x: Vec<X>,
    y: Vec<Y>,
}

impl<T: Scalar, const N: usize, const K: usize> Samples<[T; N], [T; K]> {
    /// Takes inputs and targets from arrays, `Vec`s, flat slices or `ndarray` matrices, a row an example.
    ///
    /// # Errors
    ///
    /// There are no rows; there are not as many rows of `x` as of `y`; a row has the wrong width (only where the type
    /// does not say its width); a value is not finite.
    pub fn new(x: impl IntoRows<T, N>, y: impl IntoRows<T, K>) -> Result<Self, SamplesError> {
        Self::checked(rows_of(x, Side::X)?, rows_of(y, Side::Y)?)
    }

    /// Takes inputs and the number of each one's class, counted from 0: the targets are 1 at the class and 0 elsewhere.
    /// With K = 1, the classes are 0 and 1, and the target is the class itself.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new); and where there is no such class.
    pub fn from_classes(x: impl IntoRows<T, N>, classes: &[usize]) -> Result<Self, SamplesError> {
        let count = if K == 1 { 2 } else { K };
        let one_hot = |(row, &class): (usize, &usize)| match K {
            _ if class >= count => Err(SamplesError::Class { row, class, classes: count }),
            1 => Ok([T::from_f64(class as f64); K]),
            _ => Ok(std::array::from_fn(|k| if k == class { T::ONE } else { T::ZERO })),
        };
        let y: Result<Vec<[T; K]>, _> = classes.iter().enumerate().map(one_hot).collect();
        Self::new(x, y?)
    }

    /// The class of each example, as [`class`] reads it off the target: what [`from_classes`](Self::from_classes) was
    /// given.
    pub fn classes(&self) -> Vec<usize> {
        self.y.iter().map(|y| class(y)).collect()
    }

    /// All inputs as a matrix, m × s₁, without a copy.
    pub fn x_view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(&self.x[..])
    }

    /// All targets as a matrix, m × K, without a copy.
    pub fn y_view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(&self.y[..])
    }

    /// The same examples in another number.
    pub fn map<U: Scalar>(&self, convert: impl Fn(T) -> U) -> Samples<[U; N], [U; K]> {
        Samples {
            x: self.x.iter().map(|row| row.map(&convert)).collect(),
            y: self.y.iter().map(|row| row.map(&convert)).collect(),
        }
    }
}

impl<X, Y> Samples<X, Y> {
    /// Takes rows whose width the type does not say.
    pub(crate) fn from_vecs<T: Scalar>(x: Vec<Vec<T>>, y: Vec<Vec<T>>) -> Result<Self, SamplesError>
    where
        X: Row<T>,
        Y: Row<T>,
    {
        Self::checked(exact_rows(x, Side::X)?, exact_rows(y, Side::Y)?)
    }

    /// Looks at every value.
    fn checked<T: Scalar>(x: Vec<X>, y: Vec<Y>) -> Result<Self, SamplesError>
    where
        X: Row<T>,
        Y: Row<T>,
    {
        expect_finite(&x, Side::X)?;
        expect_finite(&y, Side::Y)?;
        match x.len() {
            rows if rows != y.len() => Err(SamplesError::Lengths { x: rows, y: y.len() }),
            0 => Err(SamplesError::Empty),
            _ => Ok(Self { x, y }),
        }
    }
}

/// The inputs.
impl<X, Y> AsRef<[X]> for Samples<X, Y> {
    fn as_ref(&self) -> &[X] {
        &self.x
    }
}

#[allow(clippy::len_without_is_empty, reason = "a set of samples is never empty")]
impl<X, Y> Samples<X, Y> {
    /// m, the number of examples; at least 1.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// The inputs, one after the other.
    pub fn x(&self) -> &[X] {
        &self.x
    }

    /// The targets, one after the other.
    pub fn y(&self) -> &[Y] {
        &self.y
    }

    /// The examples (x⁽ⁱ⁾, y⁽ⁱ⁾), one after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&X, &Y)> + Clone {
        self.x.iter().zip(&self.y)
    }

    /// The examples at these rows, in this order; a row may be there more than once.
    ///
    /// # Errors
    ///
    /// There are no rows, or not that many samples.
    pub fn select(&self, rows: &[usize]) -> Result<Self, SamplesError>
    where
        X: Clone,
        Y: Clone,
    {
        if rows.is_empty() {
            return Err(SamplesError::Empty);
        }
        let at = |&row: &usize| match (self.x.get(row), self.y.get(row)) {
            (Some(x), Some(y)) => Ok((x.clone(), y.clone())),
            _ => Err(SamplesError::Row { row, rows: self.len() }),
        };
        let (x, y) = rows.iter().map(at).collect::<Result<_, _>>()?;
        Ok(Self { x, y })
    }

    /// These rows of other samples in the place of what was there.
    pub(crate) fn refill(&mut self, from: &Self, rows: &[usize])
    where
        X: Clone,
        Y: Clone,
    {
        self.x.clear();
        self.x.extend(rows.iter().map(|&row| from.x[row].clone()));
        self.y.clear();
        self.y.extend(rows.iter().map(|&row| from.y[row].clone()));
    }

    /// The same examples in a random order, which the seed decides.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Self
    where
        X: Clone,
        Y: Clone,
    {
        let mut rows: Vec<usize> = (0..self.len()).collect();
        Random::new(seed).shuffle(&mut rows);
        self.select(&rows).expect("each row is there once")
    }

    /// The examples one by one, each as a set of its own.
    pub fn singles(&self) -> impl ExactSizeIterator<Item = Self>
    where
        X: Clone,
        Y: Clone,
    {
        self.iter().map(|(x, y)| Self { x: vec![x.clone()], y: vec![y.clone()] })
    }
}

/// Reads the rows of one side.
fn rows_of<T: Scalar, const N: usize>(rows: impl IntoRows<T, N>, side: Side) -> Result<Vec<[T; N]>, SamplesError> {
    rows.into_rows().map_err(|WrongWidth { row, found }| SamplesError::Width { side, row, found, expected: N })
}

/// Takes rows that must have the width of `R`.
fn exact_rows<T, R: Row<T>>(rows: Vec<Vec<T>>, side: Side) -> Result<Vec<R>, SamplesError> {
    let exact = |(row, values): (usize, Vec<T>)| {
        let found = values.len();
        R::from_vec(values).ok_or(SamplesError::Width { side, row, found, expected: R::WIDTH })
    };
    rows.into_iter().enumerate().map(exact).collect()
}

/// Finds the first value that is infinite or not a number.
fn expect_finite<T: Scalar, R: Row<T>>(rows: &[R], side: Side) -> Result<(), SamplesError> {
    for (row, values) in rows.iter().map(AsRef::as_ref).enumerate() {
        if let Some(column) = values.iter().position(|value| !value.is_finite()) {
            let value = values[column].to_string();
            return Err(SamplesError::NotFinite { side, row, column, value });
        }
    }
    Ok(())
}
