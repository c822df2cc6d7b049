//! Both passes of the 2-2-2-1 network by hand: g′ of each unit, the terms of each sum, and the moves that follow a push of
//! one z.
//!
//! A bias is added to z, so raising the bias of a unit by some amount pushes its z by just that amount.

use crate::intuition::{self, Intuition};
use backprop::{Activation, Network, Samples, Sigmoid, Trace, textbook};
use std::fmt;

/// The amount by which each z is pushed.
pub const PUSH: f64 = 0.01;
/// The regularization of the cost that is computed by hand.
pub const LAMBDA: f64 = 0.1;
/// The learning rate of the one step of gradient descent.
pub const RATE: f64 = 1.0;

/// The inputs of both examples, and their targets: those of `intuition`, and x = (0, 1) with y = 0.
pub const X: [[f64; 2]; 2] = [[1.0, 0.5], [0.0, 1.0]];
pub const Y: [[f64; 1]; 2] = [[1.0], [0.0]];

/// The results of the example.
pub struct Run {
    /// Both passes of both examples.
    pub batch: Trace<Intuition>,
    /// The cost C of each of the two alone.
    pub costs: [f64; 2],
    /// The number of weights, the biases included, and the sum of their squares without the biases.
    pub weights: usize,
    pub squares: f64,
    /// J of both examples with λ = [`LAMBDA`].
    pub regularized: f64,
    /// D of both examples with λ = [`LAMBDA`], and J after one step against it.
    pub gradient: Intuition,
    pub after_a_step: f64,
    /// g′ at each z of the first example.
    pub g_prime_2: [f64; 2],
    pub g_prime_3: [f64; 2],
    pub g_prime_4: [f64; 1],
    /// Row i, column j: Θᵢⱼ⁽²⁾ δᵢ⁽³⁾, the part of δⱼ⁽²⁾ that comes from unit i, before its factor g′.
    pub parts: [[f64; 2]; 2],
    /// The sum of each column of `parts`.
    pub sums: [f64; 2],
    /// For each unit i of layer 3, the product of all factors on the path from z₁⁽²⁾ through that unit to C.
    pub paths: [f64; 2],
    /// The products of both g′ on these paths.
    pub path_slopes: [f64; 2],
    /// δ⁽²⁾ with Θ⁽²⁾ where its transpose belongs, a mistake that a square matrix lets pass.
    pub not_transposed: [f64; 2],
    /// The pushes of all five z.
    pub pushes: [Push; 5],
}

/// How far everything moves when one z of the first example is pushed by [`PUSH`].
pub struct Push {
    /// The layer of the unit, and its index from 0.
    pub unit: (usize, usize),
    pub a_2: [f64; 2],
    pub z_3: [f64; 2],
    pub a_3: [f64; 2],
    pub z_4: [f64; 1],
    pub cost: f64,
    /// δ of the unit, which the ratio of both moves comes near to.
    pub delta: f64,
}

impl Push {
    /// Returns the move of the cost divided by that of z.
    pub fn ratio(&self) -> f64 {
        self.cost / PUSH
    }
}

pub fn run() -> Run {
    let network = intuition::sigmoid();
    let both = samples();
    let [first, second] = [0, 1].map(|example| both.select(&[example]).expect("there are two"));
    let batch = network.trace(&both, 0.0);
    let mut moved = network.clone();
    textbook::batch_descent(&mut moved, &both, LAMBDA, RATE, 1).expect("one small step");

    let (forward, deltas) = (&batch.forward[0], &batch.deltas[0]);
    let (g_prime_2, g_prime_3) = (forward.z_2.map(Sigmoid::g_prime), forward.z_3.map(Sigmoid::g_prime));
    let matrix = |entry: &dyn Fn(usize, usize) -> f64| [0, 1].map(|i| [0, 1].map(|j| entry(i, j)));
    let parts = matrix(&|i, j| network.theta_2[i][1 + j] * deltas.delta_3[i]);
    let path =
        |i: usize| g_prime_2[0] * network.theta_2[i][1] * g_prime_3[i] * network.theta_3[0][1 + i] * deltas.delta_4[0];
    let row = |j: usize| network.theta_2[j][1] * deltas.delta_3[0] + network.theta_2[j][2] * deltas.delta_3[1];
    Run {
        costs: [&first, &second].map(|samples| network.cost(samples, 0.0)),
        weights: network.thetas().iter().map(|theta| theta.len()).sum(),
        squares: network.theta_1.squares() + network.theta_2.squares() + network.theta_3.squares(),
        regularized: network.cost(&both, LAMBDA),
        gradient: network.gradient(&both, LAMBDA),
        after_a_step: moved.cost(&both, LAMBDA),
        g_prime_2,
        g_prime_3,
        g_prime_4: forward.z_4.map(Sigmoid::g_prime),
        parts,
        sums: [0, 1].map(|j| parts[0][j] + parts[1][j]),
        paths: [0, 1].map(path),
        path_slopes: g_prime_3.map(|g_prime| g_prime_2[0] * g_prime),
        not_transposed: [0, 1].map(|j| row(j) * g_prime_2[j]),
        pushes: [(2, 0), (2, 1), (3, 0), (3, 1), (4, 0)].map(|unit| push(&network, &first, unit)),
        batch,
    }
}

/// Returns both examples.
pub fn samples() -> Samples<[f64; 2], [f64; 1]> {
    Samples::new(X, Y).expect("all values are finite")
}

/// Pushes the z of a unit by raising its bias.
fn push(network: &Intuition, samples: &Samples<[f64; 2], [f64; 1]>, unit: (usize, usize)) -> Push {
    let (layer, index) = unit;
    let mut pushed = network.clone();
    match layer {
        2 => pushed.theta_1[index][0] += PUSH,
        3 => pushed.theta_2[index][0] += PUSH,
        _ => pushed.theta_3[index][0] += PUSH,
    }
    let (before, after) = (network.trace(samples, 0.0), pushed.trace(samples, 0.0));
    let deltas = &before.deltas[0];
    let delta = match layer {
        2 => deltas.delta_2[index],
        3 => deltas.delta_3[index],
        _ => deltas.delta_4[index],
    };
    let cost = after.cost - before.cost;
    let (before, after) = (&before.forward[0], &after.forward[0]);
    Push {
        unit,
        a_2: difference(&after.a_2, &before.a_2),
        z_3: difference(&after.z_3, &before.z_3),
        a_3: difference(&after.a_3, &before.a_3),
        z_4: difference(&after.z_4, &before.z_4),
        cost,
        delta,
    }
}

fn difference<const N: usize>(after: &[f64; N], before: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| after[i] - before[i])
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.batch)?;
        writeln!(
            f,
            "g′(z⁽²⁾) = {:.6?}, g′(z⁽³⁾) = {:.6?}, g′(z⁽⁴⁾) = {:.6?}",
            self.g_prime_2, self.g_prime_3, self.g_prime_4
        )?;
        let [first, second] = self.paths;
        writeln!(f, "δ₁⁽²⁾ over its two paths: {first:.6} + {second:.6} = {:.6}", first + second)?;
        writeln!(f, "\nA push of z by {PUSH}:")?;
        for push in &self.pushes {
            let ((layer, index), cost) = (push.unit, push.cost);
            let (unit, ratio, delta) = (index + 1, push.ratio(), push.delta);
            writeln!(f, "  layer {layer}, unit {unit}: C moves by {cost:>9.6}, ratio {ratio:>9.6}, δ = {delta:>9.6}")?;
        }
        Ok(())
    }
}
