//! A table of cells, whose columns become inputs and targets.
//!
//! **Invariant**: every number comes from a cell that is that number, and an error names the cell.

use super::column::Column;
use crate::data::error::{DataError, Place, Problem, list, quoted};
use crate::display::counted;
use crate::equations::scalar::Scalar;
use crate::samples::Samples;
use ::csv::StringRecord;

/// A table of text. Its columns are named by a header or numbered from 0.
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
    /// The rows, each with the line on which it starts.
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

    /// Returns the names of the columns, or `None` if the table was read without a header.
    pub fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }

    /// Returns samples with some columns as inputs and others as targets, in the given order.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, or if a cell is not a finite number.
    pub fn samples<'a, T: Scalar, const N: usize, const K: usize>(
        &self,
        inputs: [impl Into<Column<'a>>; N],
        targets: [impl Into<Column<'a>>; K],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let (x, y) = (self.numbers(inputs)?, self.numbers(targets)?);
        Samples::new(x, y).map_err(DataError::samples(&self.file))
    }

    /// Returns the numbers of these columns, row by row.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`samples`](Self::samples).
    pub fn numbers<'a, T: Scalar, const N: usize>(
        &self,
        columns: [impl Into<Column<'a>>; N],
    ) -> Result<Vec<[T; N]>, DataError> {
        self.read_numbers(&self.positions(columns)?)
    }

    /// Returns the class names in a column, each once. If all are whole numbers, they are sorted by value, otherwise
    /// alphabetically; the order of the rows does not matter.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, or if a cell is empty.
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

    /// Returns samples with a column of class names as targets, one-hot as in [`Samples::from_classes`], and all other columns
    /// as inputs, from left to right. The number of a class is its index in `classes`: take those that
    /// [`classes`](Self::classes) finds in this table, or for a test table those of the training table.
    ///
    /// ```
    /// use backprop::{Samples, data::csv::Csv};
    ///
    /// let table = Csv::new().read(&b"width,height,fruit\n5,9,pear\n7,7,apple\n"[..])?;
    /// let fruits = table.classes("fruit")?;
    /// assert_eq!(fruits, ["apple", "pear"]);
    /// let samples: Samples<[f64; 2], [f64; 2]> = table.classified("fruit", &fruits)?;
    /// assert_eq!((samples.x()[0], samples.y()[0]), ([5.0, 9.0], [0.0, 1.0]));
    /// let flat: Samples<[f64; 1], [f64; 2]> = table.classified_by(["width"], "fruit", &fruits)?;
    /// assert_eq!(flat.x(), [[5.0], [7.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column, if the number of other columns is not that of the inputs, if the number
    /// of classes is not that of the network, or if a cell is not a finite number or not one of the classes.
    pub fn classified<'a, T: Scalar, const N: usize, const K: usize>(
        &self,
        column: impl Into<Column<'a>>,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let column = self.position(column.into())?;
        let inputs: Vec<usize> = (0..self.width).filter(|&input| input != column).collect();
        if inputs.len() != N {
            let found = format!("{} beside {}", counted(inputs.len(), "column"), self.title(column));
            let expected = format!("{N} as in the network's declaration; `classified_by` takes some of the columns");
            return Err(DataError::whole(&self.file, Problem::Shape, found, expected));
        }
        self.one_hot(&inputs, column, classes)
    }

    /// Returns samples as [`classified`](Self::classified) does, with only some columns as inputs.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`classified`](Self::classified).
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
            let found = format!(
                "{} for column {}: {}",
                format_args!("{} classes", names.len()),
                self.title(column),
                list(&names)
            );
            let expected = format!("{expected} as in the network's declaration");
            return Err(DataError::whole(&self.file, Problem::Shape, found, expected));
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

    /// Reads the numbers of N columns.
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

    /// Returns the class in a cell. An empty cell is a missing value, not a class.
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
        DataError::at(&self.file, place, Problem::Value, found, expected)
    }

    fn positions<'a, const N: usize>(&self, columns: [impl Into<Column<'a>>; N]) -> Result<Vec<usize>, DataError> {
        columns.into_iter().map(|column| self.position(column.into())).collect()
    }

    fn position(&self, column: Column<'_>) -> Result<usize, DataError> {
        column
            .position(self.names(), self.width)
            .map_err(|(found, expected)| DataError::whole(&self.file, Problem::Name, found, expected))
    }

    /// Returns the column as messages name it.
    fn title(&self, column: usize) -> String {
        match &self.names {
            Some(names) => quoted(&names[column]),
            None => column.to_string(),
        }
    }
}
