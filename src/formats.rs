//! Formats that networks are saved in and exported to.
//!
//! | module | for |
//! |---|---|
//! | `safetensors` | saving and loading a network, or a training run that is to be resumed (feature `safetensors`) |
//! | `onnx` | other runtimes that execute the network (feature `onnx`) |
//! | `serde` | any format that `serde` writes (feature `serde`) |
//! | [`bytes`] | the bytes of one number |

pub mod bytes;
#[cfg(feature = "onnx")]
pub mod onnx;
#[cfg(feature = "safetensors")]
pub mod safetensors;
#[cfg(feature = "serde")]
pub mod serde;
