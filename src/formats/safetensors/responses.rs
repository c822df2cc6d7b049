//! The values of each layer's activation at a few points, which tell two activations of the same name apart.
//!
//! In the metadata, `activations` is a list in JSON with a list for each layer: the layer's function of the five weighted
//! inputs [`POINTS`], to nine digits; `null` stands for a value that is not finite.
//!
//! **Invariant**: the same activation has the same text on every machine, up to the rounding to nine digits.

use super::contents::{ACTIVATIONS, Contents};
use super::error::{Mismatch, SafetensorsError};
use crate::kernels::layers::Layers;
use crate::network::Network;
use crate::network::architecture::Architecture;

/// The weighted inputs z, on both sides of 0, near it and far from it.
pub const POINTS: [f64; 5] = [-8.0, -1.5, 0.5, 2.0, 8.0];

/// Two values are the same if they differ by less than this, relative to their size if that is above 1. Machines compute
/// exponentials that differ in their last bits.
const TOLERANCE: f64 = 1e-6;

/// The values of an activation at the points; `None` is one that is not finite.
type Values = Vec<Option<f64>>;

/// Puts the values of each activation into the metadata.
pub(super) fn put(activations: &[[f64; POINTS.len()]], contents: &mut Contents<'_>) {
    contents.metadata.insert(ACTIVATIONS.to_owned(), serde_json::json!(written(activations)).to_string());
}

/// Returns an error if the activations of the file have other values than those of the network. A file without values is
/// taken by its names alone.
pub(super) fn check<N: Network>(network: &N, contents: &Contents<'_>) -> Result<(), SafetensorsError> {
    let Some(text) = contents.metadata.get(ACTIVATIONS) else { return Ok(()) };
    let expected = written(&<N::Layers as Layers>::activate_each(&POINTS));
    let found: Vec<Values> = serde_json::from_str(text).map_err(|error| wrong(format!("cannot be read ({error})")))?;
    if found.len() != expected.len() || found.iter().any(|values| values.len() != POINTS.len()) {
        return Err(wrong("has other lists".to_owned()));
    }
    let layers = Architecture::new(network).layers;
    for (layer, ((found, expected), of)) in (2..).zip(found.iter().zip(&expected).zip(&layers)) {
        if let Some(i) = (0..POINTS.len()).find(|&i| !is_same(found[i], expected[i])) {
            return Err(contents.mismatch::<N>(Mismatch::Activation {
                layer,
                activation: of.activation_name(),
                z: POINTS[i],
                found: found[i].unwrap_or(f64::NAN),
                expected: expected[i].unwrap_or(f64::NAN),
            }));
        }
    }
    Ok(())
}

/// Returns the values of the activation of each layer as they are written.
fn written(activations: &[[f64; POINTS.len()]]) -> Vec<Values> {
    let finite = |value: f64| Some(rounded(value)).filter(|value| value.is_finite());
    activations.iter().map(|values| values.map(finite).to_vec()).collect()
}

/// Rounds to nine digits, so that the file is the same on all machines.
fn rounded(value: f64) -> f64 {
    format!("{value:.8e}").parse().unwrap_or(value)
}

fn is_same(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= TOLERANCE * expected.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

fn wrong(found: String) -> SafetensorsError {
    let expected = format!("a list for each layer after the input, with {} numbers each", POINTS.len());
    SafetensorsError::Metadata { key: ACTIVATIONS, found, expected }
}
