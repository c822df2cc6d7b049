//! A text, cut into cells.
//!
//! **Invariant**: a cell with a quote where it does not belong is an error, never a guess.

use super::{Csv, Delimiter};
use crate::data::error::{DataError, Place, Problem};
use crate::display::quoted;

/// What to write if quotes are part of the text.
pub(super) const AS_TEXT: &str = "`quote(b'\\0')` reads quotes as text";

/// Many cells one after the other, in a single string: a cell for each byte or two of a large table would be too large.
#[derive(Default)]
pub(super) struct Cells {
    text: String,
    /// The end of each cell in the text.
    ends: Vec<usize>,
}

impl Cells {
    /// Adds a cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Returns a cell, without the spaces around it.
    pub(super) fn get(&self, number: usize) -> &str {
        self.untrimmed(number).trim()
    }

    /// Returns a cell as it is written.
    pub(super) fn untrimmed(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |previous| self.ends[previous]);
        &self.text[start..self.ends[number]]
    }
}

/// A row or the header: a line with cells, or several lines if a quoted cell contains line ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    /// The first and the last line, counted from 1.
    pub(super) lines: [usize; 2],
    /// The number of its first cell among all cells.
    pub(super) start: usize,
    /// The number of its cells.
    pub(super) width: usize,
    /// The number of those that are quoted.
    pub(super) quoted: usize,
}

/// A text that is cut: all its cells, and which of them form a record.
pub(super) struct Cut {
    pub(super) cells: Cells,
    pub(super) records: Vec<Record>,
}

impl Cut {
    /// Returns the cells of a record, without the spaces around them.
    pub(super) fn cells_of(&self, record: &Record) -> impl DoubleEndedIterator<Item = &str> {
        (record.start..record.start + record.width).map(|cell| self.cells.get(cell))
    }
}

/// Cuts a text into cells. It starts at `line` of the file; the first row is on the line `row`, if lines in front of it
/// are left out.
pub(super) fn cut(text: &str, csv: &Csv, file: &str, line: usize, row: Option<usize>) -> Result<Cut, DataError> {
    let mut cutter = Cutter { text, at: 0, line, csv, file, cell: String::new(), cells: Cells::default() };
    for _ in 0..csv.skipped_lines {
        cutter.skip_line();
    }
    let mut records = Vec::new();
    loop {
        cutter.skip_spaces();
        match cutter.next() {
            None => return Ok(Cut { cells: cutter.cells, records }),
            Some(b'\n' | b'\r') => cutter.skip_line(),
            byte if byte == csv.comment => cutter.skip_line(),
            Some(_) => {
                if let Some(row) = row.filter(|_| records.len() == usize::from(csv.has_header)) {
                    cutter.line = row;
                }
                records.push(cutter.record()?);
            }
        }
    }
}

/// A place in the text, and the cells in front of it.
struct Cutter<'a> {
    text: &'a str,
    /// The byte that is read next. A cell starts and ends beside an ASCII byte, so that no character is cut apart.
    at: usize,
    /// Its line, counted from 1.
    line: usize,
    csv: &'a Csv,
    file: &'a str,
    /// The quoted cell that is being read.
    cell: String,
    cells: Cells,
}

impl Cutter<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn is_delimiter(&self, byte: u8) -> bool {
        match self.csv.delimiter {
            Delimiter::Byte(delimiter) => byte == delimiter,
            Delimiter::Whitespace => matches!(byte, b' ' | b'\t'),
        }
    }

    /// Skips spaces and tabs, unless each of them separates two cells.
    fn skip_spaces(&mut self) {
        while let Some(byte @ (b' ' | b'\t')) = self.next()
            && self.csv.delimiter != Delimiter::Byte(byte)
        {
            self.at += 1;
        }
    }

    /// Skips the end of a line: a line feed, a carriage return, or both.
    fn skip_line_end(&mut self) {
        let is_both = self.text[self.at..].starts_with("\r\n");
        self.at += if is_both { 2 } else { 1 };
        self.line += 1;
    }

    /// Skips the rest of the line and its end.
    fn skip_line(&mut self) {
        while let Some(byte) = self.next() {
            if matches!(byte, b'\n' | b'\r') {
                return self.skip_line_end();
            }
            self.at += 1;
        }
    }

    /// Reads the cells up to the end of the line.
    fn record(&mut self) -> Result<Record, DataError> {
        let (first, start) = (self.line, self.cells.ends.len());
        let mut quoted = 0;
        loop {
            quoted += usize::from(self.cell()?);
            if self.csv.delimiter == Delimiter::Whitespace {
                self.skip_spaces();
            }
            match self.next() {
                None | Some(b'\n' | b'\r') => break,
                // A run of spaces has been skipped, and this byte is the first of the next cell.
                Some(_) if self.csv.delimiter == Delimiter::Whitespace => {}
                Some(_) => self.at += 1,
            }
        }
        let record = Record { lines: [first, self.line], start, width: self.cells.ends.len() - start, quoted };
        self.skip_line();
        Ok(record)
    }

    /// Reads a cell, and stops at the delimiter, at the end of the line or at the end of the text. Returns whether the cell is
    /// quoted.
    fn cell(&mut self) -> Result<bool, DataError> {
        self.skip_spaces();
        if self.next() == Some(self.csv.quote) {
            self.quoted_cell()?;
            return Ok(true);
        }
        let start = self.at;
        while let Some(byte) = self.next()
            && !self.is_delimiter(byte)
            && !matches!(byte, b'\n' | b'\r')
        {
            self.at += 1;
        }
        self.cells.push(&self.text[start..self.at]);
        Ok(false)
    }

    /// Reads a quoted cell, in which two quotes stand for one.
    fn quoted_cell(&mut self) -> Result<(), DataError> {
        let (opened, quote) = (self.line, self.csv.quote);
        self.cell.clear();
        self.at += 1;
        let mut start = self.at;
        loop {
            match self.next() {
                None => return Err(self.open_quote(opened, &self.text[start..])),
                Some(b'\n' | b'\r') => self.skip_line_end(),
                Some(byte) if byte != quote => self.at += 1,
                Some(_) => {
                    self.cell.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    start = self.at;
                    if self.next() != Some(quote) {
                        break;
                    }
                    // The second of two quotes becomes part of the text that starts with it.
                    self.at += 1;
                }
            }
        }
        let closed = self.at;
        self.skip_spaces();
        let is_closed = match self.next() {
            None | Some(b'\n' | b'\r') => true,
            Some(_) if self.csv.delimiter == Delimiter::Whitespace => self.at > closed,
            Some(byte) => self.is_delimiter(byte),
        };
        if !is_closed {
            return Err(self.text_after_quote(opened, closed));
        }
        self.cells.push(&self.cell);
        Ok(())
    }

    fn open_quote(&self, opened: usize, rest: &str) -> DataError {
        let found = format!("a quoted cell that runs to the end, {}", quoted(&(self.cell.clone() + rest)));
        let expected = format!("a closing quote; {AS_TEXT}");
        DataError::at(self.file, Place::Line(opened), Problem::Format, found, expected)
    }

    fn text_after_quote(&self, opened: usize, closed: usize) -> DataError {
        let rest = self.text[self.at..].split(['\n', '\r']).next().unwrap_or_default();
        let place = if self.line == opened { String::new() } else { format!(" on line {}", self.line) };
        let found = format!("{} after the closing quote of {}{place}", quoted(rest), quoted(&self.cell));
        let hint = match self.text[closed..].chars().next() {
            Some(separator @ (',' | ';' | '\t' | '|')) => {
                format!("`delimiter(b'{}')` separates the cells", separator.escape_default())
            }
            Some(' ') if rest.starts_with(char::from(self.csv.quote)) => {
                "`whitespace()` separates cells by spaces".to_owned()
            }
            _ => format!("a quote in a quoted cell is written twice; {AS_TEXT}"),
        };
        let expected = format!("{} or the end of the line; {hint}", self.csv.delimiter);
        DataError::at(self.file, Place::Line(opened), Problem::Format, found, expected)
    }
}
