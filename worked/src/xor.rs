//! Learns exclusive or (XOR), the smallest task that a single layer cannot learn.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trace, TrainingError, batch_descent, network};
use std::fmt;

network! {
    /// Exclusive or: the smallest task that a single layer cannot learn.
    pub struct Xor {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The results of the example.
pub struct Run {
    /// Both passes with the initial weights.
    pub start: Trace<Xor>,
    /// Numbers of steps, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    pub trained: Xor,
    /// Both passes with the trained weights.
    pub end: Trace<Xor>,
}

/// The learning rate α.
pub const RATE: f64 = 0.5;

/// Returns the network with its first weights.
pub fn network() -> Xor {
    Xor::random(7)
}

/// The truth table.
pub const X: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
pub const Y: [[f64; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];

/// Returns the truth table as samples.
pub fn samples() -> Samples<[f64; 2], [f64; 1]> {
    Samples::new(X, Y).expect("all values are finite")
}

pub fn run() -> Result<Run, TrainingError> {
    let (mut xor, samples) = (network(), samples());
    let start = xor.trace(&samples, 0.0);
    let mut costs = vec![(0, start.cost)];
    for hundred in 1..=10 {
        batch_descent(&mut xor, &samples, 0.0, RATE, 100)?;
        costs.push((100 * hundred, xor.cost(&samples, 0.0)));
    }
    Ok(Run { start, costs, end: xor.trace(&samples, 0.0), trained: xor })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "At the start:\n{}\n\nDescent:", self.start)?;
        for (steps, cost) in &self.costs {
            writeln!(f, "  step {steps:>4}: J = {cost:.6}")?;
        }
        let Xor { theta_1, theta_2 } = &self.trained;
        writeln!(f, "\nAt the end, Θ⁽¹⁾ = {theta_1:.3?}, Θ⁽²⁾ = {theta_2:.3?}:\n{}", self.end)
    }
}
