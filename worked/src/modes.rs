//! Forward mode and reverse mode on one chain: x = 2, w₁ = 0.5, w₂ = −1, y = 1, sigmoid units and cross-entropy.
//!
//! Forward mode runs the chain with dual numbers, once for each weight. Reverse mode goes back through it once, for both.

use backprop::readings::dual::Dual64;
use backprop::{Activation, Scalar, Sigmoid};
use std::fmt;

const X: f64 = 2.0;
const W_1: f64 = 0.5;
const W_2: f64 = -1.0;

/// The results of the example.
pub struct Run {
    /// z₂, a₂, z₃, a₃ and C, each with its derivative along w₁.
    pub moving_w_1: [[f64; 2]; 5],
    /// The same steps, each with its derivative along w₂.
    pub moving_w_2: [[f64; 2]; 5],
    /// The derivatives of C along C, a₃, z₃, a₂ and z₂, in the order in which reverse mode finds them.
    pub slopes: [f64; 5],
    /// The derivative of C along w₁, by reverse mode.
    pub along_w_1: f64,
    /// The derivative of C along w₂, by reverse mode.
    pub along_w_2: f64,
}

/// Returns z₂, a₂, z₃, a₃ and C = −ln a₃, the cost for y = 1.
fn steps<T: Scalar>(x: T, w_1: T, w_2: T) -> [T; 5] {
    let z_2 = w_1 * x;
    let a_2 = Sigmoid::g(z_2);
    let z_3 = w_2 * a_2;
    let a_3 = Sigmoid::g(z_3);
    [z_2, a_2, z_3, a_3, -a_3.ln()]
}

pub fn run() -> Run {
    let forward_mode = |w_1, w_2| steps(Dual64::from_re(X), w_1, w_2).map(|step| [step.re, step.eps]);
    let [z_2, a_2, z_3, a_3, _] = steps(X, W_1, W_2);
    let along_a_3 = -1.0 / a_3;
    let along_z_3 = along_a_3 * Sigmoid::g_prime(z_3);
    let along_a_2 = along_z_3 * W_2;
    let along_z_2 = along_a_2 * Sigmoid::g_prime(z_2);
    Run {
        moving_w_1: forward_mode(Dual64::new(W_1, 1.0), Dual64::from_re(W_2)),
        moving_w_2: forward_mode(Dual64::from_re(W_1), Dual64::new(W_2, 1.0)),
        slopes: [1.0, along_a_3, along_z_3, along_a_2, along_z_2],
        along_w_1: along_z_2 * X,
        along_w_2: along_z_3 * a_2,
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ["z₂", "a₂", "z₃", "a₃", "C"];
        writeln!(f, "Forward mode: each step, and its derivatives along w₁ and w₂")?;
        for (name, (along_w_1, along_w_2)) in names.iter().zip(self.moving_w_1.iter().zip(&self.moving_w_2)) {
            writeln!(f, "  {name:<2} = {:>7.4}{:>10.4}{:>10.4}", along_w_1[0], along_w_1[1], along_w_2[1])?;
        }
        writeln!(f, "\nReverse mode: the derivatives of C along each step, and along both weights")?;
        for (name, slope) in names.iter().rev().zip(self.slopes) {
            writeln!(f, "  {name:<2} {slope:>10.4}")?;
        }
        writeln!(f, "  w₁ {:>10.4}\n  w₂ {:>10.4}", self.along_w_1, self.along_w_2)
    }
}
