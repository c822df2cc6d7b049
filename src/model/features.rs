//! The methods of a model whose features are off. Each tells which one it needs.

use super::Model;
use crate::network::Network;

#[doc(hidden)]
#[cfg(not(feature = "safetensors"))]
impl<N: Network> Model<N> {
    pub fn save(&self, _path: impl AsRef<std::path::Path>) -> Result<(), std::io::Error>
    where
        Self: HasFeatureSafetensors,
    {
        unreachable!("no model has the feature")
    }

    pub fn load(_path: impl AsRef<std::path::Path>) -> Result<Self, std::io::Error>
    where
        Self: HasFeatureSafetensors,
    {
        unreachable!("no model has the feature")
    }
}

/// A method whose feature is off: it tells which one it needs.
#[doc(hidden)]
#[cfg(not(feature = "onnx"))]
impl<N: Network> Model<N> {
    pub fn export_onnx(&self, _path: impl AsRef<std::path::Path>) -> Result<(), std::io::Error>
    where
        Self: HasFeatureOnnx,
    {
        unreachable!("no model has the feature")
    }
}

/// No type implements it: a method with this bound tells which feature it needs.
#[doc(hidden)]
#[cfg(not(feature = "safetensors"))]
#[diagnostic::on_unimplemented(
    message = "a model is saved and loaded by the feature `safetensors` of `backprop`",
    label = "add `\"safetensors\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureSafetensors {}

/// No type implements it: a method with this bound tells which feature it needs.
#[doc(hidden)]
#[cfg(not(feature = "onnx"))]
#[diagnostic::on_unimplemented(
    message = "a model is exported by the feature `onnx` of `backprop`",
    label = "add `\"onnx\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureOnnx {}
