//! Tables of text: a row on each line, its cells separated by commas.
//!
//! Needs the feature `csv`.
//!
//! [`Csv`] holds the options and reads a [`Table`], whose columns then become inputs and targets.
//!
//! The text is cut into cells by this crate's own code. Other readers go on after a quote in the wrong place, and so join
//! a cell of one line to a cell of another.
//!
//! **Invariant**: a [`Table`] has at least one row and one column, all rows are as wide as the header, and no cell
//! contains other cells because of a stray quote.

mod cells;
mod column;
mod columns;
mod header;
mod hint;
mod missing;
mod parts;
mod quotes;
mod show;
mod some_rows;
mod table;
mod text;
mod widths;

use super::error::{self, DataError, Problem};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

pub use column::Column;
pub use missing::{Fill, Filled};
#[doc(alias = "DataFrame")]
pub use table::Table;

/// The options of reading a table.
///
/// By default it has commas and a header. Spaces around a cell and empty lines are ignored, and a file compressed with
/// gzip is decompressed. A cell may be quoted, and then contain commas and line ends; a quote in a quoted cell is written
/// twice.
///
/// ```
/// use backprop::data::csv::Csv;
///
/// let text = "# measured in May\n1,5;2\n3,5;4\n";
/// let table = Csv::new().without_header().delimiter(b';').decimal_comma().comment(b'#').read(text.as_bytes())?;
/// assert_eq!(table.numbers::<f64, 2>([0, 1])?, [[1.5, 2.0], [3.5, 4.0]]);
/// # Ok::<(), backprop::data::DataError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[doc(alias("read_csv", "DataFrame", "loadtxt", "genfromtxt"))]
pub struct Csv {
    delimiter: Delimiter,
    quote: u8,
    comment: Option<u8>,
    skipped_lines: usize,
    has_header: bool,
    first_column: Option<String>,
    decimal_comma: bool,
    missing: Vec<String>,
}

/// The separator of the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Byte(u8),
    /// Spaces and tabs, any number of them.
    Whitespace,
}

impl Default for Csv {
    fn default() -> Self {
        Self {
            delimiter: Delimiter::Byte(b','),
            quote: b'"',
            comment: None,
            skipped_lines: 0,
            has_header: true,
            first_column: None,
            decimal_comma: false,
            missing: missing::SPELLINGS.map(str::to_owned).to_vec(),
        }
    }
}

impl Csv {
    /// Creates the default options: commas and a header.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the first line as a row: columns have no names, only numbers.
    #[must_use]
    #[doc(alias = "header")]
    pub fn without_header(self) -> Self {
        Self { has_header: false, ..self }
    }

    /// Sets the byte between the cells instead of the comma, such as `b';'` or `b'\t'`.
    #[must_use]
    #[doc(alias = "sep")]
    pub fn delimiter(self, delimiter: u8) -> Self {
        Self { delimiter: Delimiter::Byte(delimiter), ..self }
    }

    /// Separates cells by spaces and tabs, any number of them, as in tables that are aligned for the eye.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let table = Csv::new().whitespace().read(&b"  x    y\n 10    2\n  9  0.5\n"[..])?;
    /// assert_eq!(table.numbers::<f64, 1>(["y"])?, [[2.0], [0.5]]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    #[must_use]
    #[doc(alias = "delim_whitespace")]
    pub fn whitespace(self) -> Self {
        Self { delimiter: Delimiter::Whitespace, ..self }
    }

    /// Sets the byte around quoted cells instead of `b'"'`. If quotes are part of the text and mark nothing, set a byte that
    /// does not occur, such as `b'\0'`.
    #[must_use]
    pub fn quote(self, quote: u8) -> Self {
        Self { quote, ..self }
    }

    /// Ignores lines that start with this byte, such as `b'#'`.
    #[must_use]
    pub fn comment(self, comment: u8) -> Self {
        Self { comment: Some(comment), ..self }
    }

    /// Skips this many lines at the start of the file, for example a title.
    #[must_use]
    #[doc(alias = "skiprows")]
    pub fn skip_lines(self, lines: usize) -> Self {
        Self { skipped_lines: lines, ..self }
    }

    /// Reads numbers with a decimal comma, `2,5` for two and a half. The cells are then separated by another byte, or
    /// quoted.
    #[must_use]
    #[doc(alias = "decimal")]
    pub fn decimal_comma(self) -> Self {
        Self { decimal_comma: true, ..self }
    }

    /// Names the first column, whose name the header lacks: R's `write.table` writes the names of the rows in such a
    /// column.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let cars = "mpg,cyl\n\"Mazda RX4\",21,6\n\"Datsun 710\",22.8,4\n";
    /// let table = Csv::new().name_first_column("car").read(cars.as_bytes())?;
    /// assert_eq!(table.names().unwrap(), ["car", "mpg", "cyl"]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    #[must_use]
    pub fn name_first_column(self, name: impl Into<String>) -> Self {
        Self { first_column: Some(name.into()), ..self }
    }

    /// Sets the cells that count as missing values. They replace the default, which is `NA`, `<NA>`, `N/A`, `n/a`, `#N/A`,
    /// `NaN`, `nan`, `NULL`, `null` and `?`. An empty cell is always missing.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let mut table = Csv::new().missing(["-999"]).read(&b"country,rain\nNA,20\nBW,-999\n"[..])?;
    /// assert_eq!(table.drop_missing()?, 1); // the row of Botswana; Namibia's country code is not a missing value
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    #[must_use]
    #[doc(alias = "na_values")]
    pub fn missing(self, spellings: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { missing: spellings.into_iter().map(Into::into).collect(), ..self }
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or decompressed or is not UTF-8, if it has no rows, if a row has more or
    /// fewer cells than the first line, or if a quote is left open or is closed in the middle of a cell. Returns an error,
    /// too, if a quoted cell contains whole rows of the table, or if the header looks like a row of numbers: the options
    /// are then most likely wrong.
    #[doc(alias = "read_csv")]
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Table, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        self.read_named(reader, file)
    }

    /// Reads some rows of a table from a file: those that `rows` names when it is given their number m, or `None` if it names
    /// none. The file is read twice, line by line, first to count the rows and to check that they are text; only the rows that
    /// are asked for are kept in memory. Each of several processes so reads [its own](crate::distributed::Parts).
    ///
    /// The table has these rows alone, so name the classes yourself: [`Table::classes`] would find those of these rows.
    ///
    /// ```no_run
    /// use backprop::data::csv::Csv;
    /// use backprop::distributed::Parts;
    ///
    /// let second_of_four = Csv::new().open_rows("iris.csv", |m| Parts::new(m, 4).rows(1, 4))?;
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open), except for cells that are wrong in other rows. Returns an error if a row is
    /// not a line of its own, because a quoted cell contains the end of a line, or if there are no such rows.
    pub fn open_rows(
        &self,
        path: impl AsRef<Path>,
        rows: impl FnOnce(usize) -> Range<usize>,
    ) -> Result<Option<Table>, DataError> {
        let file = error::name(path.as_ref());
        self.expect_valid(&file)?;
        let Some(some) = some_rows::read(path.as_ref(), self, &file, rows)? else { return Ok(None) };
        self.table(&text::read(some.text.as_bytes(), &file)?, Some(some.line), file).map(Some)
    }

    /// Reads a table from a reader; messages call it `the table`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open).
    pub fn read(&self, reader: impl Read) -> Result<Table, DataError> {
        self.read_named(reader, "the table".to_owned())
    }

    fn read_named(&self, reader: impl Read, file: String) -> Result<Table, DataError> {
        self.expect_valid(&file)?;
        let text = text::read(reader, &file)?;
        self.table(&text, None, file)
    }

    /// Cuts a text into the cells of a table, whose first row is on the line `row` if lines in front of it are left out.
    fn table(&self, text: &str, row: Option<usize>, file: String) -> Result<Table, DataError> {
        let cut = cells::cut(text, self, &file, 1, row)?;
        let width = widths::expected(&cut, self, &file)?;
        quotes::expect_no_rows_inside(&cut, width, self, &file)?;
        widths::expect(&cut, width, self, &file)?;
        header::table(cut, width, self, file)
    }

    /// Returns an error if the options contradict each other.
    fn expect_valid(&self, file: &str) -> Result<(), DataError> {
        let delimiter = match self.delimiter {
            Delimiter::Byte(byte) => Some(("delimiter", byte)),
            Delimiter::Whitespace => None,
        };
        let comment = self.comment.map(|byte| ("comment", byte));
        let mut bytes: Vec<(&str, u8)> = [delimiter, comment].into_iter().flatten().collect();
        bytes.push(("quote", self.quote));
        for (i, &(option, byte)) in bytes.iter().enumerate() {
            let wrong = |expected: &str| {
                let found = format!("the option `{option}(b'{}')`", byte.escape_ascii());
                Err(DataError::whole(file, Problem::Format, found, expected))
            };
            if !byte.is_ascii() || matches!(byte, b'\n' | b'\r') {
                return wrong("an ASCII byte other than the end of a line");
            }
            if let Some((other, _)) = bytes[..i].iter().find(|(_, earlier)| *earlier == byte) {
                return wrong(&format!("another byte than for `{other}`"));
            }
        }
        if self.first_column.is_some() && !self.has_header {
            let expected = "a header; columns without names have numbers";
            return Err(DataError::whole(file, Problem::Format, "the option `name_first_column`", expected));
        }
        Ok(())
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(b'\t') => f.write_str("a tab"),
            Self::Byte(b' ') | Self::Whitespace => f.write_str("a space"),
            Self::Byte(byte) => write!(f, "`{}`", byte.escape_ascii()),
        }
    }
}
