//! From a network to a file, and back.
//!
//! The file is in the format `safetensors`, which Python and others read as it is: Θ⁽¹⁾, Θ⁽²⁾, … are the tensors
//! `theta_1`, `theta_2`, … of shape \[s₍ₗ₊₁₎, sₗ + 1\] with the bias in column 0, of the type `F64` or `F32`. What else
//! belongs to the network, [`About`], stands in the file's metadata.
//!
//! ```
//! use backprop::formats::safetensors;
//! # use backprop::{CrossEntropy, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! # let folder = std::env::temp_dir().join(format!("backprop-keeping-{}", std::process::id()));
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
//! The metadata are `backprop`, the version of the format (1); `declaration`, the text that the network was written
//! from; `layers`, what its code does, as in `2 -> 4 Tanh -> 1 Sigmoid`; and where they are known, `seed` and `scaling`.
//! A file without `backprop` comes from elsewhere: its tensors must fit, its metadata are all taken as notes.
//!
//! A network is read into its own declaration only: the shapes, the activations and the number must be the same. Names,
//! the cost and how sizes are written may have changed.
//!
//! **Invariant**: what is loaded is what was saved, to the last bit. Whatever the bytes are, reading them ends in a network
//! or in an error, and takes no more memory than the file and the network do.

mod checkpoint;
mod contents;
mod error;
mod metadata;
mod parameters;
mod state;

use crate::formats::bytes::Float;
use crate::network::Network;
use crate::write_atomic;
use contents::Contents;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use checkpoint::Checkpoint;
pub use error::{Mismatch, SafetensorsError};
pub use metadata::{Metadata, SavedScaling};

/// Writes a network to a file, whole or not at all: whenever the machine stops, the file is the old one or the new one.
///
/// # Errors
///
/// A weight is not finite; the file cannot be written.
pub fn save<N: Network<Scalar: Float>>(network: &N, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
    write(path.as_ref(), to_bytes(network))
}

/// Reads a network from a file.
///
/// # Errors
///
/// The file cannot be read; it is damaged; it does not hold a network of this declaration and number; a weight is not
/// finite.
pub fn load<N: Network<Scalar: Float>>(path: impl AsRef<Path>) -> Result<N, SafetensorsError> {
    read(path.as_ref(), from_bytes)
}

/// The bytes that [`save`] writes. The same network always has the same bytes.
///
/// # Errors
///
/// A weight is not finite.
pub fn to_bytes<N: Network<Scalar: Float>>(network: &N) -> Result<Vec<u8>, SafetensorsError> {
    kept_bytes(network, &Metadata::default())
}

/// Reads a network from the bytes of a file.
///
/// # Errors
///
/// Those of [`load`], but for what concerns the file.
pub fn from_bytes<N: Network<Scalar: Float>>(bytes: &[u8]) -> Result<N, SafetensorsError> {
    Ok(Saved::from_bytes(bytes)?.network)
}

/// A network, and what belongs to it.
///
/// ```
/// use backprop::data::scaling::Scaling;
/// use backprop::formats::safetensors::Saved;
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let xor = Xor::random(7);
/// let mut kept = Saved::new(xor.clone());
/// kept.metadata.seed = Some(7);
/// kept.metadata.scaling = Some(Scaling::from_parts([0.5, 0.5], [2.0, 2.0])?.into());
/// kept.metadata.notes.insert("trained on".to_owned(), "all four rows".to_owned());
///
/// let loaded = Saved::<Xor>::from_bytes(&kept.to_bytes()?)?;
/// assert_eq!(loaded, kept);
/// let scaling: Scaling<f64, 2> = loaded.metadata.scaling.as_ref().expect("it was kept").try_into()?;
/// assert_eq!(loaded.network.predict(&scaling.scale(&[0.1, 2.0])), xor.predict(&[-0.2, 0.75]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Saved<N> {
    /// The network.
    pub network: N,
    /// What belongs to it.
    pub metadata: Metadata,
}

impl<N: Network<Scalar: Float>> Saved<N> {
    /// A network about which nothing is said yet.
    pub fn new(network: N) -> Self {
        Self { network, metadata: Metadata::default() }
    }

    /// Writes it to a file, as [`save`] does.
    ///
    /// # Errors
    ///
    /// Those of [`save`]; and what it is [metadata](Metadata) cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
        write(path.as_ref(), self.to_bytes())
    }

    /// Reads it from a file.
    ///
    /// # Errors
    ///
    /// Those of [`load`](load()); and what it is [metadata](Metadata) cannot be read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, SafetensorsError> {
        read(path.as_ref(), Self::from_bytes)
    }

    /// The bytes that [`save`](Self::save) writes.
    ///
    /// # Errors
    ///
    /// Those of [`save`](Self::save), but for what concerns the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SafetensorsError> {
        kept_bytes(&self.network, &self.metadata)
    }

    /// Reads it from the bytes of a file.
    ///
    /// # Errors
    ///
    /// Those of [`load`](Self::load), but for what concerns the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SafetensorsError> {
        let mut contents = Contents::decode(bytes)?;
        let network = parameters::take_network(&mut contents)?;
        contents.expect_no_more::<N>()?;
        let metadata = Metadata::take(&mut contents, parameters::inputs(&network))?;
        Ok(Self { network, metadata })
    }
}

fn kept_bytes<N: Network<Scalar: Float>>(network: &N, metadata: &Metadata) -> Result<Vec<u8>, SafetensorsError> {
    let mut contents = Contents::default();
    parameters::put_network(network, &mut contents)?;
    metadata.put(&mut contents, parameters::inputs(network))?;
    Ok(contents.encode())
}

fn write(path: &Path, bytes: Result<Vec<u8>, SafetensorsError>) -> Result<(), SafetensorsError> {
    let write = |bytes: Vec<u8>| write_atomic::write(path, &bytes).map_err(|source| SafetensorsError::Write { source });
    bytes.and_then(write).map_err(|error| error.in_file(path))
}

fn read<R>(path: &Path, parse: impl FnOnce(&[u8]) -> Result<R, SafetensorsError>) -> Result<R, SafetensorsError> {
    let bytes = bytes_of(path).map_err(|source| SafetensorsError::Read { source });
    bytes.and_then(|bytes| parse(&bytes)).map_err(|error| error.in_file(path))
}

/// The bytes of a file, at most as many as its length says: what has no end is not read.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
