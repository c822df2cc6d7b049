//! Logic gates: AND, OR and NOR need a single unit, XNOR needs two layers.
//!
//! The weights are set by hand, as in Andrew Ng's course. For |z| ≥ 10, a sigmoid is within 5 · 10⁻⁵ of 0 or 1.

use backprop::{CrossEntropy, Samples, Sigmoid, Trace, network};
use std::fmt;

network! {
    /// A gate with one unit.
    pub struct Gate {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
    }

    /// XNOR, which is 1 if both inputs are equal: (x₁ and x₂) or (not x₁ and not x₂).
    pub struct Xnor {
        layers: 2 -> 2 Sigmoid -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

pub const AND: [f64; 3] = [-30.0, 20.0, 20.0];
pub const OR: [f64; 3] = [-10.0, 20.0, 20.0];
pub const NOT_AND_NOT: [f64; 3] = [10.0, -20.0, -20.0];

/// The truth tables: the outputs for 00, 01, 10 and 11.
pub const AND_TABLE: [usize; 4] = [0, 0, 0, 1];
pub const OR_TABLE: [usize; 4] = [0, 1, 1, 1];
pub const NOT_AND_NOT_TABLE: [usize; 4] = [1, 0, 0, 0];
pub const XNOR_TABLE: [usize; 4] = [1, 0, 0, 1];

/// The results of the example: the trace of each gate over its truth table.
pub struct Run {
    pub and: Trace<Gate>,
    pub or: Trace<Gate>,
    pub not_and_not: Trace<Gate>,
    pub xnor: Trace<Xnor>,
    /// The same with all weights divided by ten.
    pub soft_xnor: Trace<Xnor>,
}

/// Returns the gate with these weights.
pub fn gate(weights: [f64; 3]) -> Gate {
    Gate { theta_1: [weights].into() }
}

/// Returns the network of three gates, with all weights divided by a number.
pub fn xnor(divisor: f64) -> Xnor {
    let [and, not_and_not, or] = [AND, NOT_AND_NOT, OR].map(|gate| gate.map(|weight| weight / divisor));
    Xnor { theta_1: [and, not_and_not].into(), theta_2: [or].into() }
}

pub fn run() -> Run {
    let xnor_table = samples(XNOR_TABLE);
    Run {
        and: gate(AND).trace(&samples(AND_TABLE), 0.0),
        or: gate(OR).trace(&samples(OR_TABLE), 0.0),
        not_and_not: gate(NOT_AND_NOT).trace(&samples(NOT_AND_NOT_TABLE), 0.0),
        xnor: xnor(1.0).trace(&xnor_table, 0.0),
        soft_xnor: xnor(10.0).trace(&xnor_table, 0.0),
    }
}

/// Returns the samples of a truth table. `table` holds the outputs for 00, 01, 10 and 11.
pub fn samples(table: [usize; 4]) -> Samples<[f64; 2], [f64; 1]> {
    Samples::from_classes([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], &table).expect("0 and 1 are classes")
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "x₁ AND x₂\n{}\n", self.and)?;
        writeln!(f, "x₁ OR x₂\n{}\n", self.or)?;
        writeln!(f, "NOT x₁ AND NOT x₂\n{}\n", self.not_and_not)?;
        writeln!(f, "x₁ XNOR x₂\n{}\n", self.xnor)?;
        writeln!(f, "x₁ XNOR x₂, all weights divided by ten\n{}", self.soft_xnor)
    }
}
