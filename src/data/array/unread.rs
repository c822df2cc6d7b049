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
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::Range;
use std::path::Path;

/// An array whose data come next from a reader.
pub(in crate::data) struct Unread<'a> {
    name: String,
    header: Header,
    reader: Box<dyn Skip + 'a>,
}

/// A reader that can skip bytes.
trait Skip: Read {
    /// Skips bytes, or as many as there are.
    fn skip(&mut self, bytes: u64) -> io::Result<()>;
}

/// A reader that skips bytes by reading them.
struct Stream<R>(R);

/// A file that skips bytes by seeking.
struct Seekable(BufReader<File>);

impl Unread<'static> {
    /// Opens a file and reads the header.
    pub(in crate::data) fn open(path: &Path) -> Result<Self, DataError> {
        let name = error::name(path);
        let read = DataError::read(&name);
        let mut file = File::open(path).map_err(&read)?;
        // What is no file, such as a pipe, cannot be read twice from its start.
        if !file.metadata().map_err(&read)?.is_file() {
            return Self::new(file, name.clone());
        }
        let start = first_bytes(&mut file, &name)?;
        file.rewind().map_err(&read)?;
        match start {
            start if is_gzip(&start) => Self::new(file, name.clone()),
            start => Self::of_format(&start, Seekable(BufReader::new(file)), name.clone()),
        }
    }
}

impl<'a> Unread<'a> {
    /// Reads the header; the first bytes tell the format, and whether they are compressed.
    pub(in crate::data) fn new(reader: impl Read + 'a, name: String) -> Result<Self, DataError> {
        let (start, reader) = peek(reader, &name)?;
        if is_gzip(&start) {
            let (start, reader) = peek(MultiGzDecoder::new(reader), &name)?;
            return Self::of_format(&start, Stream(reader), name);
        }
        Self::of_format(&start, Stream(reader), name)
    }

    fn of_format(start: &[u8], mut reader: impl Skip + 'a, name: String) -> Result<Self, DataError> {
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
        let expected = self.bytes_of(self.header.layout.count())?;
        let Self { name, header: Header { kind, layout, .. }, reader } = self;
        let shape = layout.shape();
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

    /// Returns the number of rows that the header claims.
    pub(in crate::data) fn rows(&self) -> usize {
        self.header.layout.shape().first().copied().unwrap_or(0)
    }

    /// Reads some rows, and nothing after them.
    pub(in crate::data) fn read_rows(mut self, rows: Range<usize>) -> Result<Array, DataError> {
        let shape = self.header.layout.shape();
        if rows.start > rows.end || rows.end > self.rows() {
            let found = format!("the shape {shape:?}");
            let expected = format!("one with the rows {} to {}", rows.start, rows.end);
            return Err(DataError::at(&self.name, Place::Header, Problem::Shape, found, expected));
        }
        let Some(layout) = self.header.layout.of_rows(rows.clone()) else {
            let expected = "row by row, to read some rows; NumPy's `ascontiguousarray` makes such an array";
            let found = "an array that is stored column by column";
            return Err(DataError::at(&self.name, Place::Header, Problem::Format, found, expected));
        };
        let width = self.header.layout.row_stride();
        let (before, expected) = (self.bytes_of(rows.start * width)?, self.bytes_of(layout.count())?);
        let Self { name, header: Header { kind, .. }, reader } = &mut self;
        reader.skip(before).map_err(DataError::read(name))?;
        let mut bytes = Vec::new();
        reader.take(expected).read_to_end(&mut bytes).map_err(DataError::read(name))?;
        if bytes.len() as u64 != expected {
            let row = rows.start + bytes.len() / (width * kind.size());
            let (found, expected) = ("the end of the file", format!("row {row}; is the file complete?"));
            return Err(DataError::at(name, Place::Item(vec![row]), Problem::Length, found, expected));
        }
        Ok(Array { name: self.name, kind: self.header.kind, layout, bytes })
    }

    /// Returns the number of bytes of so many items.
    fn bytes_of(&self, items: usize) -> Result<u64, DataError> {
        (items as u64).checked_mul(self.header.kind.size() as u64).ok_or_else(|| {
            let found = format!("the shape {:?}", self.header.layout.shape());
            DataError::at(&self.name, Place::Header, Problem::Format, found, "one whose bytes can be counted")
        })
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

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl<R: Read> Skip for Stream<R> {
    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        io::copy(&mut self.0.by_ref().take(bytes), &mut io::sink()).map(drop)
    }
}

impl Read for Seekable {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Skip for Seekable {
    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        self.0.seek_relative(i64::try_from(bytes).map_err(io::Error::other)?)
    }
}

/// Returns the first bytes, and a reader of these and all others.
fn peek<'a>(mut reader: impl Read + 'a, name: &str) -> Result<(Vec<u8>, BufReader<impl Read + 'a>), DataError> {
    let start = first_bytes(&mut reader, name)?;
    Ok((start.clone(), BufReader::new(Cursor::new(start).chain(reader))))
}

/// Reads the bytes that tell the format, or as many as there are.
fn first_bytes(reader: &mut impl Read, name: &str) -> Result<Vec<u8>, DataError> {
    let mut start = Vec::new();
    let longest = npy_header::MAGIC.len() as u64;
    reader.take(longest).read_to_end(&mut start).map_err(DataError::read(name))?;
    Ok(start)
}

fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(&[0x1f, 0x8b])
}
