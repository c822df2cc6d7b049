//! The preparation of a table: what turns a record of text, as a person has it, into a row of numbers.
//!
//! The verbs of a table, `one_hot` and `fill_missing`, change all its rows at once. Of a network in use, one record is
//! asked at a time, and it must go the same way. A [`Preparation`] is what the verbs did, a few words for each column;
//! a [`Model`](crate::Model) keeps it.
//!
//! **Invariant**: the columns have different names, the categories of a column differ, and the value that fills a column
//! is one of its categories, or a finite number if it has none. A record gives the row that a table with the same cells
//! gives, or an error that names the column.

use super::number;
use crate::display::{counted, list, quoted};
use crate::equations::scalar::Scalar;

/// The preparation of a table's columns: their names, the categories of those that became columns of 0 and 1, and the
/// values in place of missing ones. `Table::preparation` of `data::csv` returns it, and [`Model`](crate::Model) keeps it.
///
/// ```
/// use backprop::data::csv::{Csv, Fill};
///
/// let mut training = Csv::new().read(&b"kind,kg\ncat,4\ndog,\ndog,20\n"[..])?;
/// training.one_hot("kind", &["cat", "dog"])?;
/// training.fill_missing("kg", Fill::Mean)?;
/// let preparation = training.preparation()?;
/// assert_eq!(preparation.names().collect::<Vec<_>>(), ["kind", "kg"]);
/// assert_eq!(preparation.row::<f64>([("kind", "dog"), ("kg", "7.5")])?, [0.0, 1.0, 7.5]);
/// assert_eq!(preparation.row::<f64>([("kg", ""), ("kind", "cat")])?, [1.0, 0.0, 12.0]); // 12 is the mean
///
/// let error = preparation.row::<f64>([("kind", "bird"), ("kg", "0.1")]).unwrap_err();
/// assert_eq!(error.to_string(), "column `kind`: found `bird`, expected one of the categories `cat`, `dog`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preparation {
    pub(crate) columns: Vec<Source>,
    /// The texts that count as missing, besides an empty one.
    pub(crate) missing: Vec<String>,
    pub(crate) decimal_comma: bool,
}

/// A column as it is in the file, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) name: String,
    /// The value in place of missing ones.
    pub(crate) fill: Option<String>,
    /// The categories, each of which became a column; none if the column is one of numbers.
    pub(crate) categories: Vec<String>,
}

/// The reason why a [`Preparation`] does not fit a network or a record.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PreparationError {
    /// The rows of the preparation are wider or narrower than the network.
    #[error(
        "the preparation gives rows of {}, expected {expected}, one for each input of the network; `select` or `without` \
         chooses the columns of the inputs before `preparation()`",
        counted(*found, "number")
    )]
    Width {
        /// The number of columns that the preparation gives.
        found: usize,
        /// s₁, the number of inputs of the network.
        expected: usize,
    },
    /// The model has no preparation.
    #[error("the model has no preparation of records; `with_preparation` gives it that of its training table")]
    Without,
    /// The record has a column that the table does not have.
    #[error("the record has a column {}, expected the columns {}", quoted(name), list(names))]
    Unknown {
        /// The name in the record.
        name: String,
        /// The names of all columns.
        names: Vec<String>,
    },
    /// The record lacks a column.
    #[error("the record has no column {}; if its value is not known, give it an empty text", quoted(name))]
    Missing {
        /// The name of the first such column.
        name: String,
    },
    /// The record has a column more than once.
    #[error("the record has the column {} twice, expected it once", quoted(name))]
    Repeated {
        /// The name of the column.
        name: String,
    },
    /// A text is not a number or a category of its column.
    #[error("column {}: found {found}, expected {expected}", quoted(column))]
    Value {
        /// The name of the column.
        column: String,
        /// What is there, for a person to read.
        found: String,
        /// What should be there, for a person to read.
        expected: String,
    },
}

crate::error::debug_as_chain!(PreparationError);

impl Preparation {
    /// Returns the preparation if it keeps the invariant, or else its fault, as in "two columns `x`".
    #[cfg(any(feature = "csv", feature = "safetensors"))]
    pub(crate) fn new(columns: Vec<Source>, missing: Vec<String>, decimal_comma: bool) -> Result<Self, String> {
        let repeated = |names: &[&String]| (1..names.len()).find(|&i| names[..i].contains(&names[i]));
        let names: Vec<&String> = columns.iter().map(|column| &column.name).collect();
        if let Some(i) = repeated(&names) {
            return Err(format!("two columns {}", quoted(names[i])));
        }
        for Source { name, fill, categories } in &columns {
            if let Some(i) = repeated(&categories.iter().collect::<Vec<_>>()) {
                return Err(format!("the category {} of column {} twice", quoted(&categories[i]), quoted(name)));
            }
            let is_value = |fill: &String| match &categories[..] {
                [] => number::parse(fill, decimal_comma).is_some(),
                categories => categories.contains(fill),
            };
            if let Some(fill) = fill.as_ref().filter(|fill| !is_value(fill)) {
                return Err(format!("{} to fill column {}", quoted(fill), quoted(name)));
            }
        }
        Ok(Self { columns, missing, decimal_comma })
    }

    /// Returns the names of the columns that a record must have, as they are in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| &column.name[..])
    }

    /// Returns the number of columns of a prepared row: that of the network's inputs.
    pub fn width(&self) -> usize {
        self.columns.iter().map(|column| column.categories.len().max(1)).sum()
    }

    /// Turns a record, pairs of a column's name and its text in any order, into a row. Spaces around a text are ignored;
    /// missing values are written as in the table.
    ///
    /// # Errors
    ///
    /// Returns an error if a column is unknown, missing, or there twice, if a text is not a category or a number of its
    /// column, if it is a whole number that `T` cannot hold without rounding, or if it is a missing value of a column
    /// that is not filled.
    #[doc(alias("transform", "ColumnTransformer"))]
    pub fn row<T: Scalar + Into<f64>>(
        &self,
        record: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Result<Vec<T>, PreparationError> {
        let mut texts: Vec<Option<String>> = vec![None; self.columns.len()];
        for (name, text) in record {
            let name = name.as_ref().to_owned();
            let Some(column) = self.names().position(|other| other == name) else {
                return Err(PreparationError::Unknown { name, names: self.names().map(str::to_owned).collect() });
            };
            if texts[column].replace(text.as_ref().trim().to_owned()).is_some() {
                return Err(PreparationError::Repeated { name });
            }
        }
        let mut row = Vec::with_capacity(self.width());
        for (column, text) in self.columns.iter().zip(texts) {
            let text = text.ok_or_else(|| PreparationError::Missing { name: column.name.clone() })?;
            let wrong = |expected| PreparationError::Value {
                column: column.name.clone(),
                found: if text.is_empty() { "an empty text".to_owned() } else { quoted(&text) },
                expected,
            };
            self.push(column, &text, &mut row).map_err(wrong)?;
        }
        Ok(row)
    }

    /// Appends the numbers of a text to a row, or returns what was expected.
    fn push<T: Scalar + Into<f64>>(&self, column: &Source, text: &str, row: &mut Vec<T>) -> Result<(), String> {
        let text = column.filled(text, &self.missing);
        if is_missing(text, &self.missing) {
            return Err("a value, since nothing fills the missing ones of this column".to_owned());
        }
        if column.categories.is_empty() {
            let number = number::parse(text, self.decimal_comma).ok_or("a finite number")?;
            row.push(number::convert(text, number)?);
        } else if column.categories.iter().any(|category| category == text) {
            row.extend(column.categories.iter().map(|category| if category == text { T::ONE } else { T::ZERO }));
        } else {
            return Err(format!("one of the categories {}", list(&column.categories)));
        }
        Ok(())
    }
}

impl Source {
    /// Returns a text of this column, or the value in its place if it is missing.
    pub(crate) fn filled<'a>(&'a self, text: &'a str, missing: &[String]) -> &'a str {
        self.fill.as_deref().filter(|_| is_missing(text, missing)).unwrap_or(text)
    }
}

/// Returns whether a text is a missing value.
pub(crate) fn is_missing(text: &str, missing: &[String]) -> bool {
    text.is_empty() || missing.iter().any(|spelling| spelling == text)
}
