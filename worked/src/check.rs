//! Gradient checking: the 3-5-3 network of the exercise in Andrew Ng's course.
//!
//! Weights and inputs are sin(1)/10, sin(2)/10, …, column by column, so that everyone gets the same numbers.

use backprop::{CrossEntropy, GradientCheck, Samples, Sigmoid, Theta, Trace, gradient_check, network};
use std::fmt;

network! {
    /// The network whose gradient is checked.
    pub struct Check {
        layers: 3 -> 5 Sigmoid -> 3 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The regularization λ.
pub const LAMBDA: f64 = 1.0;

/// The results of the example: both passes and the gradient check.
pub struct Run {
    pub trace: Trace<Check>,
    pub check: GradientCheck<f64>,
}

/// Returns the network with the weights of the exercise.
pub fn network() -> Check {
    Check { theta_1: sines(), theta_2: sines() }
}

/// Returns the five examples of the exercise.
pub fn samples() -> Samples<[f64; 3], [f64; 3]> {
    let x: Theta<f64, 5, 3> = sines();
    // The exercise counts classes from 1: y = 1 + i mod 3 for the examples i = 1 to 5.
    Samples::from_classes(*x, &[1, 2, 0, 1, 2]).expect("all values are finite")
}

pub fn run() -> Run {
    let (network, samples) = (network(), samples());
    Run { trace: network.trace(&samples, LAMBDA), check: gradient_check(&network, &samples, LAMBDA) }
}

/// Returns a matrix of sin(1)/10, sin(2)/10, …, column by column.
pub(crate) fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "With λ = {LAMBDA}:\n{}\n\n{}", self.trace, self.check)
    }
}
