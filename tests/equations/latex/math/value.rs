//! Numbers, vectors, matrices and their operations.
//!
//! **Invariant**: rows and columns keep the indices that they have on paper. Elementwise operations require equal
//! indices, and a matrix product requires equal inner indices.

use super::{Result, error};
use std::ops::Range;

/// A number or a matrix. A vector is a matrix with the single column 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Matrix { rows: Range<usize>, columns: Range<usize>, entries: Vec<f64> },
}

impl Value {
    /// Returns a vector whose first entry has the index `first`.
    pub(crate) fn vector(first: usize, entries: &[f64]) -> Self {
        Self::Matrix { rows: first..first + entries.len(), columns: 1..2, entries: entries.to_vec() }
    }

    /// Returns a matrix with rows numbered from 1 and columns numbered from `first_column`.
    pub(crate) fn matrix(first_column: usize, rows: &[Vec<f64>]) -> Self {
        let columns = first_column..first_column + rows.first().map_or(0, Vec::len);
        Self::Matrix { rows: 1..rows.len() + 1, columns, entries: rows.concat() }
    }

    pub(crate) fn number(&self) -> Result<f64> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Matrix { rows, columns, .. } => error!("a matrix {rows:?} × {columns:?} where a number is needed"),
        }
    }

    /// Returns all numbers, row by row.
    pub(crate) fn entries(&self) -> &[f64] {
        match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::Matrix { entries, .. } => entries,
        }
    }

    /// Returns the entry with these indices: one for a vector, two for a matrix.
    pub(crate) fn entry(&self, indices: &[usize]) -> Option<f64> {
        let Self::Matrix { rows, columns, entries } = self else { return None };
        let (i, j) = match *indices {
            [i] if *columns == (1..2) => (i, 1),
            [i, j] => (i, j),
            _ => return None,
        };
        let is_inside = rows.contains(&i) && columns.contains(&j);
        is_inside.then(|| entries[(i - rows.start) * columns.len() + j - columns.start])
    }

    /// Returns the value with `f` applied to every entry.
    pub(crate) fn map(&self, f: impl Fn(f64) -> f64) -> Self {
        let mut value = self.clone();
        match &mut value {
            Self::Number(number) => *number = f(*number),
            Self::Matrix { entries, .. } => entries.iter_mut().for_each(|entry| *entry = f(*entry)),
        }
        value
    }

    /// Returns the value with `f` applied to every pair of entries with the same indices.
    pub(crate) fn zip(&self, other: &Self, f: impl Fn(f64, f64) -> f64) -> Result<Self> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Ok(Self::Number(f(*a, *b))),
            (Self::Matrix { rows, columns, entries }, Self::Matrix { rows: r, columns: c, entries: others })
                if (rows, columns) == (r, c) =>
            {
                let entries = entries.iter().zip(others).map(|(&a, &b)| f(a, b)).collect();
                Ok(Self::Matrix { rows: rows.clone(), columns: columns.clone(), entries })
            }
            _ => error!("{} and {} do not have the same indices", self.shape(), other.shape()),
        }
    }

    /// Returns the product of two numbers or matrices.
    pub(crate) fn times(&self, other: &Self) -> Result<Self> {
        match (self, other) {
            (Self::Number(a), _) => Ok(other.map(|b| a * b)),
            (_, Self::Number(b)) => Ok(self.map(|a| a * b)),
            (Self::Matrix { rows, columns: inner, .. }, Self::Matrix { rows: same, columns, .. }) if inner == same => {
                let entry = |m: &Self, i, j| m.entry(&[i, j]).expect("an index of the matrix");
                let product = |i, j| inner.clone().map(|k| entry(self, i, k) * entry(other, k, j)).sum();
                let entries = rows.clone().flat_map(|i| columns.clone().map(move |j| (i, j)));
                let entries = entries.map(|(i, j)| product(i, j)).collect();
                Ok(Self::Matrix { rows: rows.clone(), columns: columns.clone(), entries })
            }
            _ => error!("{} cannot be multiplied by {}", self.shape(), other.shape()),
        }
    }

    pub(crate) fn transposed(&self) -> Result<Self> {
        let Self::Matrix { rows, columns, .. } = self else { return error!("a number has no transpose") };
        let entries = columns.clone().flat_map(|j| rows.clone().map(move |i| (i, j)));
        let entries = entries.filter_map(|(i, j)| self.entry(&[i, j])).collect();
        Ok(Self::Matrix { rows: columns.clone(), columns: rows.clone(), entries })
    }

    fn shape(&self) -> String {
        match self {
            Self::Number(_) => "a number".to_owned(),
            Self::Matrix { rows, columns, .. } => {
                let last = |range: &Range<usize>| range.end as i64 - 1;
                format!("rows {} to {}, columns {} to {}", rows.start, last(rows), columns.start, last(columns))
            }
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}
