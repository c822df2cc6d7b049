//! Formats that networks are saved in and exported to.
//!
//! | module | for |
//! |---|---|
//! | `safetensors` | saving and loading a network, or a training run that is to be resumed (feature `safetensors`) |
//! | `onnx` | other runtimes that execute the network (feature `onnx`) |
//! | [`bytes`] | the bytes of one number |
//!
//! # Networks in the formats of `serde`
//!
//! With the feature `serde`, [`Theta`](crate::Theta) and [`Samples`](crate::Samples) implement `Serialize` and
//! `Deserialize`, and a network derives them like any other struct:
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use backprop::{CrossEntropy, Sigmoid, Tanh, network};
//! use serde::{Deserialize, Serialize};
//!
//! network! {
//!     #[derive(Serialize, Deserialize)]
//!     struct Xor {
//!         layers: 2 -> 4 Tanh -> 1 Sigmoid,
//!         cost: CrossEntropy,
//!     }
//! }
//!
//! let xor: Xor = Xor::random(7);
//! let json = serde_json::to_string(&xor)?;
//! assert!(json.starts_with(r#"{"theta_1":[[0.0,"#));
//! assert_eq!(serde_json::from_str::<Xor>(&json)?, xor);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A network is a struct with the fields `theta_1`, `theta_2`, …, and a matrix is a list of rows; one row or entry too few or
//! too many is an error. As with every derived `Deserialize`, a missing or repeated field is an error, and an unknown field
//! is ignored: so a network with more layers than the type would be read without its last ones. `#[serde(deny_unknown_fields)]`
//! below the derive makes it an error. The activations are not written: numbers of the same shapes fit any network, and
//! `safetensors` is the format that tells networks apart.
//!
//! `serde_json` reads every number exactly as it was written only with its feature `float_roundtrip`, and JSON has no
//! numbers that are not finite.

#![cfg(feature = "std")]

pub mod bytes;
#[cfg(feature = "onnx")]
pub mod onnx;
#[cfg(feature = "safetensors")]
pub mod safetensors;
#[cfg(feature = "serde")]
mod serde;

#[cfg(any(feature = "onnx", feature = "safetensors"))]
pub use crate::data::scaling::SavedScaling;
