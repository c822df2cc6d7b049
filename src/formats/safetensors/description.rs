//! What a file says of its network apart from the weights: the declaration, the layers, and values of their activations.
//!
//! The type of a network tells all of it. A network whose layers are chosen at run time has no such type, and describes itself.

use super::contents::{Contents, DECLARATION, FORMAT, LAYERS, VERSION};
use super::responses;
use crate::kernels::layers::Layers;
use crate::network::Network;
use crate::network::architecture::Architecture;

pub use super::responses::POINTS;

/// The description of a network.
#[derive(Debug, Clone)]
pub struct Description {
    /// The text of its declaration.
    pub declaration: String,
    /// Its layers, as in `2 -> 4 Tanh -> 1 Sigmoid`.
    pub layers: String,
    /// The activations of the weighted inputs [`POINTS`] by the function of each layer after the input.
    pub activations: Vec<[f64; POINTS.len()]>,
}

impl Description {
    /// Returns the description that the type of `network` gives.
    pub(super) fn new<N: Network>(network: &N) -> Self {
        Self {
            declaration: N::DECLARATION.to_owned(),
            layers: Architecture::new(network).to_string(),
            activations: <N::Layers as Layers>::activate_each(&POINTS),
        }
    }

    /// Puts it into the metadata, with the version of the format.
    pub(super) fn put(&self, contents: &mut Contents<'_>) {
        contents.metadata.insert(FORMAT.to_owned(), VERSION.to_owned());
        contents.metadata.insert(DECLARATION.to_owned(), self.declaration.clone());
        contents.metadata.insert(LAYERS.to_owned(), self.layers.clone());
        responses::put(&self.activations, contents);
    }
}
