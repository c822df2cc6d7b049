//! A model in a file: its network, with all else as metadata.

use super::{Metadata, SafetensorsError, Saved};
use crate::formats::bytes::FloatBytes;
use crate::model::Model;
use crate::network::Network;
use std::path::Path;

impl<N: Network<Scalar: FloatBytes>> Model<N> {
    /// Writes the model to a `safetensors` file, whole or not at all. Needs the feature `safetensors`.
    ///
    /// ```
    /// # use backprop::{CrossEntropy, Model, Sigmoid};
    /// # backprop::network! { struct Pets { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } }
    /// # let folder = std::env::temp_dir().join(format!("backprop-model-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("pets.safetensors");
    /// let model = Model::new(Pets::random(1)).with_classes(&["cat", "dog"])?;
    /// model.save(&path)?;
    /// assert_eq!(Model::<Pets>::load(&path)?, model);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Saved::save`].
    #[doc(alias("save_model", "pickle"))]
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
        let mut saved = Saved::new(self.network().clone());
        saved.metadata.scaling = self.scaling().cloned();
        saved.metadata.target_scaling = self.target_scaling().cloned();
        saved.metadata.classes = self.classes().to_vec();
        saved.metadata.preparation = self.preparation().cloned();
        saved.save(path)
    }

    /// Reads a model from a `safetensors` file: one that [`save`](Self::save) or [`Saved::save`] wrote, or a network alone.
    /// Needs the feature `safetensors`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Saved::load`].
    #[doc(alias = "load_model")]
    pub fn load(path: impl AsRef<Path>) -> Result<Self, SafetensorsError> {
        let Saved { network, metadata } = Saved::load(path)?;
        let Metadata { scaling, target_scaling, classes, preparation, .. } = metadata;
        Ok(Self::from_parts(network, scaling, target_scaling, classes, preparation))
    }
}
