//! Why a network cannot be kept, or not be read again.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why a network cannot be kept, or not be read again.
#[derive(Debug)]
#[non_exhaustive]
pub enum SafetensorsError {
    /// It is about this file.
    InFile {
        /// The path, as it was given.
        path: PathBuf,
        /// What is wrong.
        source: Box<SafetensorsError>,
    },
    /// The file cannot be read.
    Read {
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be written.
    Write {
        /// What the system says.
        source: io::Error,
    },
    /// The bytes are not a `safetensors` file, or only a part of one.
    Malformed {
        /// What is wrong with them.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The file has a newer form than this version of the crate knows.
    Version {
        /// The version that the file names.
        found: String,
    },
    /// The file holds another network.
    OtherNetwork {
        /// What is different.
        mismatch: Mismatch,
        /// The declaration that the file names.
        file: Option<String>,
        /// The declaration of the network to be loaded.
        network: &'static str,
    },
    /// A tensor holds numbers of another type.
    Number {
        /// Its name.
        tensor: String,
        /// The type in the file.
        found: String,
        /// The type of the network's numbers.
        expected: String,
    },
    /// A weight is infinite or not a number.
    NotFinite {
        /// The tensor that it stands in.
        tensor: String,
        /// Its row, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// An entry of the metadata cannot be used.
    Metadata {
        /// Its key.
        key: &'static str,
        /// What is wrong with it.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// A checkpoint does not hold the state of a training, or not all of it.
    State {
        /// What is missing, or is not as a training leaves it.
        what: String,
    },
    /// A name that the format needs for itself.
    Reserved {
        /// The name.
        name: String,
    },
}

/// What tells the network of a file from the one to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// A tensor has another shape.
    Shape {
        /// Its name.
        tensor: String,
        /// Its shape in the file.
        found: Vec<usize>,
        /// Its shape in the network.
        expected: Vec<usize>,
    },
    /// A tensor is not there.
    Missing {
        /// Its name.
        tensor: String,
    },
    /// There is a tensor that the network does not have.
    Unexpected {
        /// Its name.
        tensor: String,
    },
    /// The shapes are the same, but not the activations.
    Layers {
        /// The layers in the file.
        found: String,
        /// The layers of the network.
        expected: String,
    },
}

impl SafetensorsError {
    pub(super) fn in_file(self, path: &Path) -> Self {
        Self::InFile { path: path.to_owned(), source: Box::new(self) }
    }
}

impl fmt::Display for SafetensorsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InFile { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Read { source } => write!(f, "cannot be read: {source}"),
            Self::Write { source } => write!(f, "cannot be written: {source}"),
            Self::Malformed { source } => {
                write!(
                    f,
                    "not a whole safetensors file: {source}; expected one that `safetensors::save` or Python wrote"
                )
            }
            Self::Version { found } => {
                write!(f, "the file has version {found} of the format, expected version 1; use a newer `backprop`")
            }
            Self::OtherNetwork { mismatch, file, network } => {
                let file = file.as_ref().map_or("is not given".to_owned(), |file| format!("is `{}`", one_line(file)));
                write!(f, "{mismatch}; the declaration of the file {file}, that of the program `{}`", one_line(network))
            }
            Self::Number { tensor, found, expected } => write!(
                f,
                "`{tensor}` holds {found}, expected {expected}; load it into a network of its own number, and convert \
                 that with `map`"
            ),
            Self::NotFinite { tensor, row, column, value } => {
                write!(f, "`{tensor}` has {value} in row {row}, column {column}, expected a finite number")
            }
            Self::Metadata { key, found, expected } => write!(f, "`{key}` is {found}, expected {expected}"),
            Self::State { what } => {
                write!(f, "found a checkpoint {what}, expected the state of a training, as `Checkpoint::of` takes it")
            }
            Self::Reserved { name } => {
                write!(f, "the name `{name}` is one that the format needs for itself; choose another one")
            }
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { tensor, found, expected } => {
                write!(f, "`{tensor}` is {} in the file, declared {}", shape(found), shape(expected))
            }
            Self::Missing { tensor } => write!(f, "`{tensor}` is missing in the file"),
            Self::Unexpected { tensor } if tensor.contains('.') => write!(
                f,
                "the file has `{tensor}`, which is no part of a network alone; a checkpoint is read by `Checkpoint::load`"
            ),
            Self::Unexpected { tensor } => write!(f, "the file has `{tensor}`, which the network does not have"),
            Self::Layers { found, expected } => {
                write!(f, "the layers are {found} in the file, declared {expected}")
            }
        }
    }
}

impl Error for SafetensorsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::InFile { source, .. } => Some(&**source),
            Self::Read { source } | Self::Write { source } => Some(source),
            Self::Malformed { source } => Some(&**source),
            _ => None,
        }
    }
}

/// `25 × 401`
fn shape(shape: &[usize]) -> String {
    match shape {
        [] => "a single number".to_owned(),
        _ => shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" × "),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
