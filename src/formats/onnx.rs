//! Export to ONNX: a network as a model that other programs run.
//!
//! Needs the feature `onnx`.
//!
//! ONNX describes a network as a graph of operators. For each layer, a `Gemm` computes z = Θ a with the bias as a separate
//! vector, and the operator of the activation computes a. `onnxruntime` and others run the graph on a batch with a row for
//! each example: the input is `x`, m × s₁, the output `h`, m × K, for any m.
//!
//! ```
//! # use backprop::{CrossEntropy, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! # let folder = std::env::temp_dir().join(format!("backprop-onnx-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let path = folder.join("xor.onnx");
//! use backprop::formats::onnx;
//!
//! let xor = Xor::random(7);
//! onnx::export(&xor, &path)?;
//! assert_eq!(onnx::to_bytes(&xor)?, std::fs::read(&path)?);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Export`] is exported with more: the scaling of the inputs in front of the first layer, that of the targets inverted
//! behind the last one, and the names of the classes. The program that runs it then needs no scaling of its own:
//!
//! ```
//! # use backprop::{Identity, SquaredError, Tanh};
//! use backprop::{data::scaling::Scaling, formats::onnx::Export};
//! # backprop::network! { struct Prices { layers: 2 -> 4 Tanh -> 1 Identity, cost: SquaredError } }
//!
//! // The scalings that the network was trained with.
//! let areas_and_rooms = Scaling::standardize(&[[50.0, 2.0], [90.0, 4.0]])?;
//! let prices = Scaling::standardize(&[[100e3], [300e3]])?;
//! let network = Prices::random(7);
//! let bytes = Export::new(&network).scaling(areas_and_rooms).target_scaling(prices).to_bytes()?;
//! # assert!(bytes.len() > Export::new(&network).to_bytes()?.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: the graph computes the same outputs as the network's code, up to rounding. An activation without an ONNX
//! operator is an error.

mod error;
mod field;
mod graph;
mod protobuf;

use crate::formats::SavedScaling;
use crate::formats::bytes::FloatBytes;
use crate::model::Model;
use crate::network::Network;
use crate::write_atomic;
use std::path::Path;

pub use error::OnnxError;

/// Writes a network to a file as an ONNX model, whole or not at all.
///
/// # Errors
///
/// Returns an error if an activation is not one of this crate, if a weight is not finite, or if the file cannot be written.
#[doc(alias = "onnxruntime")]
pub fn export<N: Network<Scalar: FloatBytes>>(network: &N, path: impl AsRef<Path>) -> Result<(), OnnxError> {
    Export::new(network).export(path)
}

/// Returns the bytes that [`export`] writes.
///
/// # Errors
///
/// Returns an error if an activation is not one of this crate, or if a weight is not finite.
pub fn to_bytes<N: Network<Scalar: FloatBytes>>(network: &N) -> Result<Vec<u8>, OnnxError> {
    Export::new(network).to_bytes()
}

/// A network as an ONNX model, with what is exported beside its layers.
///
/// ```
/// # use backprop::{CrossEntropy, Softmax, Tanh};
/// use backprop::formats::onnx::Export;
/// # backprop::network! { struct Iris { layers: 4 -> 4 Tanh -> 3 Softmax, cost: CrossEntropy } }
///
/// let iris = Iris::random(7);
/// let model = Export::new(&iris).classes(["setosa", "versicolor", "virginica"]);
/// let bytes = model.to_bytes()?;
/// # assert!(bytes.windows(7).any(|window| window == b"classes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[doc(alias = "onnxruntime")]
pub struct Export<'a, N> {
    network: &'a N,
    scaling: Option<SavedScaling>,
    target_scaling: Option<SavedScaling>,
    classes: Vec<String>,
}

impl<'a, N: Network<Scalar: FloatBytes>> Export<'a, N> {
    /// Wraps a network, without anything beside its layers.
    pub fn new(network: &'a N) -> Self {
        Self { network, scaling: None, target_scaling: None, classes: Vec::new() }
    }

    /// Sets the scaling of the inputs, s₁ columns: the model takes rows of data that are not scaled, and its first operators
    /// compute a⁽¹⁾ = (x − offset) / factor. It is a [`Scaling`](crate::data::scaling::Scaling), or the one that was saved
    /// with the network.
    #[must_use]
    pub fn scaling(mut self, scaling: impl Into<SavedScaling>) -> Self {
        self.scaling = Some(scaling.into());
        self
    }

    /// Sets the scaling of the targets, K columns, for regression: the last operators of the model compute its output
    /// h = offset + factor · a⁽ᴸ⁾, in the unit of the targets.
    #[must_use]
    pub fn target_scaling(mut self, scaling: impl Into<SavedScaling>) -> Self {
        self.target_scaling = Some(scaling.into());
        self
    }

    /// Sets the names of the classes, in the order of the outputs: K names, or two if K = 1. The model has them in its
    /// metadata as `classes`, a list in JSON.
    ///
    /// In Python: `json.loads(session.get_modelmeta().custom_metadata_map["classes"])`.
    #[must_use]
    pub fn classes<S: Into<String>>(mut self, classes: impl IntoIterator<Item = S>) -> Self {
        self.classes = classes.into_iter().map(Into::into).collect();
        self
    }

    /// Writes the model to a file, whole or not at all.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`export`]; an error if a scaling does not have a finite offset and a finite factor other than 0
    /// for each column, also in the numbers of the network, or if the targets have a scaling and the network ends in
    /// [`Softmax`](crate::Softmax); and an error if there are names, but not one for each class.
    pub fn export(&self, path: impl AsRef<Path>) -> Result<(), OnnxError> {
        let path = path.as_ref();
        write_atomic::write(path, &self.to_bytes()?)
            .map_err(|source| OnnxError::Write { path: path.to_owned(), source })
    }

    /// Returns the bytes that [`export`](Self::export) writes.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`export`](Self::export), apart from those of the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, OnnxError> {
        Ok(graph::model(self)?.into_bytes())
    }
}

impl<N: Network<Scalar: FloatBytes>> Model<N> {
    /// Writes the model as an ONNX graph that takes rows as they were measured: it scales inputs and outputs itself, and has
    /// the names of the classes in its metadata. A preparation of records is no part of it: the rows are numbers. Needs the
    /// feature `onnx`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Export::export`].
    pub fn export_onnx(&self, path: impl AsRef<Path>) -> Result<(), OnnxError> {
        let scaling = self.scaling().cloned();
        let target_scaling = self.target_scaling().cloned();
        Export { network: self.network(), scaling, target_scaling, classes: self.classes().to_vec() }.export(path)
    }
}
