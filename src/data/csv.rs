//! Tables of text: a row on each line, its cells separated by commas.
//!
//! [`Csv`] holds the options and reads a [`Table`], whose columns then become inputs and targets.
//!
//! **Invariant**: a [`Table`] has at least one row, all rows are as wide as the header, and no cell contains other cells
//! because a quote was left open.

mod column;
mod table;

use super::error::{self, DataError, Place, Problem};
use crate::display::counted;
use ::csv::{ReaderBuilder, StringRecord};
use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use column::Column;
pub use table::Table;

/// The options of reading a table. By default it has commas and a header. Cells may be quoted, and spaces around a cell
/// are ignored.
///
/// ```
/// use backprop::data::csv::Csv;
///
/// let table = Csv::new().without_header().delimiter(b';').read(&b"1;2\n3;4\n"[..])?;
/// assert_eq!(table.numbers::<f64, 1>([1])?, [[2.0], [4.0]]);
/// # Ok::<(), backprop::data::DataError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    delimiter: u8,
    header: bool,
}

impl Default for Csv {
    fn default() -> Self {
        Self { delimiter: b',', header: true }
    }
}

impl Csv {
    /// Creates the default options: commas and a header.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the first line as a row: columns have no names, only numbers.
    #[must_use]
    pub fn without_header(self) -> Self {
        Self { header: false, ..self }
    }

    /// Sets the byte between the cells instead of the comma, such as `b';'` or `b'\t'`.
    #[must_use]
    pub fn delimiter(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read or is not UTF-8, if it has no rows, if a row has more or fewer cells than
    /// the first line, or if a quote is left open.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Table, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        self.read_named(reader, file)
    }

    /// Reads a table from a reader; messages call it `the table`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open).
    pub fn read(self, reader: impl Read) -> Result<Table, DataError> {
        self.read_named(reader, "the table".to_owned())
    }

    fn read_named(self, mut reader: impl Read, file: String) -> Result<Table, DataError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(DataError::read(&file))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
            let expected = "UTF-8; save the table in that encoding";
            DataError::at(&file, Place::Line(line), Problem::Format, "bytes that are not text", expected)
        })?;
        self.cut(text, file)
    }

    /// Cuts the text into cells.
    fn cut(self, text: &str, file: String) -> Result<Table, DataError> {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(self.delimiter).has_headers(false).flexible(true);
        let mut records = Vec::new();
        for record in reader.from_reader(text.as_bytes()).into_records() {
            let record = record.map_err(|error| DataError::read(&file)(error.into()))?;
            records.push((line_of(text, &record), record));
        }
        let Some((first, record)) = records.first() else {
            return Err(DataError::whole(&file, Problem::Empty, "an empty text", "a table with at least one row"));
        };
        let (first, width) = (*first, record.len());
        let names = record.iter().map(|name| name.trim().to_owned()).collect();
        if let Some((line, record)) = records.iter().find(|(_, record)| record.len() != width) {
            let (found, expected) = (counted(record.len(), "cell"), format!("{width} as in line {first}"));
            return Err(DataError::at(&file, Place::Line(*line), Problem::Format, found, expected));
        }
        if let Some((line, cell)) = open_quote(text, &records) {
            let found = format!("a quoted cell that runs to the end, {}", error::quoted(cell));
            return Err(DataError::at(&file, Place::Line(line), Problem::Format, found, "a closing quote"));
        }
        let names = self.header.then(|| {
            records.remove(0);
            names
        });
        match records.len() {
            0 => Err(DataError::at(
                &file,
                Place::Line(first),
                Problem::Empty,
                "a header and no rows",
                "at least one row",
            )),
            _ => Ok(Table::new(file, names, width, records)),
        }
    }
}

/// Returns the last cell if its quote was left open: the cell runs to the end of the text, and the number of quotes is odd.
fn open_quote<'a>(text: &str, records: &'a [(usize, StringRecord)]) -> Option<(usize, &'a str)> {
    let (line, record) = records.last()?;
    let cell = record.iter().next_back()?;
    (cell.contains('\n') && text.matches('"').count() % 2 == 1).then_some((*line, cell))
}

/// Returns the line on which a record starts, counted from 1. The position of a record may be in front of empty lines.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let (byte, line) = record.position().map_or((0, 1), |start| (start.byte() as usize, start.line() as usize));
    let ends = text.as_bytes()[byte..].iter().take_while(|&&byte| byte == b'\n' || byte == b'\r');
    line + ends.filter(|&&byte| byte == b'\n').count()
}
