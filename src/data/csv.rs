//! Tables of text: a line a row, its cells between commas.
//!
//! [`Csv`] says how a table is written and reads it into a [`Table`], whose columns then become inputs and targets.
//!
//! **Invariant**: a [`Table`] has at least one row, all rows are as wide as the header, and no cell has swallowed others
//! behind a quote that was left open.

mod column;
mod table;

use super::error::{self, DataError, Place};
use ::csv::{ReaderBuilder, StringRecord};
use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use column::Column;
pub use table::Table;

/// How a table is written: with commas and a header, unless told otherwise. Cells may be quoted, and spaces around a cell
/// do not count.
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
    /// Commas and a header.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first line is a row: columns have no names, only numbers.
    #[must_use]
    pub fn without_header(self) -> Self {
        Self { header: false, ..self }
    }

    /// Another byte than the comma between the cells, such as `b';'` or `b'\t'`.
    #[must_use]
    pub fn delimiter(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not UTF-8, or is no table: it has no rows, a row has more or fewer cells than the first
    /// line, or a quote is left open.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Table, DataError> {
        let file = error::name(path.as_ref());
        let reader = File::open(path).map_err(DataError::read(&file))?;
        self.read_named(reader, file)
    }

    /// Reads what a reader gives; messages call it `the table`.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn read(self, reader: impl Read) -> Result<Table, DataError> {
        self.read_named(reader, "the table".to_owned())
    }

    fn read_named(self, mut reader: impl Read, file: String) -> Result<Table, DataError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(DataError::read(&file))?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
            DataError::at(&file, Place::Line(line), "bytes that are no text", "UTF-8; save the table in that encoding")
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
            return Err(DataError::whole(&file, "an empty text", "a table with at least one row"));
        };
        let (first, width) = (*first, record.len());
        let names = record.iter().map(|name| name.trim().to_owned()).collect();
        if let Some((line, record)) = records.iter().find(|(_, record)| record.len() != width) {
            let (found, expected) = (format!("{} cells", record.len()), format!("{width} as in line {first}"));
            return Err(DataError::at(&file, Place::Line(*line), found, expected));
        }
        if let Some((line, cell)) = open_quote(text, &records) {
            let found = format!("a quoted cell that runs to the end, {}", error::quoted(cell));
            return Err(DataError::at(&file, Place::Line(line), found, "a closing quote"));
        }
        let names = self.header.then(|| {
            records.remove(0);
            names
        });
        match records.len() {
            0 => Err(DataError::at(&file, Place::Line(first), "a header and no rows", "at least one row")),
            _ => Ok(Table::new(file, names, width, records)),
        }
    }
}

/// The last cell, if its quote was left open: it has run to the end of the text, and the quotes make no pairs.
fn open_quote<'a>(text: &str, records: &'a [(usize, StringRecord)]) -> Option<(usize, &'a str)> {
    let (line, record) = records.last()?;
    let cell = record.iter().next_back()?;
    (cell.contains('\n') && text.matches('"').count() % 2 == 1).then_some((*line, cell))
}

/// The line on which a record starts, counted from 1. Where the reader stood before it, line ends may follow.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let (byte, line) = record.position().map_or((0, 1), |start| (start.byte() as usize, start.line() as usize));
    let ends = text.as_bytes()[byte..].iter().take_while(|&&byte| byte == b'\n' || byte == b'\r');
    line + ends.filter(|&&byte| byte == b'\n').count()
}
