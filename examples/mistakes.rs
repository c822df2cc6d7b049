//! The classic mistakes in a gradient, each made on purpose, and the weight that gives it away.
//!
//! The network is the course's for checking gradients. Its gradient is written out once more with five places to go
//! wrong, and each time compared with the measured slope of J.

use backprop::backward::hidden_error;
use backprop::gradient::accumulate;
use backprop::{
    Activation, CrossEntropy, GradientCheck, GradientEntry, Network, Samples, SamplesOf, Sigmoid, Theta, network,
    numeric_gradient,
};
use std::fmt;

network! {
    /// The network whose gradient goes wrong.
    pub struct Check {
        layers: 3 -> 5 Sigmoid -> 3 Sigmoid,
        cost: CrossEntropy,
    }
}

const LAMBDA: f64 = 1.0;
const M: f64 = 5.0;

/// What the example shows: the gradient without a mistake, then with each one.
pub(crate) struct Run {
    pub(crate) right: GradientCheck<f64>,
    /// δ⁽ᴸ⁾ = y − a.
    pub(crate) sign_of_delta: GradientCheck<f64>,
    /// δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾.
    pub(crate) g_prime_forgotten: GradientCheck<f64>,
    /// D = (Δ + λ Θ) / m in column 0 too.
    pub(crate) bias_penalised: GradientCheck<f64>,
    /// D = Δ / m + λ Θ.
    pub(crate) lambda_not_divided: GradientCheck<f64>,
    /// D = (Δ / m + λ Θ) / m.
    pub(crate) delta_divided_twice: GradientCheck<f64>,
}

pub(crate) fn run() -> Run {
    let network = Check { theta_1: sines(), theta_2: sines() };
    let x: Theta<f64, 5, 3> = sines();
    // The exercise counts classes from 1: y = 1 + i mod 3 for the examples i = 1 to 5.
    let samples = Samples::from_classes(*x, &[1, 2, 0, 1, 2]).expect("all values are finite");

    let epsilon = f64::EPSILON.cbrt();
    let numeric = numeric_gradient(&network, &samples, LAMBDA, epsilon);
    let check = |accumulated: &Check, d: fn(usize, f64, f64) -> f64| {
        compare(&gradient(&network, accumulated, d), &numeric, epsilon)
    };

    let delta = accumulated(&network, &samples, |a, y| a - y, Sigmoid::g_prime);
    let with_sign = accumulated(&network, &samples, |a, y| y - a, Sigmoid::g_prime);
    let without_g_prime = accumulated(&network, &samples, |a, y| a - y, |_| 1.0);
    Run {
        right: check(&delta, right),
        sign_of_delta: check(&with_sign, right),
        g_prime_forgotten: check(&without_g_prime, right),
        bias_penalised: check(&delta, |_, delta, theta| (delta + LAMBDA * theta) / M),
        lambda_not_divided: check(&delta, |j, delta, theta| delta / M + if j == 0 { 0.0 } else { LAMBDA * theta }),
        delta_divided_twice: check(&delta, |j, delta, theta| right(j, delta / M, theta)),
    }
}

/// An entry of D, from its column and from the entries of Δ and Θ.
fn right(j: usize, delta: f64, theta: f64) -> f64 {
    if j == 0 { delta / M } else { (delta + LAMBDA * theta) / M }
}

/// Δ, with the output's error from a and y as `error` forms it, and with this g′.
fn accumulated(
    network: &Check,
    samples: &SamplesOf<Check>,
    error: fn(f64, f64) -> f64,
    g_prime: fn(f64) -> f64,
) -> Check {
    let mut accumulated = Check::zeros();
    for (x, y) in samples.iter() {
        let forward = network.forward(x);
        let delta_3 = std::array::from_fn(|k| error(forward.a_3[k], y[k]));
        let delta_2 = hidden_error(&network.theta_2, &delta_3, &forward.z_2, g_prime);
        accumulate(&mut accumulated.theta_1, &delta_2, &forward.a_1);
        accumulate(&mut accumulated.theta_2, &delta_3, &forward.a_2);
    }
    accumulated
}

/// D, entry by entry, from Δ and Θ.
fn gradient(network: &Check, accumulated: &Check, d: fn(usize, f64, f64) -> f64) -> Check {
    Check {
        theta_1: Theta::from_fn(|i, j| d(j, accumulated.theta_1[i][j], network.theta_1[i][j])),
        theta_2: Theta::from_fn(|i, j| d(j, accumulated.theta_2[i][j], network.theta_2[i][j])),
    }
}

/// Compares a gradient with the measured one, each layer relative to its largest slope.
fn compare(analytic: &Check, numeric: &Check, epsilon: f64) -> GradientCheck<f64> {
    let mut entries = Vec::new();
    for (layer, (analytic, numeric)) in (1..).zip(analytic.thetas().into_iter().zip(numeric.thetas())) {
        let scale = analytic.iter().chain(&numeric).fold(0.0, |scale: f64, slope| scale.max(slope.abs()));
        for ((row, column), &analytic) in analytic.indexed_iter() {
            let measured = numeric[(row, column)];
            let relative_difference = (analytic - measured).abs() / scale;
            entries.push(GradientEntry { layer, row, column, analytic, measured, relative_difference });
        }
    }
    GradientCheck { entries, tolerance: epsilon }
}

/// sin(1)/10, sin(2)/10, … column by column.
fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "As it should be:\n{}\n", self.right)?;
        writeln!(f, "δ⁽ᴸ⁾ = y − a:\n{}\n", self.sign_of_delta)?;
        writeln!(f, "g′ forgotten, δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾:\n{}\n", self.g_prime_forgotten)?;
        writeln!(f, "The bias penalised, D = (Δ + λ Θ) / m in column 0 too:\n{}\n", self.bias_penalised)?;
        writeln!(f, "λ not divided by m, D = Δ / m + λ Θ:\n{}\n", self.lambda_not_divided)?;
        writeln!(f, "Δ divided twice, D = (Δ / m + λ Θ) / m:\n{}", self.delta_divided_twice)
    }
}

fn main() {
    print!("{}", run());
}
