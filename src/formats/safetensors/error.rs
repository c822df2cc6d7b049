//! The errors of saving and loading.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// The reason why a network cannot be saved or loaded.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum SafetensorsError {
    /// A file cannot be loaded.
    #[error("cannot load {}", path.display())]
    Load {
        /// The path, as it was given.
        path: PathBuf,
        /// The reason.
        source: Box<SafetensorsError>,
    },
    /// A file cannot be saved.
    #[error("cannot save {}", path.display())]
    Save {
        /// The path, as it was given.
        path: PathBuf,
        /// The reason.
        source: Box<SafetensorsError>,
    },
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read {
        /// The error of the system.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("the file cannot be written")]
    Write {
        /// The error of the system.
        source: io::Error,
    },
    /// The bytes are not a `safetensors` file, or only a part of one.
    #[error("not a whole safetensors file, expected one that `safetensors::save` or Python wrote")]
    Malformed {
        /// The error of the reader.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The file has another format.
    #[error("the file is {format}, not a safetensors file; {advice}")]
    OtherFormat {
        /// The format, as in "an ONNX model".
        format: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// The file has another length than its header says.
    #[error("the file is {}; copy or download it again", length(*found, *expected))]
    Length {
        /// The number of bytes in the file.
        found: u64,
        /// The number of bytes that it has at least if it is whole.
        expected: u64,
    },
    /// The file has a newer version of the format than this crate knows.
    #[error("the file has version {found} of the format, expected version 1; use a newer `backprop`")]
    Version {
        /// The version that the file names.
        found: String,
    },
    /// The file holds another network.
    #[error("{mismatch}; {}, the program declares `{}`", declared_by_file(file.as_deref()), one_line(network))]
    OtherNetwork {
        /// The first difference.
        mismatch: Mismatch,
        /// The declaration that the file names.
        file: Option<String>,
        /// The declaration of the network to be loaded.
        network: &'static str,
    },
    /// A tensor holds numbers of another type.
    #[error("`{tensor}` holds numbers of the type {found}, expected {expected}")]
    Number {
        /// The name of the tensor.
        tensor: String,
        /// The type in the file.
        found: String,
        /// The types that can be read.
        expected: String,
    },
    /// A tensor holds `F64`, whose numbers would have to be rounded to those of a network of `f32`.
    #[error(
        "`{tensor}` holds F64, and the network computes with f32; to round the numbers, load a `{wider}` and convert it \
         by `map(|weight| weight as f32)`"
    )]
    Narrower {
        /// The name of the tensor.
        tensor: String,
        /// The type of the same network with numbers of `f64`.
        wider: String,
    },
    /// A weight is infinite or not a number.
    #[error("`{tensor}` has {value} in row {row}, column {column}, expected a finite number")]
    NotFinite {
        /// The name of the tensor.
        tensor: String,
        /// The row of the weight, from 0.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The value, as it prints.
        value: String,
    },
    /// An entry of the metadata cannot be used.
    #[error("the entry `{key}` of the metadata {found}, expected {expected}")]
    Metadata {
        /// The key of the entry.
        key: &'static str,
        /// The fault, as in "has 1 factor".
        found: String,
        /// A description of entries that can be used.
        expected: String,
    },
    /// A checkpoint does not hold the state of a training, or only a part of it.
    #[error(
        "the checkpoint does not hold the state of a training: {what}; `Checkpoint::from_training` makes one that does"
    )]
    State {
        /// The fault, as in "it has no list `costs`".
        what: String,
    },
    /// A name that is reserved for the format.
    #[error("the name `{name}` is reserved for the format; choose another one")]
    Reserved {
        /// The name.
        name: String,
    },
}

/// The first difference between the network of a file and the one to be loaded.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// A tensor has another shape.
    #[error("`{tensor}` is {} in the file and {} in the declaration", shape(found), shape(expected))]
    Shape {
        /// The name of the tensor.
        tensor: String,
        /// Its shape in the file.
        found: Vec<usize>,
        /// Its shape in the network.
        expected: Vec<usize>,
    },
    /// A tensor is missing.
    #[error("the file has no `{tensor}`")]
    Missing {
        /// The name of the tensor.
        tensor: String,
    },
    /// A tensor that the network does not have.
    #[error("the file has `{tensor}`, which the network does not have")]
    Unexpected {
        /// The name of the tensor.
        tensor: String,
    },
    /// The file is a checkpoint, and was to be loaded as a network alone.
    #[error("the file has `{tensor}`, so it is a checkpoint; load it by `Checkpoint::load`")]
    Checkpoint {
        /// The name of a tensor that belongs to the state of a training.
        tensor: String,
    },
    /// The tensors of dense layers that another program wrote are not those of the network.
    #[error("{fault}; the file has {found}; expected {expected}")]
    Dense {
        /// The fault, as in "`2.bias` is missing".
        fault: String,
        /// The tensors of the file.
        found: String,
        /// The tensors of the network, by the same rule for names.
        expected: String,
    },
    /// An activation has the same name, but other values.
    #[error(
        "the activation `{activation}` of layer {layer} at z = {z} is {} in the file and {} in the program, so it is \
         another function with the same name",
        value(*found),
        value(*expected)
    )]
    Activation {
        /// The layer, from 2.
        layer: usize,
        /// The name of its activation.
        activation: &'static str,
        /// The weighted input z.
        z: f64,
        /// The value g(z) in the file, NaN if it is not finite.
        found: f64,
        /// The value g(z) of the network's own activation, NaN if it is not finite.
        expected: f64,
    },
    /// The shapes are the same, but the activations differ.
    #[error("the layers are {found} in the file and {expected} in the declaration")]
    Layers {
        /// The layers in the file.
        found: String,
        /// The layers of the network.
        expected: String,
    },
}

crate::error::debug_as_chain!(SafetensorsError, Mismatch);

/// `25 × 401`
pub(super) fn shape(shape: &[usize]) -> String {
    match shape {
        [] => "a single number".to_owned(),
        _ => shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" × "),
    }
}

fn value(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { "not finite".to_owned() }
}

fn length(found: u64, expected: u64) -> String {
    match found.checked_sub(expected) {
        Some(more) => format!("damaged: it has {more} bytes more than its header says"),
        None => format!("incomplete: it has {found} bytes, expected at least {expected}"),
    }
}

fn declared_by_file(declaration: Option<&str>) -> String {
    match declaration {
        Some(declaration) => format!("the file declares `{}`", one_line(declaration)),
        None => "the file has no declaration".to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
