//! Saving and loading: a network in a `safetensors` file.
//!
//! Needs the feature `safetensors`.
//!
//! Python and other programs read this format: Θ⁽¹⁾, Θ⁽²⁾, … are the tensors `theta_1`, `theta_2`, … of shape
//! \[s₍ₗ₊₁₎, sₗ + 1\] with the bias in column 0, of the type `F64` or `F32`. Everything else that belongs to the network
//! is in the [`Metadata`] of the file.
//!
//! ```
//! use backprop::formats::safetensors;
//! # use backprop::{CrossEntropy, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! # let folder = std::env::temp_dir().join(format!("backprop-saving-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let path = folder.join("xor.safetensors");
//!
//! let xor = Xor::random(7);
//! safetensors::save(&xor, &path)?;
//! assert_eq!(safetensors::load::<Xor>(&path)?, xor);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The metadata are `backprop`, the version of the format (1); `declaration`, the text of the declaration; `layers`, the
//! layers as the code computes them, as in `2 -> 4 Tanh -> 1 Sigmoid`; `activations`, values of the function of each layer;
//! and optionally `seed`, `scaling`, `target_scaling`, `classes` and `preparation`. A file without `backprop` was written by another
//! program: its tensors must fit, and all its metadata are notes.
//!
//! A network is loaded into its own declaration only: the shapes and the activations must be the same. An activation is
//! known by its name and by its values at z = −8, −1.5, 0.5, 2 and 8, so another function with the same name is an error. The
//! name of the network, its cost and the way that sizes are written may have changed.
//!
//! A tensor of `F32`, `F16` or `BF16` becomes the weights of an `f64` network without rounding, one of `F16` or `BF16` those
//! of an `f32` network as well. `F64` is not rounded to `f32` unasked: load a network of `f64`, and convert it by
//! `map(|weight| weight as f32)`.
//!
//! | function | saves and loads |
//! |---|---|
//! | [`save`], [`load()`] | a network |
//! | [`Model::save`](crate::Model::save), [`Model::load`](crate::Model::load) | a network with its scaling, the names of its classes and the preparation of records, for use |
//! | [`Saved::save`], [`Saved::load`] | a network and all its metadata |
//! | [`Checkpoint::save`], [`Checkpoint::load`] | a network and the state of its training, to be resumed |
//! | [`export`], [`load()`] | a network as the dense layers of PyTorch or Keras |
//!
//! # Networks of PyTorch and Keras
//!
//! [`load()`] also reads dense layers under the names of these programs, weights and biases apart: `0.weight`, s₍ₗ₊₁₎ × sₗ, and
//! `0.bias` of PyTorch, `dense/kernel`, sₗ × s₍ₗ₊₁₎, and `dense/bias` of Keras. What is in front of the last word may be
//! anything. The layers are in the order of the numbers in their names, with gaps (`model.0`, `model.2`, …, `model.10`); names
//! that differ in other ways (`hidden`, `output`) are told apart by their sizes, and if two sizes are equal, that is an error.
//! The activations are those of the declaration; the file does not name them. A file of these libraries' own formats is
//! converted in Python:
//!
//! ```python
//! from safetensors.torch import save_file             # PyTorch
//! save_file(model.state_dict(), "model.safetensors")  # for a file of a state dict: torch.load("model.pt")
//!
//! from safetensors.numpy import save_file             # Keras; model = keras.models.load_model("model.keras")
//! save_file({weight.path: weight.numpy() for weight in model.weights}, "model.safetensors")
//! ```
//!
//! **Invariant**: a network that is saved and loaded is the same to the last bit. Reading any bytes ends with a network or
//! with an error, and takes no more memory than the file and the network.

mod checkpoint;
mod contents;
mod dense;
#[doc(hidden)]
pub mod description;
mod error;
mod metadata;
mod model;
mod number;
mod parameters;
mod preparation;
mod rejected;
mod responses;
mod state;

use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::write_atomic;
use contents::Contents;
use description::Description;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use crate::data::scaling::SavedScaling;
#[doc(alias("ModelCheckpoint", "resume"))]
pub use checkpoint::Checkpoint;
pub use dense::Naming;
pub use error::{Mismatch, SafetensorsError};
pub use metadata::Metadata;

/// Saves a network to a file, whole or not at all: if the machine stops at any time, the file is the old one or the new one.
///
/// # Errors
///
/// Returns an error if a weight is not finite or the file cannot be written.
#[doc(alias("state_dict", "save_model", "pickle"))]
pub fn save<N: Network<Scalar: FloatBytes>>(network: &N, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
    write(path.as_ref(), to_bytes(network))
}

/// Loads a network from a file, the weights alone. If they were trained on scaled inputs, [`Model::load`](crate::Model::load)
/// loads the scaling, too.
///
/// # Errors
///
/// Returns an error if the file cannot be read, is damaged or has another format, if it does not hold a network of this
/// declaration, if its numbers would have to be rounded, or if a weight is not finite.
#[doc(alias("load_state_dict", "load_model"))]
pub fn load<N: Network<Scalar: FloatBytes>>(path: impl AsRef<Path>) -> Result<N, SafetensorsError> {
    read(path.as_ref(), from_bytes)
}

/// Returns the bytes that [`save`] writes. The same network always has the same bytes.
///
/// ```
/// use backprop::formats::safetensors::{from_bytes, to_bytes};
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let xor = Xor::random(7);
/// assert_eq!(from_bytes::<Xor>(&to_bytes(&xor)?)?, xor);
/// # Ok::<(), backprop::formats::safetensors::SafetensorsError>(())
/// ```
///
/// # Errors
///
/// Returns an error if a weight is not finite.
pub fn to_bytes<N: Network<Scalar: FloatBytes>>(network: &N) -> Result<Vec<u8>, SafetensorsError> {
    described_to_bytes(network, &Description::new(network))
}

/// Returns the bytes that [`to_bytes`] writes, for a network whose type does not tell its layers.
#[doc(hidden)]
pub fn described_to_bytes<N: Network<Scalar: FloatBytes>>(
    network: &N,
    description: &Description,
) -> Result<Vec<u8>, SafetensorsError> {
    let mut contents = Contents::default();
    parameters::put_network(network, description, &mut contents)?;
    Ok(contents.encode())
}

/// Loads a network from the bytes of a file.
///
/// # Errors
///
/// Returns the errors of [`load()`], apart from those of the file.
pub fn from_bytes<N: Network<Scalar: FloatBytes>>(bytes: &[u8]) -> Result<N, SafetensorsError> {
    Ok(Saved::from_bytes(bytes)?.network)
}

/// Saves a network as dense layers with the names of another program, each with a matrix of weights and a vector of biases.
///
/// ```
/// use backprop::formats::safetensors::{Naming, export, load};
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// # let folder = std::env::temp_dir().join(format!("backprop-dense-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("xor.safetensors");
///
/// let xor = Xor::random(7);
/// export(&xor, Naming::PyTorch, &path)?;
/// assert_eq!(load::<Xor>(&path)?, xor);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In Python, a model of the same layers takes the weights:
///
/// ```python
/// model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid()).double()
/// model.load_state_dict(safetensors.torch.load_file("xor.safetensors"))
/// ```
///
/// # Errors
///
/// Returns the errors of [`save`].
#[doc(alias("state_dict", "save_weights"))]
pub fn export<N: Network<Scalar: FloatBytes>>(
    network: &N,
    naming: Naming,
    path: impl AsRef<Path>,
) -> Result<(), SafetensorsError> {
    write(path.as_ref(), export_to_bytes(network, naming))
}

/// Returns the bytes that [`export`] writes.
///
/// # Errors
///
/// Returns an error if a weight is not finite.
pub fn export_to_bytes<N: Network<Scalar: FloatBytes>>(
    network: &N,
    naming: Naming,
) -> Result<Vec<u8>, SafetensorsError> {
    let mut contents = Contents::default();
    parameters::put_dense_network(network, naming, &mut contents)?;
    Ok(contents.encode())
}

/// A network with its metadata.
///
/// ```
/// use backprop::data::scaling::Scaling;
/// use backprop::formats::safetensors::Saved;
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let xor = Xor::random(7);
/// let mut saved = Saved::new(xor.clone());
/// saved.metadata.seed = Some(7);
/// saved.metadata.scaling = Some(Scaling::from_parts([0.5, 0.5], [2.0, 2.0])?.into());
/// saved.metadata.classes = vec!["equal".to_owned(), "different".to_owned()];
/// saved.metadata.notes.insert("trained on".to_owned(), "all four rows".to_owned());
///
/// let loaded = Saved::<Xor>::from_bytes(&saved.to_bytes()?)?;
/// assert_eq!(loaded, saved);
/// let scaling: Scaling<f64, 2> = loaded.metadata.scaling.as_ref().expect("it was saved").try_into()?;
/// assert_eq!(loaded.network.predict(&scaling.scale(&[0.1, 2.0])), xor.predict(&[-0.2, 0.75]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[doc(alias("save_model", "Pipeline"))]
pub struct Saved<N> {
    /// The network.
    pub network: N,
    /// Everything else that belongs to it.
    pub metadata: Metadata,
}

impl<N: Network<Scalar: FloatBytes>> Saved<N> {
    /// Wraps a network with empty metadata.
    pub fn new(network: N) -> Self {
        Self { network, metadata: Metadata::default() }
    }

    /// Saves the network and its metadata to a file, as [`save`] does.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`save`], and an error if the metadata cannot be written: if a note has a key of the format, if
    /// a scaling does not have a finite offset and a finite factor other than 0 for each input or output, if there are
    /// names, but not one for each class, or if the preparation does not give a number for each input.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
        write(path.as_ref(), self.to_bytes())
    }

    /// Loads a network and its metadata from a file.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`load`](load()), and an error if the metadata cannot be read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, SafetensorsError> {
        read(path.as_ref(), Self::from_bytes)
    }

    /// Returns the bytes that [`save`](Self::save) writes.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`save`](Self::save), apart from those of the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SafetensorsError> {
        let mut contents = Contents::default();
        parameters::put_network(&self.network, &Description::new(&self.network), &mut contents)?;
        self.metadata.put::<N>(&mut contents)?;
        Ok(contents.encode())
    }

    /// Loads a network and its metadata from the bytes of a file.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`load`](Self::load), apart from those of the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SafetensorsError> {
        let mut contents = Contents::decode(bytes)?;
        let network = parameters::take_network(&mut contents)?;
        contents.expect_network_alone::<N>()?;
        let metadata = Metadata::take::<N>(&mut contents)?;
        Ok(Self { network, metadata })
    }
}

fn write(path: &Path, bytes: Result<Vec<u8>, SafetensorsError>) -> Result<(), SafetensorsError> {
    let write = |bytes: Vec<u8>| write_atomic::write(path, &bytes).map_err(|source| SafetensorsError::Write { source });
    bytes.and_then(write).map_err(|error| SafetensorsError::Save { path: path.to_owned(), source: Box::new(error) })
}

fn read<R>(path: &Path, parse: impl FnOnce(&[u8]) -> Result<R, SafetensorsError>) -> Result<R, SafetensorsError> {
    let bytes = bytes_of(path).map_err(|source| SafetensorsError::Read { source });
    let parsed = bytes.and_then(|bytes| parse(&bytes));
    parsed.map_err(|error| SafetensorsError::Load { path: path.to_owned(), source: Box::new(error) })
}

/// Reads a file, at most as many bytes as its length: a device without an end is not read.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
