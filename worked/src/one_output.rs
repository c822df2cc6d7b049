//! One sigmoid output under both costs, from a z on the right side to one far on the wrong side; and three outputs at once.

use backprop::equations::cost::{example_cost, output_error};
use backprop::{Activation, CrossEntropy, Sigmoid, SquaredError};
use std::fmt;

/// The weighted inputs at which the output is looked at. Its target is 1.
pub const Z: [f64; 5] = [4.0, 0.0, -4.0, -8.0, -12.0];

/// The results of the example.
pub struct Run {
    /// An output with y = 1 at each z of [`Z`].
    pub wrong_side: [Output; 5],
    /// Three outputs with the target (0, 1, 0).
    pub three: Three,
    /// The cost of one, two and three outputs of one half.
    pub halves: [f64; 3],
}

/// An output with the target 1.
pub struct Output {
    pub z: f64,
    pub a: f64,
    pub g_prime: f64,
    pub cross_entropy: Scored,
    pub squared_error: Scored,
}

/// A cost C of an output, its derivative along a, and its error δ, the derivative along z.
pub struct Scored {
    pub cost: f64,
    pub along_a: f64,
    pub delta: f64,
}

/// Three outputs, the cost of each, and the cost of all.
pub struct Three {
    pub z: [f64; 3],
    pub y: [f64; 3],
    pub a: [f64; 3],
    pub costs: [f64; 3],
    pub cost: f64,
    pub delta: [f64; 3],
}

pub fn run() -> Run {
    Run { wrong_side: Z.map(output), three: three([-1.0, 1.0, -2.0], [0.0, 1.0, 0.0]), halves: halves() }
}

fn halves() -> [f64; 3] {
    [
        example_cost::<CrossEntropy, Sigmoid, _, _>(&[0.0], &[0.5], &[1.0]),
        example_cost::<CrossEntropy, Sigmoid, _, _>(&[0.0; 2], &[0.5; 2], &[1.0, 0.0]),
        example_cost::<CrossEntropy, Sigmoid, _, _>(&[0.0; 3], &[0.5; 3], &[0.0, 1.0, 0.0]),
    ]
}

fn output(z: f64) -> Output {
    let (zs, a, y) = ([z], [Sigmoid::g(z)], [1.0]);
    let [entropy] = output_error::<CrossEntropy, Sigmoid, _, _>(&zs, &a, &y);
    let [squared] = output_error::<SquaredError, Sigmoid, _, _>(&zs, &a, &y);
    Output {
        z,
        a: a[0],
        g_prime: Sigmoid::g_prime(z),
        cross_entropy: Scored {
            cost: example_cost::<CrossEntropy, Sigmoid, _, _>(&zs, &a, &y),
            along_a: -1.0 / a[0],
            delta: entropy,
        },
        squared_error: Scored {
            cost: example_cost::<SquaredError, Sigmoid, _, _>(&zs, &a, &y),
            along_a: a[0] - 1.0,
            delta: squared,
        },
    }
}

fn three(z: [f64; 3], y: [f64; 3]) -> Three {
    let a = z.map(Sigmoid::g);
    let cost_of = |k: usize| example_cost::<CrossEntropy, Sigmoid, _, _>(&[z[k]], &[a[k]], &[y[k]]);
    Three {
        z,
        y,
        a,
        costs: [0, 1, 2].map(cost_of),
        cost: example_cost::<CrossEntropy, Sigmoid, _, _>(&z, &a, &y),
        delta: output_error::<CrossEntropy, Sigmoid, _, _>(&z, &a, &y),
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "An output with the target 1: δ by cross-entropy and by the squared error")?;
        for Output { z, a, cross_entropy, squared_error, .. } in &self.wrong_side {
            writeln!(f, "  z = {z:>5.1}, a = {a:.6}: {:>9.6} {:>9.6}", cross_entropy.delta, squared_error.delta)?;
        }
        writeln!(f, "Three outputs {:.4?} with the target {:?} cost {:.6}", self.three.a, self.three.y, self.three.cost)
    }
}
