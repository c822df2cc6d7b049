//! Dead units: those whose activation is 0 for every example.

use crate::equations::scalar::Scalar;
use crate::network::{Network, Quantity, Record, SamplesOf};
use std::fmt;

/// A unit whose activation is 0 for every example; see [`dead_units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadUnit {
    /// The number of its layer, from 2; the input is layer 1.
    pub layer: usize,
    /// Its index in the layer, counted from 0: the row of Θ that holds its weights.
    pub unit: usize,
}

/// As in `layer 2, unit 0`.
impl fmt::Display for DeadUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "layer {}, unit {}", self.layer, self.unit)
    }
}

/// Returns the units, output included, whose activation is 0 for all samples, layer by layer.
///
/// A unit of [`Relu`](crate::Relu) is dead if its weighted input z is never above 0: then its slope is 0 for every example, and no
/// step of training changes its weights. Other first weights, a smaller learning rate or [`LeakyRelu`](crate::LeakyRelu) help.
///
/// ```
/// use backprop::metrics::dead_units;
/// # use backprop::{Identity, Relu, Samples, SquaredError};
/// # backprop::network! { struct Net { layers: 1 -> 2 Relu -> 1 Identity, cost: SquaredError } }
///
/// // z = 1 + x and z = −4 + x, for x from 0 to 2.
/// let net = Net { theta_1: [[1.0, 1.0], [-4.0, 1.0]].into(), theta_2: [[0.5, 1.0, 1.0]].into() };
/// let samples = Samples::new([[0.0], [1.0], [2.0]], [[1.0], [2.0], [3.0]])?;
/// let dead = dead_units(&net, &samples);
/// assert_eq!((dead.len(), dead[0].layer, dead[0].unit), (1, 2, 1));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
pub fn dead_units<N: Network>(network: &N, samples: &SamplesOf<N>) -> Vec<DeadUnit> {
    let sizes = network.thetas().into_iter().map(|theta| theta.nrows());
    let units = (2..).zip(sizes).flat_map(|(layer, units)| (0..units).map(move |unit| DeadUnit { layer, unit }));
    let mut dead: Vec<DeadUnit> = units.collect();
    for x in samples.x() {
        if dead.is_empty() {
            break;
        }
        let forward = network.forward(x);
        for values in forward.layers().iter().filter(|values| values.quantity == Quantity::A) {
            dead.retain(|dead| dead.layer != values.layer || values.units[dead.unit] == N::Scalar::ZERO);
        }
    }
    dead
}
