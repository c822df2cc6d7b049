//! What the header of an array's file claims, whatever its format.

use super::element::Kind;
use super::layout::Layout;
use crate::data::error::{DataError, Place, Problem};
use std::io::{ErrorKind, Read};

/// What the header of a file claims.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) layout: Layout,
    /// The magic number of an IDX file, for messages.
    #[cfg_attr(not(feature = "idx"), allow(dead_code, reason = "the loader of images and labels shows it"))]
    pub(super) magic: Option<u32>,
}

/// Reads bytes of a header.
pub(super) fn fill(reader: &mut impl Read, bytes: &mut [u8], name: &str) -> Result<(), DataError> {
    reader.read_exact(bytes).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => end(name),
        _ => DataError::read(name)(error),
    })
}

/// The error of a file that ends in its header.
pub(super) fn end(name: &str) -> DataError {
    let expected = "the header of an array; is the file complete?";
    DataError::at(name, Place::Header, Problem::Length, "the end of the file", expected)
}
