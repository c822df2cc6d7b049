//! Why a network cannot be written for other programs.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why a network cannot be written for other programs.
#[derive(Debug)]
#[non_exhaustive]
pub enum OnnxError {
    /// ONNX has no operator for an activation.
    UnknownActivation {
        /// The layer, from 2.
        layer: usize,
        /// The type of the activation, with its path.
        activation: &'static str,
    },
    /// A weight is infinite or not a number.
    NotFinite {
        /// l of Θ⁽ˡ⁾, from 1.
        layer: usize,
        /// Its row, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// The file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl fmt::Display for OnnxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownActivation { layer, activation } => write!(
                f,
                "layer {layer} has the activation `{activation}`, expected one of `backprop`: `Sigmoid`, `Tanh`, `Relu`, \
                 `LeakyRelu`, `Softplus`, `Identity` or `Softmax`"
            ),
            Self::NotFinite { layer, row, column, value } => {
                write!(f, "`theta_{layer}` has {value} in row {row}, column {column}, expected a finite number")
            }
            Self::Write { path, source } => write!(f, "{} cannot be written: {source}", path.display()),
        }
    }
}

impl Error for OnnxError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}
