//! From a network to what other programs run.
//!
//! ONNX describes a network as a graph of operators. For each layer, a `Gemm` computes z = Θ a with the bias apart, and
//! the activation's operator computes a. `onnxruntime` and others run the graph on a batch, an example a row: the input
//! is called `x`, m × s₁, the output `h`, m × K; m is free.
//!
//! ```
//! # use backprop::{CrossEntropy, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! # let folder = std::env::temp_dir().join(format!("backprop-onnx-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let path = folder.join("xor.onnx");
//! backprop::formats::onnx::export(&Xor::random(7), &path)?;
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: the graph computes what the network's code does, up to the rounding of its number; what ONNX has no
//! operator for is an error.

mod error;
mod field;
mod graph;
mod protobuf;

use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::write_atomic;
use std::path::Path;

pub use error::OnnxError;

/// Writes a network as an ONNX model, whole or not at all.
///
/// # Errors
///
/// An activation is none of this crate's; a weight is not finite; the file cannot be written.
pub fn export<N: Network<Scalar: FloatBytes>>(network: &N, path: impl AsRef<Path>) -> Result<(), OnnxError> {
    let path = path.as_ref();
    write_atomic::write(path, &to_bytes(network)?).map_err(|source| OnnxError::Write { path: path.to_owned(), source })
}

/// The bytes that [`export`] writes.
///
/// # Errors
///
/// An activation is none of this crate's; a weight is not finite.
pub fn to_bytes<N: Network<Scalar: FloatBytes>>(network: &N) -> Result<Vec<u8>, OnnxError> {
    Ok(graph::model(network)?.into_bytes())
}
