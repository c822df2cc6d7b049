//! Missing values: which cells they are, and how to go on without them.

use super::Csv;
use super::column::Column;
use super::table::Table;
use crate::data::error::{DataError, Problem};
use crate::data::preparation;
use crate::display::{counted, quoted};

/// The cells that count as missing by default, as Python, R, SQL and spreadsheets write them; besides empty cells.
pub(super) const SPELLINGS: [&str; 10] = ["NA", "<NA>", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];

/// Returns whether a cell is a missing value.
pub(super) fn is_missing(cell: &str, csv: &Csv) -> bool {
    preparation::is_missing(cell, &csv.missing)
}

/// What [`Table::fill_missing`] writes into the cells of missing values. Numbers and strings convert to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fill {
    /// The mean of the column's other cells.
    Mean,
    /// The median of the column's other cells.
    Median,
    /// A number.
    Number(f64),
    /// A text, such as the name of a category.
    Text(String),
}

/// The result of [`Table::fill_missing`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filled {
    /// The number of cells that were missing values.
    pub cells: usize,
    /// What they now contain.
    pub value: String,
}

impl Table {
    /// Removes the rows that have a missing value in any column, and returns how many they are. Columns that the network
    /// does not use are best left out before, by [`select`](Self::select) or [`without`](Self::without).
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let birds = "bill,mass,remark\n39.1,3750,NA\nNA,3800,NA\n40.3,3250,shy\n";
    /// let mut table = Csv::new().read(birds.as_bytes())?.without(["remark"])?;
    /// assert_eq!(table.drop_missing()?, 1);
    /// assert_eq!(table.numbers::<f64, 2>(["bill", "mass"])?, [[39.1, 3750.0], [40.3, 3250.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if no row would remain; the table is then as before.
    #[doc(alias = "dropna")]
    pub fn drop_missing(&mut self) -> Result<usize, DataError> {
        let is_whole = |row: &usize| (0..self.width()).all(|column| !self.is_missing(*row, column));
        let kept: Vec<usize> = (0..self.len()).filter(is_whole).collect();
        if kept.is_empty() {
            let missing = |column: &usize| (0..self.len()).filter(|row| self.is_missing(*row, *column)).count();
            let worst = (0..self.width()).max_by_key(missing).unwrap_or_default();
            let found =
                format!("a missing value in every row, {} of them in column {}", missing(&worst), self.title(worst));
            let expected = "a row without one; `without` leaves columns out, `fill_missing` fills them";
            return Err(DataError::whole(&self.file, Problem::Empty, found, expected));
        }
        let dropped = self.len() - kept.len();
        self.rows = kept.into_iter().map(|row| self.rows[row]).collect();
        Ok(dropped)
    }

    /// Fills the missing values of a column by the mean or the median of its other cells, or by a given number or text.
    /// Returns how many they are, and the value: a test table is filled by the value of the training table
    /// (see [`split`](Self::split)), and so is a
    /// record in use, for which [`preparation`](Self::preparation) keeps it.
    ///
    /// ```
    /// use backprop::data::csv::{Csv, Fill};
    ///
    /// let mut training = Csv::new().read(&b"age,deck\n20,A\n,\n30,B\n"[..])?;
    /// let mut test = Csv::new().read(&b"age,deck\n,C\n"[..])?;
    /// let age = training.fill_missing("age", Fill::Mean)?;
    /// assert_eq!((age.cells, age.value.as_str()), (1, "25"));
    /// test.fill_missing("age", &age.value)?;
    /// training.fill_missing("deck", "unknown")?;
    /// # assert_eq!(training.text("deck")?, ["A", "unknown", "B"]);
    /// # assert_eq!(test.numbers::<f64, 1>(["age"])?, [[25.0]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, if the column has no number to take
    /// the mean or the median of or has cells that are not numbers, or if the given value itself counts as missing. The
    /// table is then as before.
    #[doc(alias("fillna", "SimpleImputer", "impute"))]
    pub fn fill_missing<'a>(
        &mut self,
        column: impl Into<Column<'a>>,
        fill: impl Into<Fill>,
    ) -> Result<Filled, DataError> {
        let column = self.position(column.into())?;
        let value = match fill.into() {
            Fill::Mean => self.written(mean(&self.known(column)?)),
            Fill::Median => self.written(median(self.known(column)?)),
            Fill::Number(number) => self.written(number),
            Fill::Text(text) => text,
        };
        let is_infinite = value.parse().is_ok_and(|number: f64| !number.is_finite());
        if is_infinite || is_missing(value.trim(), &self.csv) {
            let found = format!("{} to fill column {}", quoted(&value), self.title(column));
            let expected = "a value that is finite and does not count as missing";
            return Err(DataError::whole(&self.file, Problem::Value, found, expected));
        }
        let missing = (0..self.len()).filter(|&row| self.is_missing(row, column)).count();
        self.columns[column].fill(&value);
        Ok(Filled { cells: missing, value })
    }

    pub(super) fn is_missing(&self, row: usize, column: usize) -> bool {
        // The columns that `one_hot` made have 0 and 1, which may mean a missing value elsewhere.
        self.columns[column].category.is_none() && is_missing(self.cell(row, column), &self.csv)
    }

    /// Returns the numbers of a column that are not missing, at least one.
    fn known(&self, column: usize) -> Result<Vec<f64>, DataError> {
        let rows = (0..self.len()).filter(|&row| !self.is_missing(row, column));
        let known = rows.map(|row| self.number(row, column)).collect::<Result<Vec<f64>, _>>()?;
        if known.is_empty() {
            let found = format!("only missing values in column {}", self.title(column));
            let expected = format!("a number among its {}", counted(self.len(), "cell"));
            return Err(DataError::whole(&self.file, Problem::Value, found, expected));
        }
        Ok(known)
    }

    /// Writes a number as the cells of this table write them.
    fn written(&self, number: f64) -> String {
        let text = text_of(number);
        if self.csv.decimal_comma { text.replace('.', ",") } else { text }
    }
}

/// Returns the mean. If the sum is too large for a number, the numbers are divided before they are added.
fn mean(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    match numbers.iter().sum::<f64>() {
        sum if sum.is_finite() => sum / count,
        _ => numbers.iter().map(|number| number / count).sum(),
    }
}

/// Returns the number in the middle, or the mean of the two in the middle.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() % 2 {
        1 => numbers[middle],
        _ => f64::midpoint(numbers[middle - 1], numbers[middle]),
    }
}

/// Returns a number as text that reads as the same number. A large one is written with an exponent, because it is not
/// meant to the last digit.
fn text_of(number: f64) -> String {
    if number.abs() < 1e7 { number.to_string() } else { format!("{number:e}") }
}

impl From<f64> for Fill {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Fill {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Fill {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Fill {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Fill {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
