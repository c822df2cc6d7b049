//! The header of an `.npy` file: the shape of the array and the type of its items.
//!
//! It is a Python dictionary with three entries, `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`, after eight
//! bytes of magic number and version, and its own length. The format is NumPy Enhancement Proposal 1; its later versions
//! differ in the width of that length and in the encoding of field names, which these arrays do not have.
//!
//! **Invariant**: the whole dictionary is read; anything but these three entries is an error.

use super::element::Kind;
use super::header::{Header, fill};
use super::layout::Layout;
use crate::data::error::{DataError, Place, Problem};
use crate::display::quoted;
use std::io::Read;

/// The start of every `.npy` file.
pub(super) const MAGIC: &[u8; 6] = b"\x93NUMPY";

/// The length of the longest header in bytes, the same as NumPy's default.
const LONGEST: u32 = 10_000;

/// What was found and what was expected.
type Wrong = (String, &'static str);

/// Reads the header of a file that starts with [`MAGIC`].
pub(super) fn read(reader: &mut impl Read, name: &str) -> Result<Header, DataError> {
    let wrong = |(found, expected): Wrong| DataError::at(name, Place::Header, Problem::Format, found, expected);
    let mut start = [0; 8];
    fill(reader, &mut start, name)?;
    let mut length = [0; 4];
    match start[6] {
        1 => fill(reader, &mut length[..2], name)?,
        2 | 3 => fill(reader, &mut length, name)?,
        version => return Err(wrong((format!("version {version}"), "version 1, 2 or 3 of the format"))),
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(wrong((format!("a length of {length} bytes"), "at most 10000")));
    }
    let mut dictionary = vec![0; length as usize];
    fill(reader, &mut dictionary, name)?;
    parse(String::from_utf8_lossy(&dictionary).trim()).map_err(wrong)
}

/// Parses the entries, in any order.
fn parse(dictionary: &str) -> Result<Header, Wrong> {
    const ENTRIES: &str = "a dictionary with the entries `descr`, `fortran_order` and `shape`";
    let (mut descr, mut fortran_order, mut shape) = (None, None, None);
    let inside = dictionary.strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
    let mut rest = inside.ok_or_else(|| (quoted(dictionary), ENTRIES))?.trim();
    while !rest.is_empty() {
        let (key, value, after) = entry(rest).ok_or_else(|| (quoted(rest), ENTRIES))?;
        let known = match key {
            "descr" => &mut descr,
            "fortran_order" => &mut fortran_order,
            "shape" => &mut shape,
            _ => return Err((format!("the entry {}", quoted(key)), ENTRIES)),
        };
        if known.replace(value).is_some() {
            return Err((format!("two entries {}", quoted(key)), ENTRIES));
        }
        rest = after;
    }
    let missing = |key: &str| (format!("no entry `{key}`"), ENTRIES);
    let kind = parse_descr(descr.ok_or_else(|| missing("descr"))?)?;
    let fortran_order = parse_bool(fortran_order.ok_or_else(|| missing("fortran_order"))?)?;
    let shape = parse_shape(shape.ok_or_else(|| missing("shape"))?)?;
    let uncountable = (format!("the shape {shape:?}"), "one whose bytes can be counted");
    let layout = Layout::new(shape, fortran_order).ok_or(uncountable)?;
    Ok(Header { kind, layout, magic: None })
}

/// Returns the key of the first entry, its value, and the entries after it.
fn entry(text: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = text.split_once(':')?;
    let (value, after) = value.split_at(end_of_value(value));
    Some((unquoted(key.trim())?, value.trim(), after.strip_prefix(',').unwrap_or(after).trim_start()))
}

/// Returns where a value ends: at the next comma that is in neither brackets nor quotes.
fn end_of_value(text: &str) -> usize {
    let mut depth = 0;
    let mut quote = None;
    for (at, symbol) in text.char_indices() {
        match (quote, symbol) {
            (Some(open), _) if open == symbol => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(symbol),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => return at,
            (None, _) => {}
        }
    }
    text.len()
}

fn unquoted(text: &str) -> Option<&str> {
    ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

fn parse_descr(text: &str) -> Result<Kind, Wrong> {
    const NUMBERS: &str = "booleans, integers, floating-point numbers of 2, 4 or 8 bytes, or text; convert the array in \
                           Python, for example with `.astype(\"float64\")` or `.astype(\"str\")`";
    const FIELDS: &str = "an array of one type; convert the array in Python with \
                          `numpy.lib.recfunctions.structured_to_unstructured`";
    if text.starts_with(['[', '(']) {
        return Err((format!("a structured type ({})", quoted(text)), FIELDS));
    }
    let descr = unquoted(text).unwrap_or(text);
    Kind::parse(descr).map_err(|found| (format!("{found} ({})", quoted(descr)), NUMBERS))
}

fn parse_bool(text: &str) -> Result<bool, Wrong> {
    match text {
        "True" => Ok(true),
        "False" => Ok(false),
        _ => Err((format!("`fortran_order` as {}", quoted(text)), "`True` or `False`")),
    }
}

/// `()`, `(3,)` or `(3, 4)`; Python 2 writes `(3L,)`.
fn parse_shape(text: &str) -> Result<Vec<usize>, Wrong> {
    let size = |size: &str| size.trim().trim_end_matches('L').parse().ok();
    let parse = || {
        let sizes = text.strip_prefix('(')?.strip_suffix(')')?.trim();
        let sizes = sizes.strip_suffix(',').unwrap_or(sizes);
        if sizes.is_empty() { Some(Vec::new()) } else { sizes.split(',').map(size).collect() }
    };
    parse().ok_or_else(|| (format!("the shape {}", quoted(text)), "sizes such as `(3, 4)`"))
}
