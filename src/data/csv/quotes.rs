//! Finds two stray quotes that look like a quoted cell with line ends.
//!
//! In `1,"a,10` and two lines below `3,c",30`, the two quotes enclose the end of one row, a whole row, and the start of
//! another; and what remains is one row of the right width, with the wrong cells. A quoted cell may contain line ends, so
//! this is told from the rest of the table: if its lines, read as rows, are as wide as the table and have numbers in a
//! column of numbers, they are rows. In a table without a column of numbers, the width of all lines decides, unless other
//! cells of the row are quoted, too: then quotes are a habit of the table and no accident.

use super::Csv;
use super::cells::{AS_TEXT, Cut, Record};
use super::{Delimiter, missing};
use crate::data::error::{DataError, Place, Problem};
use crate::data::number;
use crate::display::quoted;

/// Returns an error if a quoted cell contains rows.
pub(super) fn expect_no_rows_inside(cut: &Cut, width: usize, csv: &Csv, file: &str) -> Result<(), DataError> {
    let mut has_numbers = None;
    for (i, record) in cut.records.iter().enumerate() {
        if !has_line_ends(record) || width < 2 {
            continue;
        }
        let lines = lines_without_quotes(cut, record, csv);
        let rows = rows_among(&lines, width, csv, csv.has_header && i == 0);
        let has_numbers = has_numbers.get_or_insert_with(|| columns_of_numbers(cut, width, csv));
        let is_column_of_numbers = |column: usize| {
            let mut cells = rows.iter().map(|row| row[column]);
            has_numbers[column] && cells.all(|cell| is_number(cell, csv))
        };
        let is_text = !has_numbers.contains(&true) && record.quoted == 1;
        let are_rows = (0..width).any(is_column_of_numbers) || is_text && rows.len() == lines.len();
        if !rows.is_empty() && are_rows {
            let cell = cut.cells_of(record).find(|cell| cell.contains(['\n', '\r'])).unwrap_or_default();
            let found = format!("a quoted cell with rows inside, {}, up to line {}", quoted(cell), record.lines[1]);
            let expected = format!("a closing quote on its line; {AS_TEXT}");
            return Err(DataError::at(file, Place::Line(record.lines[0]), Problem::Format, found, expected));
        }
    }
    Ok(())
}

fn has_line_ends(record: &Record) -> bool {
    record.lines[0] < record.lines[1]
}

/// Returns the lines of a record as if its quotes marked nothing. A delimiter counts only in a cell with line ends.
fn lines_without_quotes(cut: &Cut, record: &Record, csv: &Csv) -> Vec<String> {
    let delimiter = match csv.delimiter {
        Delimiter::Byte(byte) => char::from(byte),
        Delimiter::Whitespace => ' ',
    };
    let cells = (record.start..record.start + record.width).map(|number| {
        let cell = cut.cells.untrimmed(number).replace("\r\n", "\n").replace('\r', "\n");
        if cell.contains('\n') { cell } else { cell.replace(delimiter, "") }
    });
    let joined = cells.collect::<Vec<_>>().join(&delimiter.to_string());
    joined.split('\n').map(str::to_owned).collect()
}

/// Returns the lines that are rows: all of them, or else those that lie wholly inside the quotes.
fn rows_among<'a>(lines: &'a [String], width: usize, csv: &Csv, is_header: bool) -> Vec<Vec<&'a str>> {
    let cells = |line: &'a String| -> Vec<&str> {
        match csv.delimiter {
            Delimiter::Byte(byte) => line.split(char::from(byte)).map(str::trim).collect(),
            Delimiter::Whitespace => line.split_whitespace().collect(),
        }
    };
    let mut rows: Vec<Vec<&str>> = lines.iter().map(cells).collect();
    if rows.iter().all(|row| row.len() == width) {
        rows.drain(..usize::from(is_header));
    } else {
        rows.pop();
        rows.drain(..1.min(rows.len()));
        rows.retain(|row| row.len() == width);
    }
    rows
}

/// Returns for each column if the other rows have numbers there, or are missing.
fn columns_of_numbers(cut: &Cut, width: usize, csv: &Csv) -> Vec<bool> {
    let mut has_numbers = vec![true; width];
    let rows = cut.records.iter().skip(usize::from(csv.has_header)).filter(|record| !has_line_ends(record));
    for row in rows {
        for (has_numbers, cell) in has_numbers.iter_mut().zip(cut.cells_of(row)) {
            *has_numbers &= missing::is_missing(cell, csv) || is_number(cell, csv);
        }
    }
    has_numbers
}

fn is_number(cell: &str, csv: &Csv) -> bool {
    number::parse(cell, csv.decimal_comma).is_some()
}
