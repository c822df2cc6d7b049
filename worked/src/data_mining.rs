//! One step of gradient descent on one example: the worked example of "Data Mining: Concepts and Techniques" by J. Han
//! and M. Kamber, a 3-2-1 network with the learning rate 0.9.
//!
//! That book defines Err with target − output. Its errors are therefore −δ, and it adds the step where this crate
//! subtracts it.

use backprop::{Samples, Sigmoid, SquaredError, Trace, Trainer, TrainingError, network};
use std::fmt;

network! {
    /// The network of that book: inputs 1, 2 and 3, hidden units 4 and 5, output unit 6.
    pub struct DataMining {
        layers: 3 -> 2 Sigmoid -> 1 Sigmoid,
        cost: SquaredError,
    }
}

/// The results of the example.
pub struct Run {
    /// Both passes with the initial weights.
    pub trace: Trace<DataMining>,
    /// The weights after one step.
    pub after: DataMining,
}

pub fn run() -> Result<Run, TrainingError> {
    let mut network = DataMining {
        theta_1: [[-0.4, 0.2, 0.4, -0.5], [0.2, -0.3, 0.1, 0.2]].into(),
        theta_2: [[0.1, -0.3, -0.2]].into(),
    };
    let samples = Samples::new([[1.0, 0.0, 1.0]], [[1.0]]).expect("all values are finite");
    let trace = network.trace(&samples, 0.0);
    Trainer::new(0.9).epochs(1).train(&mut network, &samples)?;
    Ok(Run { trace, after: network })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DataMining { theta_1, theta_2 } = &self.after;
        writeln!(f, "{:.4}\n\nAfter the step, Θ⁽¹⁾ = {theta_1:.4?}, Θ⁽²⁾ = {theta_2:.4?}", self.trace)
    }
}
