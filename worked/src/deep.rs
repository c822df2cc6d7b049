//! Errors on their way through eight hidden layers of two units, with sigmoid and with identity units.
//!
//! Between hidden layers, the weights are always the Θ⁽²⁾ of `intuition`. With identity units, the errors keep their size;
//! with sigmoid units, each layer multiplies them by a g′ of at most 1/4.

use crate::intuition::{THETA_1, THETA_2, THETA_3};
use backprop::{CrossEntropy, Identity, Network, Operations, Record, Sigmoid, SquaredError, network};
use std::fmt;

network! {
    /// Eight hidden layers of sigmoid units.
    pub struct DeepSigmoid {
        layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid -> 2 Sigmoid
            -> 1 Sigmoid,
        cost: CrossEntropy,
    }

    /// Eight hidden layers of identity units.
    pub struct DeepIdentity {
        layers: 2 -> 2 Identity -> 2 Identity -> 2 Identity -> 2 Identity -> 2 Identity -> 2 Identity -> 2 Identity
            -> 2 Identity -> 1 Identity,
        cost: SquaredError,
    }
}

/// The results of the example.
pub struct Run {
    /// The layers from the first hidden one to the output.
    pub layers: Vec<Layer>,
    /// The number of hidden layers.
    pub hidden_layers: usize,
    /// The number of units in the hidden layers.
    pub hidden_units: usize,
    /// The number of paths from one unit of layer 2 to the output.
    pub paths: f64,
    /// The operations of each pass with sigmoid units.
    pub operations: Operations,
}

/// The errors of a layer.
pub struct Layer {
    pub layer: usize,
    /// The largest |δ| of sigmoid units.
    pub sigmoid_units: f64,
    /// The largest |δ| of identity units.
    pub identity_units: f64,
}

pub fn run() -> Run {
    let (mut sigmoid, mut identity) = (DeepSigmoid::zeros(), DeepIdentity::zeros());
    fill(&mut sigmoid);
    fill(&mut identity);
    let (x, y) = ([1.0, 0.5], [1.0]);
    let largest =
        [largest(&sigmoid.backward(&sigmoid.forward(&x), &y)), largest(&identity.backward(&identity.forward(&x), &y))];
    let layers = largest[0].iter().zip(&largest[1]).map(|(&(layer, sigmoid_units), &(_, identity_units))| Layer {
        layer,
        sigmoid_units,
        identity_units,
    });
    let layers: Vec<Layer> = layers.collect();
    let hidden_layers = layers.len() - 1;
    Run { layers, hidden_layers, hidden_units: 2 * hidden_layers, paths: paths(), operations: sigmoid.operations() }
}

/// Fills the weights: Θ⁽¹⁾ and Θ⁽³⁾ of `intuition` on the outside, its Θ⁽²⁾ everywhere between.
fn fill<N: Network<Scalar = f64>>(network: &mut N) {
    let thetas = network.thetas_mut();
    let last = thetas.len() - 1;
    for (l, mut theta) in thetas.into_iter().enumerate() {
        let rows: &[[f64; 3]] = match l {
            0 => &THETA_1,
            l if l == last => &THETA_3,
            _ => &THETA_2,
        };
        theta.indexed_iter_mut().for_each(|((i, j), weight)| *weight = rows[i][j]);
    }
}

/// Returns each layer's number and its largest |δ|, from the first hidden layer to the output.
fn largest<R: Record<Scalar = f64>>(deltas: &R) -> Vec<(usize, f64)> {
    let mut layers: Vec<(usize, f64)> = deltas
        .layers()
        .into_iter()
        .map(|values| (values.layer, values.units.iter().fold(0.0, |most: f64, delta| most.max(delta.abs()))))
        .collect();
    layers.sort_by_key(|(layer, _)| *layer);
    layers
}

/// Counts the paths from one unit of layer 2 to the output. With identity units and all weights 1, each path contributes
/// the error of the output once.
fn paths() -> f64 {
    let ones = DeepIdentity::zeros().map(|_: f64| 1.0);
    let deltas = ones.backward(&ones.forward(&[1.0, 0.5]), &[1.0]);
    deltas.delta_2[0] / deltas.delta_10[0]
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The largest |δ| of each layer, with sigmoid and with identity units:")?;
        for Layer { layer, sigmoid_units, identity_units } in &self.layers {
            writeln!(f, "  layer {layer:>2}: {sigmoid_units:.1e} {identity_units:.1e}")?;
        }
        let (forward, backward) = (self.operations.forward.total(), self.operations.backward.total());
        let (paths, units) = (self.paths, self.hidden_units);
        writeln!(f, "\nFrom a unit of layer 2, {paths} paths lead to the output.")?;
        writeln!(f, "Forward: {forward} operations; all δ of {units} hidden units: {backward} operations.")
    }
}
