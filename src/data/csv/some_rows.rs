//! Some rows of a table that need not fit in memory: the file is read line by line, and only these rows are kept.
//!
//! The lines in front of the first row are kept too, since the header is among them. The text that is kept is then cut
//! like any other.
//!
//! **Invariant**: a row is one line, so that a quoted cell cannot hide the start of a row. Lines are numbered as in the
//! file.

use super::{Csv, Delimiter, cells};
use crate::data::error::{DataError, Place, Problem};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;

/// The text of some rows.
pub(super) struct SomeRows {
    /// The lines in front of the first row of the table, and the rows.
    pub(super) text: String,
    /// The line of the first of the rows.
    pub(super) line: usize,
}

/// Counts the rows of a file, and reads those that `rows` names; returns `None` if it names none.
pub(super) fn read(
    path: &Path,
    csv: &Csv,
    file: &str,
    rows: impl FnOnce(usize) -> Range<usize>,
) -> Result<Option<SomeRows>, DataError> {
    let mut m = 0;
    each_line(path, csv, file, |line, text, is_row| {
        if is_row {
            expect_whole(line, text, csv, file)?;
            m += 1;
        }
        Ok(())
    })?;
    let rows = rows(m);
    if rows.is_empty() {
        return Ok(None);
    }
    if rows.end > m {
        let expected = format!("the rows {} to {}", rows.start, rows.end);
        return Err(DataError::whole(file, Problem::Shape, format!("{m} rows"), expected));
    }
    let (mut row, mut some) = (0, SomeRows { text: String::new(), line: 0 });
    each_line(path, csv, file, |line, text, is_row| {
        if is_row && row == rows.start {
            some.line = line;
        }
        // Empty lines and comments between the rows are kept, so that the lines are counted.
        let is_kept = if is_row { rows.contains(&row) } else { row == 0 || (rows.start + 1..rows.end).contains(&row) };
        if is_kept {
            some.text.push_str(text);
        }
        row += usize::from(is_row);
        Ok(())
    })?;
    Ok(Some(some))
}

/// Calls `action` for each line with its number, its text, and whether it is a row.
fn each_line(
    path: &Path,
    csv: &Csv,
    file: &str,
    mut action: impl FnMut(usize, &str, bool) -> Result<(), DataError>,
) -> Result<(), DataError> {
    let mut reader = open(path).map_err(DataError::read(file))?;
    let (mut bytes, mut has_header) = (Vec::new(), !csv.has_header);
    for line in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(DataError::read(file))? == 0 {
            break;
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) if !text.contains('\0') => match text.strip_prefix('\u{feff}') {
                Some(text) if line == 1 => text,
                _ => text,
            },
            _ => {
                let expected = "text in UTF-8; save the table in that encoding";
                return Err(DataError::at(
                    file,
                    Place::Line(line),
                    Problem::Format,
                    "bytes that are not text",
                    expected,
                ));
            }
        };
        let end = ["\r\n", "\n", "\r"].into_iter().find(|end| text.ends_with(end)).unwrap_or_default();
        if text[..text.len() - end.len()].contains('\r') {
            let (found, expected) =
                ("a carriage return in a line", "lines that end with a line feed, to read some rows");
            return Err(DataError::at(file, Place::Line(line), Problem::Format, found, expected));
        }
        let is_record = line > csv.skipped_lines && is_record(text, csv);
        action(line, text, is_record && has_header)?;
        has_header |= is_record;
    }
    Ok(())
}

/// Opens a file, and decompresses it if it is compressed with gzip.
fn open(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    let mut reader = BufReader::new(File::open(path)?);
    Ok(match reader.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        true => Box::new(BufReader::new(MultiGzDecoder::new(reader))),
        false => Box::new(reader),
    })
}

/// Returns whether a line has cells: it is neither empty nor a comment.
fn is_record(text: &str, csv: &Csv) -> bool {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t') && csv.delimiter != Delimiter::Byte(*byte);
    let first = text.bytes().find(|byte| !is_space(byte));
    first.is_some_and(|byte| !matches!(byte, b'\n' | b'\r') && Some(byte) != csv.comment)
}

/// Returns an error if a quoted cell of a row goes on in the next line.
fn expect_whole(line: usize, text: &str, csv: &Csv, file: &str) -> Result<(), DataError> {
    if !text.as_bytes().contains(&csv.quote) {
        return Ok(());
    }
    let alone = Csv { skipped_lines: 0, ..csv.clone() };
    cells::cut(text, &alone, file, line, None).map(drop)
}
