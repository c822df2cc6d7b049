//! A table of cells, whose columns become inputs and targets.
//!
//! The cells stay as they were read. A table is a choice of rows, and of columns through which the cells are seen:
//! [`View`]. So a verb that changes a column takes no longer than reading it.
//!
//! **Invariant**: every number comes from a cell that is that number, and an error names the cell.

use super::cells::Cells;
use super::column::Column;
use super::columns::View;
use super::{Csv, hint};
use crate::data::class_names;
use crate::data::error::{DataError, Place, Problem};
use crate::data::number;
use crate::display::{counted, list, quoted};
use crate::equations::scalar::Scalar;
use crate::samples::class_count;
use crate::samples::{Samples, rows};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What to write for a cell that is missing.
const MISSING: &str = "`drop_missing` removes rows with missing values, `fill_missing` fills them";

/// A table of text. Its columns are named by a header or numbered from 0.
///
/// The columns are chosen ([`select`](Self::select), [`without`](Self::without)), rows with missing values are removed
/// or filled ([`drop_missing`](Self::drop_missing), [`fill_missing`](Self::fill_missing)), categories become numbers
/// ([`one_hot`](Self::one_hot)); and then the columns become samples, for a regression by [`samples`](Self::samples), for
/// a classification by [`classified`](Self::classified). What is found in the training rows is given to the held-out ones
/// if the table is [split](Self::split) first. [`preparation`](Self::preparation) keeps what was done to the
/// columns, for the records that the network meets in use.
///
/// ```
/// use backprop::{Samples, data::csv::Csv};
///
/// let penguins = "island,bill,mass,species\nDream,39.5,3800,Adelie\nBiscoe,NA,5000,Gentoo\nBiscoe,46.1,5150,Gentoo\n";
/// let mut table = Csv::new().read(penguins.as_bytes())?;
/// assert_eq!(table.drop_missing()?, 1);
/// table.one_hot("island", &["Biscoe", "Dream"])?;
/// let species = table.classes("species")?;
/// let samples: Samples<[f64; 4], [f64; 2]> = table.classified("species", &species)?;
/// assert_eq!(samples.x()[0], [0.0, 1.0, 39.5, 3800.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Table {
    pub(super) file: String,
    /// The options that it was read with.
    pub(super) csv: Csv,
    /// The names, if there is a header.
    pub(super) names: Option<Vec<String>>,
    /// The line of the header, if it may be a row.
    pub(super) doubted_header: Option<usize>,
    /// The columns, from left to right.
    pub(super) columns: Vec<View>,
    pub(super) rows: Vec<Row>,
    /// The cells of the file, row after row. Tables that are made of one another share them.
    pub(super) cells: Arc<Cells>,
}

/// A row in the file.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// The line on which it starts.
    pub(super) line: usize,
    /// The number of its first cell.
    pub(super) start: usize,
}

#[allow(clippy::len_without_is_empty, reason = "a table is never empty")]
impl Table {
    /// Returns the number of rows, at least 1. The header is not a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the number of columns, at least 1.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Returns the names of the columns, or `None` if the table was read without a header.
    #[doc(alias = "columns")]
    pub fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }

    /// Returns the text of a column, a cell for each row.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let table = Csv::new().read(&b"car,mpg\nMazda RX4,21\nDatsun 710,22.8\n"[..])?;
    /// assert_eq!(table.text("car")?, ["Mazda RX4", "Datsun 710"]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name.
    pub fn text<'a>(&self, column: impl Into<Column<'a>>) -> Result<Vec<&str>, DataError> {
        let column = self.position(column.into())?;
        Ok((0..self.len()).map(|row| self.cell(row, column)).collect())
    }

    /// Returns samples with some columns as inputs and others as targets, in the given order.
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
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, if the number of columns is not that
    /// of the network, or if a cell is not a finite number or is a whole number that `T` cannot hold without rounding. A
    /// number with an exponent, such as `1.6777217e7`, is rounded as one with decimals is.
    pub fn samples<'a, 'b, T: Scalar + Into<f64>, const N: usize, const K: usize>(
        &self,
        inputs: impl IntoIterator<Item = impl Into<Column<'a>>>,
        targets: impl IntoIterator<Item = impl Into<Column<'b>>>,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let (x, y) = (self.numbers(inputs)?, self.numbers(targets)?);
        Samples::new(x, y).map_err(DataError::samples(&self.file))
    }

    /// Returns the numbers of N columns, row by row.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`samples`](Self::samples).
    #[doc(alias = "to_numpy")]
    pub fn numbers<'a, T: Scalar + Into<f64>, const N: usize>(
        &self,
        columns: impl IntoIterator<Item = impl Into<Column<'a>>>,
    ) -> Result<Vec<[T; N]>, DataError> {
        self.read_numbers(&self.positions(columns)?)
    }

    /// Returns the numbers of columns, row by row, if their number is not known at compile time.
    /// [`Network::samples`](crate::Network::samples) takes such rows.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let table = Csv::new().read(&b"x,y,z\n1,2,3\n4,5,6\n"[..])?;
    /// let chosen = vec!["z", "x"];
    /// assert_eq!(table.rows::<f64>(&chosen)?, [[3.0, 1.0], [6.0, 4.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`samples`](Self::samples).
    pub fn rows<'a, T: Scalar + Into<f64>>(
        &self,
        columns: impl IntoIterator<Item = impl Into<Column<'a>>>,
    ) -> Result<Vec<Vec<T>>, DataError> {
        let columns = self.positions(columns)?;
        let row = |row| columns.iter().map(|&column| self.number(row, column)).collect();
        (0..self.len()).map(row).collect()
    }

    /// Returns the class names in a column, each once. If all are numbers, they are sorted by value, otherwise
    /// alphabetically; the order of the rows does not matter.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, or if a cell is a missing value.
    #[doc(alias("LabelEncoder", "unique"))]
    pub fn classes<'a>(&self, column: impl Into<Column<'a>>) -> Result<Vec<String>, DataError> {
        let column = self.position(column.into())?;
        let names = (0..self.len()).map(|row| self.class(row, column)).collect::<Result<BTreeSet<&str>, _>>()?;
        Ok(class_names::sorted(names).into_iter().map(str::to_owned).collect())
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
    /// of classes is not that of the network, if a cell is not a finite number or not one of the classes, or if it is a
    /// whole number that `T` cannot hold without rounding.
    #[doc(alias("LabelEncoder", "one_hot"))]
    pub fn classified<'a, T: Scalar + Into<f64>, const N: usize, const K: usize>(
        &self,
        column: impl Into<Column<'a>>,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let column = self.position(column.into())?;
        let inputs: Vec<usize> = (0..self.width()).filter(|&input| input != column).collect();
        if inputs.len() != N {
            let found = format!("{} beside {}", counted(inputs.len(), "column"), self.title(column));
            let expected = format!(
                "{N} as in the network's declaration; `classified_by` takes some of the columns, `without` leaves some out"
            );
            return Err(DataError::whole(&self.file, Problem::Shape, found, expected));
        }
        self.with_classes(&inputs, column, classes)
    }

    /// Returns samples as [`classified`](Self::classified) does, with only some columns as inputs.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`classified`](Self::classified).
    pub fn classified_by<'a, 'b, T: Scalar + Into<f64>, const N: usize, const K: usize>(
        &self,
        inputs: impl IntoIterator<Item = impl Into<Column<'a>>>,
        column: impl Into<Column<'b>>,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        self.with_classes(&self.positions(inputs)?, self.position(column.into())?, classes)
    }

    fn with_classes<T: Scalar + Into<f64>, const N: usize, const K: usize>(
        &self,
        inputs: &[usize],
        column: usize,
        classes: &[impl AsRef<str>],
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let expected = class_count(K);
        if classes.len() != expected {
            let found = format!(
                "{} for column {}: {}",
                format_args!("{} classes", classes.len()),
                self.title(column),
                list(classes)
            );
            let expected = format!("{expected} as in the network's declaration");
            return Err(DataError::whole(&self.file, Problem::Shape, found, expected));
        }
        let numbers = self.class_numbers(column, classes)?;
        let x: Vec<[T; N]> = self.read_numbers(inputs)?;
        Samples::from_classes(x, &numbers).map_err(DataError::samples(&self.file))
    }

    /// Returns for each row the number of its class among `classes`.
    pub(super) fn class_numbers(&self, column: usize, classes: &[impl AsRef<str>]) -> Result<Vec<usize>, DataError> {
        let names: Vec<&str> = classes.iter().map(AsRef::as_ref).collect();
        let repeated = (1..names.len()).find(|&i| names[..i].contains(&names[i]));
        if let Some(i) = repeated {
            let found = format!("{} twice among the classes of {}", quoted(names[i]), self.title(column));
            return Err(DataError::whole(&self.file, Problem::Name, found, "each name once"));
        }
        let number = |row| {
            let name = self.class(row, column)?;
            let unknown = || self.wrong_cell(row, column, format!("one of the classes {}", list(classes)));
            classes.iter().position(|other| other.as_ref() == name).ok_or_else(unknown)
        };
        (0..self.len()).map(number).collect()
    }

    /// Reads the numbers of N columns.
    fn read_numbers<T: Scalar + Into<f64>, const N: usize>(&self, columns: &[usize]) -> Result<Vec<[T; N]>, DataError> {
        if columns.len() != N {
            let titles: Vec<String> = columns.iter().map(|&column| self.title(column)).collect();
            let found = format!("{}, {}", counted(columns.len(), "column"), titles.join(", "));
            let expected = format!("{N} as in the network's declaration");
            return Err(DataError::whole(&self.file, Problem::Shape, found, expected));
        }
        rows::try_from_fn(self.len(), |row, numbers| {
            columns.iter().try_for_each(|&column| {
                numbers.push(self.number(row, column)?);
                Ok(())
            })
        })
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let View { place, source, category } = &self.columns[column];
        let text = source.filled(self.cells.get(self.rows[row].start + place), &self.csv.missing);
        match category {
            None => text,
            Some(category) if text == source.categories[*category] => "1",
            Some(_) => "0",
        }
    }

    /// Returns the number in a cell.
    pub(super) fn number<T: Scalar + Into<f64>>(&self, row: usize, column: usize) -> Result<T, DataError> {
        let text = self.cell(row, column);
        let hint = match number::parse(text, self.csv.decimal_comma) {
            _ if self.is_missing(row, column) => MISSING.to_owned(),
            None => hint::not_a_number(text, self.csv.decimal_comma),
            Some(number) => {
                return number::convert(text, number).map_err(|expected| self.wrong_cell(row, column, expected));
            }
        };
        Err(self.wrong_cell(row, column, format!("a finite number; {hint}")))
    }

    /// Returns the class in a cell.
    fn class(&self, row: usize, column: usize) -> Result<&str, DataError> {
        if self.is_missing(row, column) {
            return Err(self.wrong_cell(row, column, format!("the name of a class; {MISSING}")));
        }
        Ok(self.cell(row, column))
    }

    fn wrong_cell(&self, row: usize, column: usize, expected: String) -> DataError {
        let found = match self.cell(row, column) {
            "" => "an empty cell".to_owned(),
            text => quoted(text),
        };
        let place = Place::Cell { line: self.rows[row].line, column: self.title(column) };
        DataError::at(&self.file, place, Problem::Value, found, expected)
    }

    pub(super) fn positions<'a>(
        &self,
        columns: impl IntoIterator<Item = impl Into<Column<'a>>>,
    ) -> Result<Vec<usize>, DataError> {
        columns.into_iter().map(|column| self.position(column.into())).collect()
    }

    /// Returns the number of a column.
    pub(super) fn position(&self, column: Column<'_>) -> Result<usize, DataError> {
        if let (Column::Number(_), Some(line), Some(names)) = (column, self.doubted_header, &self.names) {
            let found = format!("numbers as the names of columns, {}, and a column by its place", list(names));
            let expected = "columns by these names if this line is the header, or `without_header()` if it is a row";
            return Err(DataError::at(&self.file, Place::Line(line), Problem::Name, found, expected));
        }
        column.position(self.names(), self.width()).map_err(|(found, mut expected)| {
            if self.doubted_header.is_some() {
                expected += "; `without_header()` reads the first line as a row";
            }
            DataError::whole(&self.file, Problem::Name, found, expected)
        })
    }

    /// Returns the column as messages name it.
    pub(super) fn title(&self, column: usize) -> String {
        match &self.names {
            Some(names) => quoted(&names[column]),
            None => column.to_string(),
        }
    }
}
