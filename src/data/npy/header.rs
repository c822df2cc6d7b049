//! The header of an `.npy` file: the shape of the array and the type of its numbers.
//!
//! It is a Python dictionary with three entries, `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`, after eight
//! bytes of magic number and version, and its own length. The format is NumPy Enhancement Proposal 1; its later versions
//! differ in the width of that length and in the encoding of field names, which these arrays do not have.
//!
//! **Invariant**: the whole dictionary is read; anything but these three entries is an error.

use super::element::Kind;
use crate::data::error::{DataError, Place, Problem, quoted};
use std::io::{ErrorKind, Read};

/// The description of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// `true` if the array is stored column by column: the first index changes fastest from item to item, not the last.
    pub(super) fortran_order: bool,
    pub(super) shape: Vec<usize>,
}

/// The length of the longest header in bytes, the same as NumPy's default.
const LONGEST: u32 = 10_000;

impl Header {
    pub(super) fn read(reader: &mut impl Read, name: &str) -> Result<Self, DataError> {
        let wrong =
            |found: String, expected: &str| DataError::at(name, Place::Header, Problem::Format, found, expected);
        let mut fill = |bytes: &mut [u8]| match reader.read_exact(bytes) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                let expected = "the header of an `.npy` file; is the file complete?";
                Err(DataError::at(name, Place::Header, Problem::Length, "the end of the file", expected))
            }
            result => result.map_err(DataError::read(name)),
        };
        let mut start = [0; 8];
        fill(&mut start)?;
        let [magic @ .., version, _] = start;
        if magic != *b"\x93NUMPY" {
            return Err(wrong(
                quoted(&String::from_utf8_lossy(&magic)),
                "`\\u{93}NUMPY`, the start of every `.npy` file",
            ));
        }
        let mut length = [0; 4];
        match version {
            1 => fill(&mut length[..2])?,
            2 | 3 => fill(&mut length)?,
            _ => return Err(wrong(format!("version {version}"), "version 1, 2 or 3 of the format")),
        }
        let length = u32::from_le_bytes(length);
        if length > LONGEST {
            return Err(wrong(format!("a length of {length} bytes"), "at most 10000"));
        }
        let mut dictionary = vec![0; length as usize];
        fill(&mut dictionary)?;
        let dictionary = String::from_utf8_lossy(&dictionary);
        parse(dictionary.trim()).ok_or_else(|| {
            let expected = "the entries `descr`, a number of a known type such as `<f8`, `fortran_order` and `shape`";
            wrong(quoted(dictionary.trim()), expected)
        })
    }

    /// Returns the number of bytes of the array, unless it overflows.
    pub(super) fn byte_count(&self) -> Option<u64> {
        let sizes = self.shape.iter().copied().chain([self.kind.size()]);
        sizes.map(|size| size as u64).try_fold(1_u64, u64::checked_mul)
    }
}

/// Parses the entries, in any order.
fn parse(dictionary: &str) -> Option<Header> {
    let (mut kind, mut fortran_order, mut shape) = (None, None, None);
    let mut rest = dictionary.strip_prefix('{')?.strip_suffix('}')?.trim();
    while !rest.is_empty() {
        let (key, value) = rest.split_once(':')?;
        let (key, value) = (unquoted(key.trim())?, value.trim_start());
        // A value ends at the next comma, but the commas of a shape are inside its parentheses.
        let end = if value.starts_with('(') { value.find(')')? + 1 } else { value.find(',').unwrap_or(value.len()) };
        let (value, after) = value.split_at(end);
        let is_new = match key {
            "descr" => kind.replace(Kind::parse(unquoted(value.trim())?)?).is_none(),
            "fortran_order" => fortran_order.replace(parse_bool(value.trim())?).is_none(),
            "shape" => shape.replace(parse_shape(value)?).is_none(),
            _ => false,
        };
        let after = after.trim_start();
        rest = after.strip_prefix(',').or_else(|| after.is_empty().then_some(after)).filter(|_| is_new)?.trim();
    }
    Some(Header { kind: kind?, fortran_order: fortran_order?, shape: shape? })
}

fn unquoted(text: &str) -> Option<&str> {
    ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "True" => Some(true),
        "False" => Some(false),
        _ => None,
    }
}

/// `()`, `(3,)` or `(3, 4)`.
fn parse_shape(text: &str) -> Option<Vec<usize>> {
    let sizes = text.strip_prefix('(')?.strip_suffix(')')?.trim();
    let sizes = sizes.strip_suffix(',').unwrap_or(sizes);
    match sizes {
        "" => Some(Vec::new()),
        _ => sizes.split(',').map(|size| size.trim().parse().ok()).collect(),
    }
}
