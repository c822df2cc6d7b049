//! An array of which only the header has been read.
//!
//! **Invariant**: memory is allocated for bytes that have been read, whatever a header claims, and reading stops at the
//! first byte that the header does not claim.

use super::header::{Header, end};
use super::{Array, idx_header, npy_header};
use crate::data::error::{self, DataError, Place, Problem};
use crate::display::{counted, quoted};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

/// An array whose data come next from a reader.
pub(in crate::data) struct Unread<'a> {
    name: String,
    header: Header,
    reader: Box<dyn Read + 'a>,
}

impl Unread<'static> {
    /// Opens a file and reads the header.
    pub(in crate::data) fn open(path: &Path) -> Result<Self, DataError> {
        let name = error::name(path);
        let file = File::open(path).map_err(DataError::read(&name))?;
        Self::new(file, name)
    }
}

impl<'a> Unread<'a> {
    /// Reads the header; the first bytes tell the format, and whether they are compressed.
    pub(in crate::data) fn new(reader: impl Read + 'a, name: String) -> Result<Self, DataError> {
        let (start, reader) = peek(reader, &name)?;
        if start.starts_with(&[0x1f, 0x8b]) {
            let (start, reader) = peek(MultiGzDecoder::new(reader), &name)?;
            return Self::of_format(&start, reader, name);
        }
        Self::of_format(&start, reader, name)
    }

    fn of_format(start: &[u8], mut reader: impl Read + 'a, name: String) -> Result<Self, DataError> {
        let wrong =
            |found: String, expected: &str| Err(DataError::at(&name, Place::Header, Problem::Format, found, expected));
        let header = match start {
            _ if start == npy_header::MAGIC => npy_header::read(&mut reader, &name)?,
            [0, 0, ..] => idx_header::read(&mut reader, &name)?,
            [b'P', b'K', 3, 4, ..] => {
                return wrong("a ZIP archive".to_owned(), "a single array; `npy::Archive` reads `.npz` files");
            }
            _ if start.len() < npy_header::MAGIC.len() => return Err(end(&name)),
            _ => {
                let expected =
                    "`\\u{93}NUMPY`, the start of every `.npy` file, or two bytes of zero, that of every IDX file";
                return wrong(quoted(&String::from_utf8_lossy(start)), expected);
            }
        };
        Ok(Self { name, header, reader: Box::new(reader) })
    }

    /// Reads as many bytes as the header claims, and then the end of the file.
    pub(in crate::data) fn read(self) -> Result<Array, DataError> {
        let Self { name, header: Header { kind, layout, .. }, reader } = self;
        let shape = layout.shape();
        let expected = (layout.count() as u64).checked_mul(kind.size() as u64).ok_or_else(|| {
            let found = format!("the shape {shape:?}");
            DataError::at(&name, Place::Header, Problem::Format, found, "one whose bytes can be counted")
        })?;
        let mut bytes = Vec::new();
        // One byte more, to detect data after the end.
        reader.take(expected.saturating_add(1)).read_to_end(&mut bytes).map_err(DataError::read(&name))?;
        if bytes.len() as u64 != expected {
            let found = match bytes.len() as u64 > expected {
                true => format!("more than {}", counted(expected as usize, "byte")),
                false => counted(bytes.len(), "byte"),
            };
            let expected = format!("{expected} for the shape {shape:?}; is the file complete?");
            return Err(DataError::whole(&name, Problem::Length, format!("{found} of data"), expected));
        }
        Ok(Array { name, kind, layout, bytes })
    }
}

/// Returns what `Idx` checks before it reads the data.
#[cfg(feature = "idx")]
impl Unread<'_> {
    pub(in crate::data) fn name(&self) -> &str {
        &self.name
    }

    pub(in crate::data) fn shape(&self) -> &[usize] {
        self.header.layout.shape()
    }

    /// Returns the number of labels if the shape is one of labels.
    pub(in crate::data) fn label_count(&self) -> Option<usize> {
        super::labels::count(&self.header.layout)
    }

    /// Describes the header: `the magic number 0x0801 (unsigned integers of 1 byte, 1 dimension)`.
    pub(in crate::data) fn described(&self) -> String {
        let array = format!("{}, {}", self.header.kind, counted(self.shape().len(), "dimension"));
        match self.header.magic {
            Some(magic) => format!("the magic number {magic:#06x} ({array})"),
            None => format!("an array ({array})"),
        }
    }
}

/// Returns the first bytes, and a reader of these and all others.
fn peek<'a>(mut reader: impl Read + 'a, name: &str) -> Result<(Vec<u8>, BufReader<impl Read + 'a>), DataError> {
    let mut start = Vec::new();
    let longest = npy_header::MAGIC.len() as u64;
    reader.by_ref().take(longest).read_to_end(&mut start).map_err(DataError::read(name))?;
    Ok((start.clone(), BufReader::new(Cursor::new(start).chain(reader))))
}
