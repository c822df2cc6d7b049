//! Your own network: edit the declaration and the numbers here, and build the book again. Its chapter "Your own network" shows the
//! derivation.

use backprop::{CrossEntropy, Derivation, Samples, SamplesError, Sigmoid, Tanh, network};

network! {
    /// The network whose equations are derived.
    pub struct Yours {
        layers: 2 -> 2 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

const X: [[f64; 2]; 4] = [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [1.0, 1.0]];
const Y: [[f64; 1]; 4] = [[1.0], [1.0], [0.0], [0.0]];
const LAMBDA: f64 = 0.1;

/// Returns the equations of the network, each with the numbers of a run below it.
pub fn run() -> Result<Derivation<Yours>, SamplesError> {
    let samples = Samples::new(X, Y)?;
    Ok(Yours::random(1).derivation().worked(&samples, LAMBDA))
}
