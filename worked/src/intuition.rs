//! The intuition behind backpropagation: errors flow backward along the weights.
//!
//! The 2-2-2-1 network is often explained with three formulas that omit g′:
//!
//! ```text
//! δ₁⁽³⁾ = Θ₁₁⁽³⁾ δ₁⁽⁴⁾        δ₂⁽³⁾ = Θ₁₂⁽³⁾ δ₁⁽⁴⁾        δ₁⁽²⁾ = Θ₁₁⁽²⁾ δ₁⁽³⁾ + Θ₂₁⁽²⁾ δ₂⁽³⁾
//! ```
//!
//! For identity units, g′ = 1 and the formulas are exact to the last bit. For sigmoid units, they are wrong. Run with
//! symbols instead of numbers, both networks print the equations that they compute.

use backprop::readings::derivation::Step;
use backprop::readings::symbol::Notation;
use backprop::{CrossEntropy, Derivation, Identity, Network, Samples, Sigmoid, SquaredError, Theta, Trace, network};
use std::fmt;

network! {
    /// The network of the intuition, with identity units.
    pub struct Linear {
        layers: 2 -> 2 Identity -> 2 Identity -> 1 Identity,
        cost: SquaredError,
    }

    /// The same network with sigmoid units.
    pub struct Intuition {
        layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

pub const THETA_1: [[f64; 3]; 2] = [[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]];
pub const THETA_2: [[f64; 3]; 2] = [[0.3, -0.7, 0.2], [0.1, 0.6, 0.9]];
pub const THETA_3: [[f64; 3]; 1] = [[-0.4, 0.8, -0.5]];
/// The example.
pub const X: [f64; 2] = [1.0, 0.5];
pub const Y: [f64; 1] = [1.0];

/// The results of the example: both passes, and δ₁⁽³⁾, δ₂⁽³⁾ and δ₁⁽²⁾ computed with the three formulas.
pub struct Run {
    pub linear: Trace<Linear>,
    pub linear_formulas: [f64; 3],
    pub sigmoid: Trace<Intuition>,
    pub sigmoid_formulas: [f64; 3],
    /// The equations of all δ, as the networks print them when they run with symbols.
    pub linear_errors: Vec<Step>,
    pub sigmoid_errors: Vec<Step>,
}

/// Returns the network with identity units.
pub fn linear() -> Linear {
    Linear { theta_1: THETA_1.into(), theta_2: THETA_2.into(), theta_3: THETA_3.into() }
}

/// Returns the network with sigmoid units.
pub fn sigmoid() -> Intuition {
    Intuition { theta_1: THETA_1.into(), theta_2: THETA_2.into(), theta_3: THETA_3.into() }
}

/// Returns the example.
pub fn samples() -> Samples<[f64; 2], [f64; 1]> {
    Samples::new([X], [Y]).expect("all values are finite")
}

pub fn run() -> Run {
    let (samples, linear, sigmoid) = (samples(), linear(), sigmoid());
    let (linear_trace, sigmoid_trace) = (linear.trace(&samples, 0.0), sigmoid.trace(&samples, 0.0));
    Run {
        linear_formulas: formulas(&linear.theta_2, &linear.theta_3, linear_trace.deltas[0].delta_4),
        linear: linear_trace,
        sigmoid_formulas: formulas(&sigmoid.theta_2, &sigmoid.theta_3, sigmoid_trace.deltas[0].delta_4),
        sigmoid: sigmoid_trace,
        linear_errors: errors(&linear, Notation::Latex),
        sigmoid_errors: errors(&sigmoid, Notation::Latex),
    }
}

/// Returns the steps that compute an error δ.
fn errors<N: Network>(network: &N, notation: Notation) -> Vec<Step> {
    let steps = Derivation::new(network).steps_in(notation);
    steps.into_iter().filter(|step| step.title.starts_with("Errors")).collect()
}

/// Returns δ₁⁽³⁾, δ₂⁽³⁾ and δ₁⁽²⁾ computed with the three formulas, without g′.
fn formulas(theta_2: &Theta<f64, 2, 3>, theta_3: &Theta<f64, 1, 3>, [delta_4]: [f64; 1]) -> [f64; 3] {
    let delta_3 = [theta_3[0][1] * delta_4, theta_3[0][2] * delta_4];
    [delta_3[0], delta_3[1], theta_2[0][1] * delta_3[0] + theta_2[1][1] * delta_3[1]]
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = [errors(&linear(), Notation::Unicode), errors(&sigmoid(), Notation::Unicode)];
        for (units, steps) in ["Identity", "Sigmoid"].into_iter().zip(errors) {
            writeln!(f, "{units} units write:")?;
            for equation in steps.iter().flat_map(|step| &step.equations) {
                writeln!(f, "  {equation}")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "Identity units:\n{}\n", self.linear)?;
        let deltas = &self.linear.deltas[0];
        compare(f, self.linear_formulas, [deltas.delta_3[0], deltas.delta_3[1], deltas.delta_2[0]])?;
        writeln!(f, "\nSigmoid units:\n{}\n", self.sigmoid)?;
        let deltas = &self.sigmoid.deltas[0];
        compare(f, self.sigmoid_formulas, [deltas.delta_3[0], deltas.delta_3[1], deltas.delta_2[0]])
    }
}

fn compare(f: &mut fmt::Formatter<'_>, formulas: [f64; 3], deltas: [f64; 3]) -> fmt::Result {
    for ((name, formula), delta) in ["δ₁⁽³⁾", "δ₂⁽³⁾", "δ₁⁽²⁾"].into_iter().zip(formulas).zip(deltas)
    {
        let relation = if formula == delta { "=" } else { "≠" };
        writeln!(f, "  {name} without g′: {formula:>9.6} {relation} {delta:>9.6}")?;
    }
    Ok(())
}
