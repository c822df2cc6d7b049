//! Samples: the validated data that networks train on.
//!
//! Every way to create [`Samples`] validates the data: there are as many targets as inputs and at least one of each, and
//! all values are finite. Anything else is an error that names the row and the column.
//!
//! **Invariant**: `x` and `y` have the same length m ≥ 1, and all their values are finite. Weights, if there are any, are m
//! numbers of at least 0.

mod class_number;
mod error;
pub(crate) mod rows;
mod weights;

use crate::equations::activation::OutputActivation;
use crate::equations::cost::{Cost, Targets};
use crate::equations::first_weights::Random;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use alloc::{string::ToString, vec::Vec};
use core::iter::Zip;
use core::slice::Iter;
use ndarray::ArrayView2;

pub use class_number::ClassNumber;
pub use error::{SamplesError, Side};
pub use rows::{IntoRows, Row, WrongWidth};

/// m examples: inputs x⁽ⁱ⁾ of type `X` = `[T; s₁]` and their targets y⁽ⁱ⁾ of type `Y` = `[T; K]`.
///
/// ```
/// use backprop::Samples;
///
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// assert_eq!((samples.len(), samples.x_view().dim(), samples.y_view().dim()), (2, (2, 2), (2, 1)));
/// for (x, y) in &samples {
///     println!("{x:?} → {y:?}");
/// }
/// assert_eq!(samples.select(&[1, 0])?.x(), [[1.0, 1.0], [0.0, 1.0]]);
///
/// let error = Samples::new([[0.0], [f64::NAN]], [[1.0], [0.0]]).unwrap_err();
/// assert_eq!(error.to_string(), "x[1][0] (row 1, column 0) is NaN, expected a finite number");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[doc(alias("Dataset", "TensorDataset", "DataLoader", "x_train", "y_train"))]
pub struct Samples<X, Y> {
    x: Vec<X>,
    y: Vec<Y>,
    /// w⁽ⁱ⁾ of each example; empty if each is 1.
    weights: Vec<f64>,
}

impl<T: Scalar, const N: usize, const K: usize> Samples<[T; N], [T; K]> {
    /// Creates samples from arrays, `Vec`s, slices or `ndarray` matrices: of one row for each example, or of all numbers
    /// row after row.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let arrays: Samples<[f64; 2], [f64; 1]> = Samples::new([[0.1, 0.2], [0.3, 0.4]], [[1.0], [0.0]])?;
    /// let flat = Samples::new([0.1, 0.2, 0.3, 0.4], [1.0, 0.0])?; // row after row
    /// let matrices = Samples::new(ndarray::arr2(&[[0.1, 0.2], [0.3, 0.4]]), ndarray::arr2(&[[1.0], [0.0]]))?;
    /// assert_eq!((&arrays, &arrays), (&flat, &matrices));
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are no rows, if there are not as many rows of `x` as of `y`, if a row has the wrong width
    /// (unless its type gives the width), or if a value is not finite.
    pub fn new(x: impl IntoRows<T, N>, y: impl IntoRows<T, K>) -> Result<Self, SamplesError> {
        Self::checked(rows_of(x, Side::X)?, rows_of(y, Side::Y)?)
    }

    /// Creates samples from inputs and the class of each, an integer counted from 0: the targets are one-hot, 1 at the class
    /// and 0 elsewhere. With K = 1, the classes are 0 and 1, and the target is the class itself.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let samples: Samples<[f64; 1], [f64; 3]> = Samples::from_classes([[0.5], [0.7]], &[2, 0])?;
    /// assert_eq!(samples.y(), [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
    /// assert_eq!(samples.classes(), [2, 0]);
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`new`](Self::new), and an error if there is no such class.
    #[doc(alias("to_categorical", "one_hot"))]
    pub fn from_classes(x: impl IntoRows<T, N>, classes: &[impl ClassNumber]) -> Result<Self, SamplesError> {
        let count = class_count(K);
        let y = rows::try_from_fn(classes.len(), |row, y| {
            let no_class = || {
                let advice = error::class_advice(classes, count);
                SamplesError::Class { row, class: classes[row].to_string(), classes: count, advice }
            };
            let class = classes[row].try_into().ok().filter(|&class| class < count).ok_or_else(no_class)?;
            match K {
                1 => y.push(T::from_f64(class as f64)),
                _ => y.extend((0..K).map(|k| if k == class { T::ONE } else { T::ZERO })),
            }
            Ok(())
        })?;
        Self::checked(rows_of(x, Side::X)?, y)
    }

    /// Returns the class of each example, the [`class`] of its target: the classes that
    /// [`from_classes`](Self::from_classes) was given.
    #[doc(alias = "argmax")]
    pub fn classes(&self) -> Vec<usize> {
        self.y.iter().map(|y| class(y)).collect()
    }

    /// Returns all inputs as a matrix, m × s₁, without a copy.
    #[doc(alias = "to_numpy")]
    pub fn x_view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(&self.x[..])
    }

    /// Returns all targets as a matrix, m × K, without a copy.
    #[doc(alias = "to_numpy")]
    pub fn y_view(&self) -> ArrayView2<'_, T> {
        ArrayView2::from(&self.y[..])
    }

    /// Converts the examples to another number.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let samples = Samples::new([[0.5], [1e300]], [[1.0], [0.0]])?;
    /// let error = samples.map(|number| number as f32).unwrap_err();
    /// assert_eq!(error.to_string(), "x[1][0] (row 1, column 0) is inf, expected a finite number");
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a converted number is not finite.
    #[doc(alias = "astype")]
    pub fn map<U: Scalar>(&self, convert: impl Fn(T) -> U) -> Result<Samples<[U; N], [U; K]>, SamplesError> {
        let x = rows::from_fn(self.len(), |i, row| row.extend(self.x[i].iter().map(|&value| convert(value))));
        let y = rows::from_fn(self.len(), |i, row| row.extend(self.y[i].iter().map(|&value| convert(value))));
        Ok(Samples::checked(x, y)?.weighted_like(self))
    }
}

/// The same examples with other numbers.
impl<X, Y> Samples<X, Y> {
    /// Returns the same inputs and weights with other targets, one for each.
    pub(crate) fn replace_y<T: Scalar, R: Row<T>>(&self, y: Vec<R>) -> Result<Samples<X, R>, SamplesError>
    where
        X: Row<T>,
    {
        Ok(Samples::checked(self.x.clone(), y)?.weighted_like(self))
    }

    /// Returns the same targets and weights with other inputs, one for each.
    pub(crate) fn replace_x<T: Scalar, R: Row<T>>(&self, x: Vec<R>) -> Result<Samples<R, Y>, SamplesError>
    where
        Y: Row<T>,
    {
        Ok(Samples::checked(x, self.y.clone())?.weighted_like(self))
    }
}

impl<X, Y> Samples<X, Y> {
    /// Creates samples from rows whose type does not give their width.
    pub(crate) fn from_vecs<T: Scalar>(x: Vec<Vec<T>>, y: Vec<Vec<T>>) -> Result<Self, SamplesError>
    where
        X: Row<T>,
        Y: Row<T>,
    {
        Self::checked(exact_rows(x, Side::X)?, exact_rows(y, Side::Y)?)
    }

    /// Returns an error at the first target that is not one of `targets`.
    pub(crate) fn check_targets<T: Scalar>(&self, targets: Targets) -> Result<(), SamplesError>
    where
        Y: Row<T>,
    {
        let is_wrong = |y: &T| y.value().is_some_and(|y| !targets.contain(y));
        let wrong = |(row, y): (usize, &Y)| y.as_ref().iter().position(is_wrong).map(|column| (row, column));
        match self.y.iter().enumerate().find_map(wrong) {
            None => Ok(()),
            Some((row, column)) => {
                let value = self.y[row].as_ref()[column].to_string();
                Err(SamplesError::Target { row, column, value, advice: advice(&self.y) })
            }
        }
    }

    /// Creates samples if the lengths are equal and all values are finite.
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
            _ => Ok(Self { x, y, weights: Vec::new() }),
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
    /// Returns m, the number of examples, at least 1.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Returns the inputs.
    pub fn x(&self) -> &[X] {
        &self.x
    }

    /// Returns the targets.
    pub fn y(&self) -> &[Y] {
        &self.y
    }

    /// Iterates over the examples (x⁽ⁱ⁾, y⁽ⁱ⁾).
    pub fn iter(&self) -> Zip<Iter<'_, X>, Iter<'_, Y>> {
        self.x.iter().zip(&self.y)
    }

    /// Returns the examples at these rows, in this order; a row may be selected more than once.
    ///
    /// # Errors
    ///
    /// Returns an error if no row is selected, or if a row does not exist.
    #[doc(alias("subset", "take"))]
    pub fn select(&self, rows: &[usize]) -> Result<Self, SamplesError>
    where
        X: Clone,
        Y: Clone,
    {
        if rows.is_empty() {
            return Err(SamplesError::Empty);
        }
        if let Some(&row) = rows.iter().find(|&&row| row >= self.len()) {
            return Err(SamplesError::Row { row, rows: self.len() });
        }
        Ok(self.at(rows))
    }

    /// Returns the examples at these rows, which exist.
    fn at(&self, rows: &[usize]) -> Self
    where
        X: Clone,
        Y: Clone,
    {
        let mut selected = Self { x: Vec::new(), y: Vec::new(), weights: Vec::new() };
        selected.refill(self, rows);
        selected
    }

    /// Replaces the contents with the given rows of `from`, reusing the allocations.
    pub(crate) fn refill(&mut self, from: &Self, rows: &[usize])
    where
        X: Clone,
        Y: Clone,
    {
        refill(&mut self.x, &from.x, rows);
        refill(&mut self.y, &from.y, rows);
        if !from.weights.is_empty() {
            refill(&mut self.weights, &from.weights, rows);
        }
    }

    /// Returns the examples in a random order, which the seed decides.
    #[must_use]
    #[doc(alias = "permutation")]
    pub fn shuffled(&self, seed: u64) -> Self
    where
        X: Clone,
        Y: Clone,
    {
        let mut rows: Vec<usize> = (0..self.len()).collect();
        Random::new(seed).shuffle(&mut rows);
        self.at(&rows)
    }

    /// Iterates over the examples, each as samples with m = 1.
    pub fn singles(&self) -> impl ExactSizeIterator<Item = Self>
    where
        X: Clone,
        Y: Clone,
    {
        (0..self.len()).map(|row| self.at(&[row]))
    }
}

/// The examples (x⁽ⁱ⁾, y⁽ⁱ⁾), one after the other.
impl<'a, X, Y> IntoIterator for &'a Samples<X, Y> {
    type Item = (&'a X, &'a Y);
    type IntoIter = Zip<Iter<'a, X>, Iter<'a, Y>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Panics at the first target that the cost `C` cannot score. Generated code calls it.
#[doc(hidden)]
#[track_caller]
pub fn expect_targets<C, A, T, const N: usize, const K: usize>(samples: &Samples<[T; N], [T; K]>)
where
    C: Cost<A>,
    A: OutputActivation,
    T: Scalar,
{
    expect(samples.check_targets(C::TARGETS));
}

/// Panics with the message of the error.
#[track_caller]
pub(crate) fn expect(checked: Result<(), SamplesError>) {
    if let Err(error) = checked {
        panic!("{error}");
    }
}

/// Returns what to write instead of targets that are no probabilities.
fn advice<T: Scalar, R: Row<T>>(y: &[R]) -> &'static str {
    let values = || y.iter().flat_map(AsRef::as_ref).filter_map(|y| y.value());
    if values().all(|y| y == -1.0 || y == 1.0) {
        "write 0 and 1 instead of −1 and 1"
    } else if values().all(|y| y == f64::from(y as u32)) {
        "for classes, use `Samples::from_classes`, which counts them from 0; for other numbers, the cost `SquaredError`"
    } else {
        "for numbers that are no probabilities, use the cost `SquaredError`"
    }
}

/// Replaces the contents of `list` with the given rows of `from`. Rows are copied within the heap: a wide one would not
/// fit on the stack.
fn refill<R: Clone>(list: &mut Vec<R>, from: &[R], rows: &[usize]) {
    list.clear();
    rows.iter().for_each(|&row| list.extend_from_slice(&from[row..=row]));
}

/// Reads the rows of one side.
fn rows_of<T: Scalar, const N: usize>(rows: impl IntoRows<T, N>, side: Side) -> Result<Vec<[T; N]>, SamplesError> {
    rows.into_rows().map_err(|WrongWidth { row, found }| SamplesError::Width { side, row, found, expected: N })
}

/// Converts rows to `R`, if they have its width.
fn exact_rows<T, R: Row<T>>(rows: Vec<Vec<T>>, side: Side) -> Result<Vec<R>, SamplesError> {
    let mut exact = Vec::with_capacity(rows.len());
    for values in rows {
        let wrong = |WrongWidth { row, found }| SamplesError::Width { side, row, found, expected: R::WIDTH };
        R::push(&mut exact, &values).map_err(wrong)?;
    }
    Ok(exact)
}

/// Returns an error at the first value that is infinite or not a number.
fn expect_finite<T: Scalar, R: Row<T>>(rows: &[R], side: Side) -> Result<(), SamplesError> {
    for (row, values) in rows.iter().map(AsRef::as_ref).enumerate() {
        if let Some(column) = values.iter().position(|value| !value.is_finite()) {
            let value = values[column].to_string();
            return Err(SamplesError::NotFinite { side, row, column, value });
        }
    }
    Ok(())
}

/// Returns the number of classes that so many outputs tell apart: as many, or two if there is a single one.
pub(crate) fn class_count(outputs: usize) -> usize {
    outputs.max(2)
}
