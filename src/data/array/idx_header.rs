//! The header of an IDX file: the type of the array's items, the number of dimensions, and the size along each.
//!
//! The format is described at the end of the page on which MNIST was published: two bytes of zero, one for the type, one for
//! the number of dimensions, and four for each size, all numbers in big-endian order.

use super::element::Kind;
use super::header::{Header, fill};
use super::layout::Layout;
use crate::data::error::{DataError, Place, Problem};
use std::io::Read;

/// Reads the header of a file that starts with two bytes of zero.
pub(super) fn read(reader: &mut impl Read, name: &str) -> Result<Header, DataError> {
    let wrong = |found: String, expected: &str| DataError::at(name, Place::Header, Problem::Format, found, expected);
    let mut magic = [0; 4];
    fill(reader, &mut magic, name)?;
    let [.., code, dimensions] = magic;
    let magic = u32::from_be_bytes(magic);
    let kind = Kind::of_idx(code).ok_or_else(|| {
        let found = format!("the magic number {magic:#06x}, which names the type {code:#04x}");
        let expected = "one of the types 0x08 (unsigned bytes), 0x09 (signed bytes), 0x0b and 0x0c (integers of 2 and 4 bytes), \
                        0x0d and 0x0e (floating-point numbers of 4 and 8 bytes)";
        wrong(found, expected)
    })?;
    let mut shape = Vec::new();
    for _ in 0..dimensions {
        let mut size = [0; 4];
        fill(reader, &mut size, name)?;
        shape.push(u32::from_be_bytes(size) as usize);
    }
    let uncountable = format!("the shape {shape:?}");
    let layout = Layout::new(shape, false).ok_or_else(|| wrong(uncountable, "one whose bytes can be counted"))?;
    Ok(Header { kind, layout, magic: Some(magic) })
}
