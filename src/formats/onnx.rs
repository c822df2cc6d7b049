//! Export to ONNX: a network as a model that other programs run.
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
//! **Invariant**: the graph computes the same outputs as the network's code, up to rounding. An activation without an ONNX
//! operator is an error.

mod error;
mod field;
mod graph;
mod protobuf;

use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::write_atomic;
use std::path::Path;

pub use error::OnnxError;

/// Writes a network to a file as an ONNX model, whole or not at all.
///
/// # Errors
///
/// Returns an error if an activation is not one of this crate, if a weight is not finite, or if the file cannot be written.
pub fn export<N: Network<Scalar: FloatBytes>>(network: &N, path: impl AsRef<Path>) -> Result<(), OnnxError> {
    let path = path.as_ref();
    write_atomic::write(path, &to_bytes(network)?).map_err(|source| OnnxError::Write { path: path.to_owned(), source })
}

/// Returns the bytes that [`export`] writes.
///
/// # Errors
///
/// Returns an error if an activation is not one of this crate, or if a weight is not finite.
pub fn to_bytes<N: Network<Scalar: FloatBytes>>(network: &N) -> Result<Vec<u8>, OnnxError> {
    Ok(graph::model(network)?.into_bytes())
}
