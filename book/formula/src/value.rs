//! Numbers, vectors, matrices and their operations.
//!
//! **Invariant**: rows and columns keep the indices that they have on paper. Elementwise operations require equal
//! indices, and a matrix product requires equal inner indices. Two kinds of values are exempt, and the caller marks
//! them: a matrix that is written out has no indices, and the bias may be left out of elementwise operations.

use crate::axis::{Axis, Kind};
use crate::{Number, Result, error};
use std::ops::Range;

/// A number or a matrix. A vector is a matrix with the single column 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<T = f64> {
    /// A number.
    Number(T),
    /// A vector or a matrix.
    Matrix(Matrix<T>),
}

/// A matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix<T> {
    rows: Axis,
    columns: Axis,
    entries: Vec<T>,
}

impl<T> Value<T> {
    /// Returns all numbers, row by row.
    pub fn entries(&self) -> &[T] {
        match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::Matrix(matrix) => &matrix.entries,
        }
    }
}

impl<T: Number> Value<T> {
    /// Returns a vector whose first entry has the index `first`.
    pub fn vector(first: usize, entries: &[T]) -> Self {
        let rows = Axis::new(first..first + entries.len());
        Self::Matrix(Matrix { rows, columns: Axis::new(1..2), entries: entries.to_vec() })
    }

    /// Returns a matrix with rows numbered from 1 and columns numbered from `first_column`.
    pub fn matrix(first_column: usize, rows: &[Vec<T>]) -> Self {
        let columns = Axis::new(first_column..first_column + rows.first().map_or(0, Vec::len));
        Self::Matrix(Matrix { rows: Axis::new(1..rows.len() + 1), columns, entries: rows.concat() })
    }

    /// Returns a matrix that is written out: entries without indices.
    pub fn written(rows: &[Vec<T>]) -> Result<Self> {
        let columns = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != columns) {
            return error!("the rows of a matrix have different lengths");
        }
        Ok(Self::Matrix(Matrix {
            rows: Axis::written(rows.len()),
            columns: Axis::written(columns),
            entries: rows.concat(),
        }))
    }

    /// Marks the indices 0 as the bias, which may be left out of elementwise operations.
    #[must_use]
    pub fn with_bias(self) -> Self {
        match self {
            Self::Number(_) => self,
            Self::Matrix(Matrix { rows, columns, entries }) => {
                Self::Matrix(Matrix { rows: rows.with_bias(), columns: columns.with_bias(), entries })
            }
        }
    }

    /// Marks a vector of a single entry as that number, which needs no index.
    #[must_use]
    pub fn alone(self) -> Self {
        match self {
            Self::Matrix(Matrix { rows, columns, entries }) if entries.len() == 1 => {
                Self::Matrix(Matrix { rows: Axis { kind: Kind::Written, ..rows }, columns, entries })
            }
            _ => self,
        }
    }

    /// Returns the number, or an error if this is a matrix.
    pub fn number(&self) -> Result<T> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Matrix(matrix) if matrix.is_alone() => Ok(matrix.entries[0]),
            Self::Matrix(Matrix { rows, columns, .. }) => {
                error!("a matrix {:?} × {:?} where a number is needed", rows.indices, columns.indices)
            }
        }
    }

    /// Returns the entry with these indices: one for a vector, two for a matrix.
    pub fn entry(&self, indices: &[usize]) -> Option<T> {
        let Self::Matrix(Matrix { rows, columns, entries }) = self else { return None };
        let (i, j) = match *indices {
            [i] if columns.indices == (1..2) => (i, 1),
            [i, j] => (i, j),
            _ => return None,
        };
        let is_inside = rows.indices.contains(&i) && columns.indices.contains(&j);
        is_inside.then(|| entries[(i - rows.indices.start) * columns.len() + j - columns.indices.start])
    }

    /// Returns the indices of the rows and of the columns, or `None` for a number.
    pub fn indices(&self) -> Option<[Range<usize>; 2]> {
        match self {
            Self::Number(_) => None,
            Self::Matrix(Matrix { rows, columns, .. }) => Some([rows.indices.clone(), columns.indices.clone()]),
        }
    }

    /// Returns the indices along which the value can be differentiated: the bias of a vector is a constant.
    pub(crate) fn movable(&self) -> Option<[Range<usize>; 2]> {
        let mut indices = self.indices()?;
        if let Self::Matrix(matrix) = self
            && matrix.rows.kind == Kind::WithBias
        {
            indices[0].start = 1;
        }
        Some(indices)
    }

    /// Returns the value with `f` applied to every entry.
    #[must_use]
    pub fn map<U>(&self, f: impl Fn(T) -> U) -> Value<U> {
        match self {
            Self::Number(number) => Value::Number(f(*number)),
            Self::Matrix(Matrix { rows, columns, entries }) => Value::Matrix(Matrix {
                rows: rows.clone(),
                columns: columns.clone(),
                entries: entries.iter().map(|&entry| f(entry)).collect(),
            }),
        }
    }

    /// Returns the value with `f` applied to every pair of entries with the same indices.
    pub fn zip<U>(&self, other: &Self, f: impl Fn(T, T) -> U) -> Result<Value<U>> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Ok(Value::Number(f(*a, *b))),
            (Self::Number(a), Self::Matrix(b)) if b.is_alone() => Ok(Value::Number(f(*a, b.entries[0]))),
            (Self::Matrix(a), Self::Number(b)) if a.is_alone() => Ok(Value::Number(f(a.entries[0], *b))),
            (Self::Matrix(a), Self::Matrix(b)) => match (a.rows.common(&b.rows), a.columns.common(&b.columns)) {
                (Some(rows), Some(columns)) => {
                    let entries = a.last(&rows, &columns).zip(b.last(&rows, &columns)).map(|(a, b)| f(a, b));
                    let entries = entries.collect();
                    Ok(Value::Matrix(Matrix { rows, columns, entries }))
                }
                _ => error!("{} and {} do not have the same indices", self.shape(), other.shape()),
            },
            _ => error!("{} and {} do not have the same indices", self.shape(), other.shape()),
        }
    }

    /// Returns the product of two numbers or matrices.
    pub fn times(&self, other: &Self) -> Result<Self> {
        match (self, other) {
            (Self::Number(a), _) => Ok(other.map(|b| *a * b)),
            (_, Self::Number(b)) => Ok(self.map(|a| a * *b)),
            (Self::Matrix(a), Self::Matrix(b)) if a.columns.is_same(&b.rows) => {
                let product = |i: usize, j: usize| {
                    let terms = (0..b.rows.len())
                        .map(|k| a.entries[i * a.columns.len() + k] * b.entries[k * b.columns.len() + j]);
                    terms.reduce(|sum, term| sum + term).unwrap_or(T::ZERO)
                };
                let entries = (0..a.rows.len()).flat_map(|i| (0..b.columns.len()).map(move |j| (i, j)));
                let entries = entries.map(|(i, j)| product(i, j)).collect();
                Ok(Self::Matrix(Matrix { rows: a.rows.clone(), columns: b.columns.clone(), entries }))
            }
            (Self::Matrix(a), _) if a.is_alone() => Self::Number(a.entries[0]).times(other),
            (_, Self::Matrix(b)) if b.is_alone() => self.times(&Self::Number(b.entries[0])),
            _ => error!("{} cannot be multiplied by {}", self.shape(), other.shape()),
        }
    }

    /// Returns the matrix with rows and columns exchanged.
    pub fn transposed(&self) -> Result<Self> {
        let Self::Matrix(Matrix { rows, columns, entries }) = self else { return error!("a number has no transpose") };
        let places = (0..columns.len()).flat_map(|j| (0..rows.len()).map(move |i| i * columns.len() + j));
        let entries = places.map(|place| entries[place]).collect();
        Ok(Self::Matrix(Matrix { rows: columns.clone(), columns: rows.clone(), entries }))
    }

    fn shape(&self) -> String {
        match self {
            Self::Number(_) => "a number".to_owned(),
            Self::Matrix(Matrix { rows, columns, .. }) => {
                let [rows, columns] = [rows, columns].map(|axis| (axis.indices.start, axis.indices.end as i64 - 1));
                format!("rows {} to {}, columns {} to {}", rows.0, rows.1, columns.0, columns.1)
            }
        }
    }
}

impl<T: Number> Matrix<T> {
    /// Returns `true` if this is a single entry that needs no index.
    fn is_alone(&self) -> bool {
        self.entries.len() == 1 && self.rows.kind == Kind::Written
    }

    /// Returns the entries of the last rows and columns, as many as the axes have: those without the bias.
    fn last(&self, rows: &Axis, columns: &Axis) -> impl Iterator<Item = T> {
        let (top, left) = (self.rows.len() - rows.len(), self.columns.len() - columns.len());
        let places = (top..self.rows.len()).flat_map(move |i| (left..self.columns.len()).map(move |j| (i, j)));
        places.map(|(i, j)| self.entries[i * self.columns.len() + j])
    }
}

impl From<f64> for Value<f64> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<T: Number> From<usize> for Value<T> {
    fn from(number: usize) -> Self {
        Self::Number(T::from_f64(number as f64))
    }
}
