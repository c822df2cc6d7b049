//! Saving and loading: a network in a `safetensors` file.
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
//! layers as the code computes them, as in `2 -> 4 Tanh -> 1 Sigmoid`; and optionally `seed` and `scaling`. A file without
//! `backprop` was written by another program: its tensors must fit, and all its metadata are notes.
//!
//! A network is loaded into its own declaration only: the shapes, the activations and the type of number must be the same.
//! Its name, its cost and the way that sizes are written may have changed.
//!
//! | function | saves and loads |
//! |---|---|
//! | [`save`], [`load()`] | a network |
//! | [`Saved::save`], [`Saved::load`] | a network and its metadata |
//! | [`Checkpoint::save`], [`Checkpoint::load`] | a network and the state of its training, to be resumed |
//!
//! **Invariant**: a network that is saved and loaded is the same to the last bit. Reading any bytes ends with a network or
//! with an error, and takes no more memory than the file and the network.

mod checkpoint;
mod contents;
mod error;
mod metadata;
mod parameters;
mod state;

use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::write_atomic;
use contents::Contents;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use checkpoint::Checkpoint;
pub use error::{Mismatch, SafetensorsError};
pub use metadata::{Metadata, SavedScaling};

/// Saves a network to a file, whole or not at all: if the machine stops at any time, the file is the old one or the new one.
///
/// # Errors
///
/// Returns an error if a weight is not finite or the file cannot be written.
pub fn save<N: Network<Scalar: FloatBytes>>(network: &N, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
    write(path.as_ref(), to_bytes(network))
}

/// Loads a network from a file.
///
/// # Errors
///
/// Returns an error if the file cannot be read or is damaged, if it does not hold a network of this declaration and number,
/// or if a weight is not finite.
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
    saved_bytes(network, &Metadata::default())
}

/// Loads a network from the bytes of a file.
///
/// # Errors
///
/// Returns the errors of [`load()`], apart from those of the file.
pub fn from_bytes<N: Network<Scalar: FloatBytes>>(bytes: &[u8]) -> Result<N, SafetensorsError> {
    Ok(Saved::from_bytes(bytes)?.network)
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
    /// Returns the errors of [`save`], and an error if the metadata cannot be written: if a note has a key of the format, or
    /// if the scaling does not have a finite offset and a finite factor other than 0 for each input.
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
        saved_bytes(&self.network, &self.metadata)
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
        let metadata = Metadata::take(&mut contents, parameters::inputs(&network))?;
        Ok(Self { network, metadata })
    }
}

fn saved_bytes<N: Network<Scalar: FloatBytes>>(network: &N, metadata: &Metadata) -> Result<Vec<u8>, SafetensorsError> {
    let mut contents = Contents::default();
    parameters::put_network(network, &mut contents)?;
    metadata.put(&mut contents, parameters::inputs(network))?;
    Ok(contents.encode())
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
