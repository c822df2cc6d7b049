//! The error of an export.

use crate::metrics::WrongNames;
use std::io;
use std::path::PathBuf;

/// The reason why a network cannot be exported.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum OnnxError {
    /// ONNX has no operator for an activation.
    #[error(
        "layer {layer} has the activation `{activation}`, expected one of `backprop`: `Sigmoid`, `Tanh`, `Relu`, \
         `LeakyRelu`, `Softplus`, `Identity` or `Softmax`"
    )]
    UnknownActivation {
        /// The layer, from 2.
        layer: usize,
        /// The type of the activation, with its path.
        activation: &'static str,
    },
    /// A weight is infinite or not a number.
    #[error("`theta_{layer}` has {value} in row {row}, column {column}, expected a finite number")]
    NotFinite {
        /// l of Θ⁽ˡ⁾, from 1.
        layer: usize,
        /// The row of the weight, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// A scaling does not fit the network.
    #[error("the {of} has {found}, expected {columns} finite offsets and as many finite factors other than 0")]
    Scaling {
        /// The scaling, as in "scaling of the inputs".
        of: &'static str,
        /// The fault, as in "1 factor".
        found: String,
        /// The number of columns that it must have.
        columns: usize,
    },
    /// There is a scaling of the targets, but they are classes.
    #[error(
        "a scaling of the targets belongs to a regression, and the outputs of `Softmax` are probabilities of classes; \
         leave the scaling out"
    )]
    ScaledProbabilities,
    /// There are more or fewer names than classes.
    #[error(transparent)]
    Classes(#[from] WrongNames),
    /// The file cannot be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

crate::error::debug_as_chain!(OnnxError);
