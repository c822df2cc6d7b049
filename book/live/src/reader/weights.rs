//! The weights as a file that a program with the same declaration loads.

use super::chosen::Chosen;
use super::declaration::Declared;
use crate::plain::Plain;
use backprop::Network;
use backprop::formats::safetensors::described_to_bytes;
use backprop::formats::safetensors::description::{Description, POINTS};

/// Returns the bytes of `weights.safetensors`: those that the crate's `save` writes for the declared network with the
/// weights of this one.
///
/// # Errors
///
/// Returns which weight is not finite.
pub fn bytes(declared: &Declared, network: &Chosen<Plain>) -> Result<Vec<u8>, String> {
    let kinds = network.layers().rest.iter().map(|layer| layer.1);
    let activations = kinds.map(|kind| kind.output(&POINTS.map(Plain)).map(f64::from)).collect();
    let description = Description { declaration: declared.text.clone(), layers: network.to_string(), activations };
    described_to_bytes(&network.map(f64::from), &description).map_err(|error| error.to_string())
}
