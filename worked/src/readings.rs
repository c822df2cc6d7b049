//! One network, run with five scalar types. A run with another type than floats is called a reading.
//!
//! The code that `network!` generates is run with floats, and with four readings. Symbols print its equations, dual
//! numbers prove its gradient, counting numbers count its operations, and intervals bound its rounding errors.

use crate::check::{self, Check, LAMBDA};
use backprop::readings::interval::Interval;
use backprop::{
    CrossEntropy, GradientCheck, Network, Operations, Record, Samples, Scalar, Sigmoid, SquaredError, Tanh, dual_check,
    network,
};
use std::fmt;

network! {
    /// Exclusive or.
    pub struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// Digits of 8 × 8 pixels.
    pub struct Digits { layers: 64 -> 32 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    /// Layers of equal width.
    pub struct Deep { layers: 100 -> 100 Tanh -> 100 Tanh -> 100 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    /// Digits of 28 × 28 pixels.
    pub struct LargeDigits { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError }
}

/// The results of the example.
pub struct Run {
    /// The equations of δ⁽²⁾, printed by a run with symbols.
    pub equations: Vec<String>,
    /// The comparison of D with the derivative of J by dual numbers.
    pub check: GradientCheck<f64>,
    /// The layers of networks of several sizes, and the number of operations for one example.
    pub operations: [(&'static str, Operations); 5],
    /// The number of decimals that are certain in every number of both passes.
    pub decimals: usize,
}

pub fn run() -> Run {
    let (network, samples) = (check::network(), check::samples());
    let text = network.derivation().unicode();
    Run {
        equations: text
            .lines()
            .filter(|line| line.starts_with("δ") && line.contains("⁽²⁾ ="))
            .map(str::to_owned)
            .collect(),
        check: dual_check(&network, &samples, LAMBDA),
        operations: [
            ("2-4-1", Xor::zeros().operations()),
            ("3-5-3", network.operations()),
            ("64-32-10", Digits::zeros().operations()),
            ("100-100-100-100-10", Deep::zeros().operations()),
            ("784-30-10", LargeDigits::zeros().operations()),
        ],
        decimals: certain_decimals(&network, &samples.map(Interval::from_f64).expect("finite numbers stay finite")),
    }
}

/// Returns the smallest number of certain decimals among all z, a, δ, Δ, D and J.
fn certain_decimals(network: &Check, samples: &Samples<[Interval; 3], [Interval; 3]>) -> usize {
    let trace = network.map(Interval::from_f64).trace(samples, Interval::from_f64(LAMBDA));
    let forward = trace.forward.iter().flat_map(Record::layers);
    let units = forward.chain(trace.deltas.iter().flat_map(Record::layers)).flat_map(|layer| layer.units);
    let [accumulated, gradient] = [&trace.accumulated, &trace.gradient].map(|network| network.thetas());
    let entries = accumulated.iter().chain(&gradient).flatten();
    units.chain(entries).chain([&trace.cost]).map(|number| number.decimals()).min().unwrap_or(0)
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "With symbols:\n{}\n", self.equations.join("\n"))?;
        writeln!(f, "With dual numbers:\n{}\n", self.check)?;
        writeln!(f, "With numbers that count:")?;
        for (layers, operations) in &self.operations {
            let Operations { weights, forward, backward, accumulate, mean_gradient, .. } = operations;
            let [forward, backward, accumulate, mean_gradient] =
                [forward, backward, accumulate, mean_gradient].map(|part| part.total());
            writeln!(
                f,
                "{layers}, {weights} weights: forward {forward} operations, δ {backward}, Δ {accumulate}, D {mean_gradient}; \
                 by differences {}",
                operations.numeric_gradient()
            )?;
        }
        writeln!(f, "\nWith intervals: every number is certain to {} decimals", self.decimals)
    }
}
