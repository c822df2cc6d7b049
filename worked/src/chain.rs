//! A chain: one input, one hidden unit, one output, one weight between each two of them, and no biases.
//!
//! The numbers come from the network that the macro writes, with biases that stay 0. `worked/examples/twenty_lines.rs`
//! computes the same numbers in plain Rust, and a test compares the two.

use backprop::{CrossEntropy, Samples, SamplesOf, Sigmoid, Trace, network};
use std::fmt;

network! {
    /// Maps x to a number between 0 and 1.
    pub struct Chain {
        layers: 1 -> 1 Sigmoid -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

pub const X: f64 = 2.0;
pub const Y: f64 = 1.0;
pub const WEIGHTS: [f64; 2] = [0.5, -1.0];
pub const RATE: f64 = 0.5;
/// The distance by which a value is moved to see how much the cost changes.
pub const NUDGE: f64 = 0.01;
const STEPS: usize = 20;

/// The results of the example.
pub struct Run {
    /// Both passes, before the first step.
    pub trace: Trace<Chain>,
    /// The costs after w₁ alone, and w₂ alone, has grown by the nudge.
    pub costs_nudged: [f64; 2],
    /// Both passes with w₂ = 1 instead of −1.
    pub mirrored: Trace<Chain>,
    /// The weights, the output and the cost before each step, and after the last.
    pub descent: Vec<Step>,
    /// The same with a backward pass that forgets g′(z₂).
    pub descent_without_g_prime: Vec<Step>,
    pub branch: Branch,
}

/// A point on the way of the weights.
pub struct Step {
    pub weights: [f64; 2],
    pub output: f64,
    pub cost: f64,
}

/// A value `a` that reaches `c` on two paths, and the derivatives along each of them.
pub struct Branch {
    pub a: f64,
    pub u: f64,
    pub v: f64,
    pub c: f64,
    /// ∂c/∂u and ∂c/∂v.
    pub along_u_and_v: [f64; 2],
    /// du/da and dv/da.
    pub from_a: [f64; 2],
    /// The value of `c` after `a` has grown by the nudge.
    pub c_nudged: f64,
}

impl Branch {
    fn at(a: f64) -> Self {
        let (u, v, c) = values(a);
        Self { a, u, v, c, along_u_and_v: [v, u], from_a: [3.0, 2.0 * a], c_nudged: values(a + NUDGE).2 }
    }

    /// Returns the product of the derivatives along each path.
    pub fn paths(&self) -> [f64; 2] {
        [0, 1].map(|path| self.along_u_and_v[path] * self.from_a[path])
    }
}

/// Returns u = 3a, v = a² and c = uv.
fn values(a: f64) -> (f64, f64, f64) {
    let (u, v) = (3.0 * a, a * a);
    (u, v, u * v)
}

/// Returns the network with these weights, and biases that are 0.
pub fn chain([w_1, w_2]: [f64; 2]) -> Chain {
    Chain { theta_1: [[0.0, w_1]].into(), theta_2: [[0.0, w_2]].into() }
}

/// Returns the network with its first weights.
pub fn network() -> Chain {
    chain(WEIGHTS)
}

/// Returns the example.
pub fn samples() -> SamplesOf<Chain> {
    Samples::new([[X]], [[Y]]).expect("both values are finite")
}

pub fn run() -> Run {
    let samples = samples();
    let [w_1, w_2] = WEIGHTS;
    Run {
        trace: network().trace(&samples, 0.0),
        costs_nudged: [[w_1 + NUDGE, w_2], [w_1, w_2 + NUDGE]].map(|weights| chain(weights).cost(&samples, 0.0)),
        mirrored: chain([w_1, -w_2]).trace(&samples, 0.0),
        descent: descend(&samples, |gradient, _| gradient),
        descent_without_g_prime: descend(&samples, |[slope_w_1, slope_w_2], a_2| {
            [slope_w_1 / (a_2 * (1.0 - a_2)), slope_w_2]
        }),
        branch: Branch::at(2.0),
    }
}

/// Descends along `direction`, which is computed from the derivatives with respect to the two weights, and from a₂.
fn descend(samples: &SamplesOf<Chain>, direction: impl Fn([f64; 2], f64) -> [f64; 2]) -> Vec<Step> {
    let mut weights = WEIGHTS;
    let mut steps = Vec::new();
    for _ in 0..=STEPS {
        let chain = chain(weights);
        let forward = chain.forward(&[X]);
        let [output] = forward.a_3;
        steps.push(Step { weights, output, cost: chain.cost(samples, 0.0) });
        let gradient = chain.gradient(samples, 0.0);
        let slopes = direction([gradient.theta_1[0][1], gradient.theta_2[0][1]], forward.a_2[0]);
        weights.iter_mut().zip(slopes).for_each(|(weight, slope)| *weight -= RATE * slope);
    }
    steps
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Both passes:\n{}\n", self.trace)?;
        for (name, cost) in ["w₁", "w₂"].into_iter().zip(self.costs_nudged) {
            writeln!(f, "With {name} larger by {NUDGE}, C changes by {:.6}.", cost - self.trace.cost)?;
        }
        writeln!(f, "\nDescent with the rate {RATE}:")?;
        for (step, Step { weights: [w_1, w_2], output, cost }) in self.descent.iter().enumerate() {
            writeln!(f, "  step {step:>2}: C = {cost:.4}, w₁ = {w_1:.4}, w₂ = {w_2:.4}, output {output:.4}")?;
        }
        let Branch { a, c, .. } = self.branch;
        let [u, v] = self.branch.paths();
        writeln!(f, "\nA branch: c = 3a · a² = {c} at a = {a}; dc/da = {u} + {v}, along both paths.")
    }
}
