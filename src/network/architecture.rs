//! The layers of a network: their sizes and activations.
//!
//! **Invariant**: the layers are those of the code that computes, whatever names the declaration gave them.

use crate::kernels::layers::Layers;
use crate::network::Network;
use ndarray::ArrayView2;
use std::fmt;

/// The layers of a network: sizes and activations.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// use backprop::architecture::Architecture;
///
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// assert_eq!(Architecture::of(&Xor::random(7)).to_string(), "2 -> 4 Tanh -> 1 Sigmoid");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Architecture {
    /// s₁, the units of the input.
    pub inputs: usize,
    /// Layer 2 to layer L.
    pub layers: Vec<Layer>,
}

/// A layer after the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its units.
    pub units: usize,
    /// The type of its activation with its whole path, as [`type_name`](std::any::type_name) gives it.
    pub activation: &'static str,
}

impl Architecture {
    /// Returns the layers of `network`.
    pub fn of<N: Network>(network: &N) -> Self {
        let layer = |(theta, activation): (ArrayView2<'_, _>, _)| Layer { units: theta.nrows(), activation };
        let activations = <N::Layers as Layers>::activations();
        Self { inputs: N::INPUTS, layers: network.thetas().into_iter().zip(activations).map(layer).collect() }
    }
}

impl Layer {
    /// The activation's name without its path.
    pub fn activation_name(&self) -> &'static str {
        let path_end = self.activation.find('<').unwrap_or(self.activation.len());
        let start = self.activation[..path_end].rfind("::").map_or(0, |colons| colons + 2);
        &self.activation[start..]
    }
}

/// As in a declaration: `2 -> 4 Tanh -> 1 Sigmoid`.
impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inputs)?;
        self.layers.iter().try_for_each(|layer| write!(f, " -> {} {}", layer.units, layer.activation_name()))
    }
}
