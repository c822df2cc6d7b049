//! The text of a table, from the bytes of a file.

use crate::data::error::{DataError, Place, Problem};
use flate2::bufread::MultiGzDecoder;
use std::io::Read;

/// Reads the whole text, decompresses it if it is compressed with gzip, and removes a byte order mark.
pub(super) fn read(mut reader: impl Read, file: &str) -> Result<String, DataError> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(DataError::read(file))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).map_err(DataError::read(file))?;
        bytes = text;
    }
    if let Some(kind) = other_kind(&bytes) {
        let expected = "a table of UTF-8 text; save or export it as CSV in UTF-8";
        return Err(DataError::whole(file, Problem::Format, kind, expected));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let line = line_of(error.as_bytes(), error.utf8_error().valid_up_to());
        let expected = "UTF-8; save the table in that encoding";
        DataError::at(file, Place::Line(line), Problem::Format, "bytes that are not text", expected)
    })?;
    if let Some(zero) = text.find('\0') {
        let line = line_of(text.as_bytes(), zero);
        return Err(DataError::at(file, Place::Line(line), Problem::Format, "a byte that is zero", "text"));
    }
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    match other_text(text.trim()) {
        Some(kind) => Err(DataError::whole(file, Problem::Format, kind, "a table; save or export it as CSV")),
        None => Ok(text),
    }
}

/// Returns what the text is if it is no table.
fn other_text(text: &str) -> Option<&'static str> {
    let is_within = |[open, close]: [char; 2]| text.starts_with(open) && text.ends_with(close) && text.contains(':');
    if [['{', '}'], ['[', ']']].into_iter().any(is_within) {
        return Some("JSON");
    }
    let start: String = text.chars().take(9).collect::<String>().to_ascii_lowercase();
    (start.starts_with("<!doctype") || start.starts_with("<html")).then_some("an HTML page")
}

/// Returns what the file is if its first bytes are those of another kind of file.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("text in UTF-16"),
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] if *first > 0 && *second > 0 => Some("text in UTF-16"),
        [b'P', b'K', 3, 4, ..] => Some("a ZIP archive, as `.zip` and `.xlsx` files are"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("a workbook of Excel"),
        [b'B', b'Z', b'h', ..] if !bytes.is_ascii() => Some("a file compressed with bzip2"),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => Some("a file compressed with xz"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("a file compressed with zstd"),
        [b'P', b'A', b'R', b'1', ..] if !bytes.is_ascii() => Some("a Parquet file"),
        _ => None,
    }
}

/// Returns the line of a byte, counted from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + (0..at).filter(|&i| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n'))).count()
}
