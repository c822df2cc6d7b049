//! The layers of a network: their sizes and activations.
//!
//! **Invariant**: the activations are the types that the code computes with, whatever names the declaration used for
//! them.

use crate::display::counted;
use crate::kernels::layers::Layers;
use crate::network::Network;
use alloc::vec::Vec;
use core::fmt;
use ndarray::ArrayView2;

/// The layers of a network: sizes and activations.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// use backprop::architecture::Architecture;
///
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let architecture = Architecture::new(&Xor::random(7));
/// assert_eq!(architecture.to_string(), "2 -> 4 Tanh -> 1 Sigmoid");
/// assert_eq!(architecture.layers[0].units, 4);
/// assert_eq!(architecture.layers[0].activation_name(), "Tanh");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[doc(alias("summary", "model_summary", "get_config"))]
pub struct Architecture {
    /// s₁, the number of inputs.
    pub inputs: usize,
    /// Layers 2 to L.
    pub layers: Vec<Layer>,
}

/// A layer after the input; see [`Architecture`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layer {
    /// The number of its units.
    pub units: usize,
    /// The type of its activation with its path, as [`type_name`](std::any::type_name) returns it.
    pub activation: &'static str,
}

impl Architecture {
    /// Returns the layers of `network`.
    pub fn new<N: Network>(network: &N) -> Self {
        let layer = |(theta, activation): (ArrayView2<'_, _>, _)| Layer { units: theta.nrows(), activation };
        let activations = <N::Layers as Layers>::activations();
        Self { inputs: N::INPUTS, layers: network.thetas().into_iter().zip(activations).map(layer).collect() }
    }
}

impl Layer {
    /// Returns the activation's name without its path.
    pub fn activation_name(&self) -> &'static str {
        without_path(self.activation)
    }
}

/// Returns the name of a type without its path; the paths of its parameters are kept.
pub(crate) fn without_path(type_name: &str) -> &str {
    let path_end = type_name.find('<').unwrap_or(type_name.len());
    let start = type_name[..path_end].rfind("::").map_or(0, |colons| colons + 2);
    &type_name[start..]
}

/// Prints the layers as in a declaration: `2 -> 4 Tanh -> 1 Sigmoid`.
impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inputs)?;
        self.layers.iter().try_for_each(|layer| write!(f, " -> {} {}", layer.units, layer.activation_name()))
    }
}

/// Writes what a network is: its layers and the number of its weights, biases included. Generated code calls it.
#[doc(hidden)]
pub fn summarize<N: Network>(network: &N, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let weights = network.thetas().iter().map(ArrayView2::len).sum();
    write!(f, "{}, {}", Architecture::new(network), counted(weights, "weight"))
}
