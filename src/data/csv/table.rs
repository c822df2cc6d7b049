//! Cells → inputs and targets.
//!
//! **Invariant**: every number comes from a cell that is that number, and an error names the cell.

use super::column::Column;
use crate::data::error::{DataError, Place, list, quoted};
use crate::equations::scalar::Scalar;
use crate::samples::Samples;
use ::csv::StringRecord;

/// A table of text, its columns named by a header or numbered from 0.
///
/// ```
/// use backprop::{Samples, data::csv::Csv};
///
/// let houses = "rooms,area,price\n2,55,180\n3,80,240\n";
/// let table = Csv::new().read(houses.as_bytes())?;
/// let samples: Samples<[f64; 2], [f64; 1]> = table.samples(["rooms", "area"], ["price"])?;
/// assert_eq!(samples.x(), [[2.0, 55.0], [3.0, 80.0]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Table {
    file: String,
    /// The names, if there is a header.
    names: Option<Vec<String>>,
    /// The number of columns.
    width: usize,
    /// Each row with the line on which it starts.
    rows: Vec<(usize, StringRecord)>,
}

impl Table {
    pub(super) fn new(
        file: String,
        names: Option<Vec<String>>,
        width: usize,
        rows: Vec<(usize, StringRecord)>,
    ) -> Self {
        Self { file, names, width, rows }
    }

    /// The names of the columns; without a header, there are none.
    pub fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }

    /// The numbers of some columns as inputs, and of others as targets, in the order in which they are named.
    ///
    /// # Errors
    ///
    /// There is no such column, or several of that name; a cell of one is not a finite number.
    pub fn samples<'a, T: Scalar, const N: usize, const K: usize>(
        &self,
        inputs: [impl Into<Column<'a>>; N],
        targets: [impl Into<Column<'a>>; K],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let (x, y) = (self.numbers(inputs)?, self.numbers(targets)?);
        Samples::new(x, y).map_err(DataError::samples(&self.file))
    }

    /// The numbers of these columns, row by row.
    ///
    /// # Errors
    ///
    /// As [`samples`](Self::samples).
    pub fn numbers<'a, T: Scalar, const N: usize>(
        &self,
        columns: [impl Into<Column<'a>>; N],
    ) -> Result<Vec<[T; N]>, DataError> {
        self.read_numbers(&self.positions(columns)?)
    }

    /// The classes that stand in a column, each name once. Where all are whole numbers, they are in the order of their
    /// values, else in alphabetical order; the order of the rows does not matter.
    ///
    /// # Errors
    ///
    /// There is no such column, or several of that name; a cell is empty.
    pub fn classes<'a>(&self, column: impl Into<Column<'a>>) -> Result<Vec<String>, DataError> {
        let column = self.position(column.into())?;
        let names = (0..self.rows.len()).map(|row| self.class(row, column));
        let mut names = names.collect::<Result<Vec<&str>, _>>()?;
        names.sort_unstable();
        names.dedup();
        if names.iter().all(|name| name.parse::<i64>().is_ok()) {
            names.sort_by_key(|name| name.parse::<i64>().ok());
        }
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// A column of class names as targets, one-hot as in [`Samples::from_classes`], and the numbers of all other columns
    /// as inputs, from left to right. A class has the number of its place in `classes`: those that
    /// [`classes`](Self::classes) finds in this table, or those of the table that the network has learned from.
    ///
    /// # Errors
    ///
    /// There is no such column; there are not as many other columns as inputs, or not as many classes as the network tells
    /// apart; a cell is not a finite number, or not one of the classes.
    pub fn classified<'a, T: Scalar, const N: usize, const K: usize>(
        &self,
        column: impl Into<Column<'a>>,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let column = self.position(column.into())?;
        let inputs: Vec<usize> = (0..self.width).filter(|&input| input != column).collect();
        if inputs.len() != N {
            let found = format!("{} columns beside {}", inputs.len(), self.title(column));
            let expected = format!("{N} inputs as in the network's declaration; `classified_by` takes some of them");
            return Err(DataError::whole(&self.file, found, expected));
        }
        self.one_hot(&inputs, column, classes)
    }

    /// As [`classified`](Self::classified), with the numbers of some columns as inputs.
    ///
    /// # Errors
    ///
    /// As [`classified`](Self::classified).
    pub fn classified_by<'a, T: Scalar, const N: usize, const K: usize>(
        &self,
        inputs: [impl Into<Column<'a>>; N],
        column: impl Into<Column<'a>>,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        self.one_hot(&self.positions(inputs)?, self.position(column.into())?, classes)
    }

    fn one_hot<T: Scalar, const N: usize, const K: usize>(
        &self,
        inputs: &[usize],
        column: usize,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let names: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
        let expected = if K == 1 { 2 } else { K };
        if names.len() != expected {
            let found = format!("{} classes for column {}: {}", names.len(), self.title(column), list(&names));
            return Err(DataError::whole(&self.file, found, format!("{expected} as in the network's declaration")));
        }
        let number = |row| {
            let name = self.class(row, column)?;
            let unknown = || self.wrong_cell(row, column, &format!("one of the classes {}", list(&names)));
            names.iter().position(|other| *other == name).ok_or_else(unknown)
        };
        let numbers = (0..self.rows.len()).map(number).collect::<Result<Vec<usize>, _>>()?;
        let x: Vec<[T; N]> = self.read_numbers(inputs)?;
        Samples::from_classes(x, &numbers).map_err(DataError::samples(&self.file))
    }

    /// Reads as many columns as N.
    fn read_numbers<T: Scalar, const N: usize>(&self, columns: &[usize]) -> Result<Vec<[T; N]>, DataError> {
        let mut numbers = vec![[T::ZERO; N]; self.rows.len()];
        for (row, numbers) in numbers.iter_mut().enumerate() {
            for (number, &column) in numbers.iter_mut().zip(columns) {
                let value = self.cell(row, column).parse().map(T::from_f64).ok().filter(|value| value.is_finite());
                *number = value.ok_or_else(|| self.wrong_cell(row, column, "a finite number"))?;
            }
        }
        Ok(numbers)
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        self.rows[row].1[column].trim()
    }

    /// A class is never empty: an empty cell is a value that is missing.
    fn class(&self, row: usize, column: usize) -> Result<&str, DataError> {
        match self.cell(row, column) {
            "" => Err(self.wrong_cell(row, column, "the name of a class")),
            name => Ok(name),
        }
    }

    fn wrong_cell(&self, row: usize, column: usize, expected: &str) -> DataError {
        let found = match self.cell(row, column) {
            "" => "an empty cell".to_owned(),
            text => quoted(text),
        };
        let place = Place::Cell { line: self.rows[row].0, column: self.title(column) };
        DataError::at(&self.file, place, found, expected)
    }

    fn positions<'a, const N: usize>(&self, columns: [impl Into<Column<'a>>; N]) -> Result<Vec<usize>, DataError> {
        columns.into_iter().map(|column| self.position(column.into())).collect()
    }

    fn position(&self, column: Column<'_>) -> Result<usize, DataError> {
        column
            .position(self.names(), self.width)
            .map_err(|(found, expected)| DataError::whole(&self.file, found, expected))
    }

    /// The column as it stands in messages.
    fn title(&self, column: usize) -> String {
        match &self.names {
            Some(names) => quoted(&names[column]),
            None => column.to_string(),
        }
    }
}
