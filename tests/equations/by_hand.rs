//! Compares the code that `network!` writes for the 2-2-2-1 network with code written by hand: both passes, J, Δ and D
//! are equal to the last bit.
//!
//! The code by hand has one formula per line. It uses no array, no loop and no function of this crate.

use backprop::{CrossEntropy, Samples, Sigmoid, network};

network! {
    struct Intuition {
        layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn g(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn g_prime(z: f64) -> f64 {
    g(z) * g(-z)
}

/// ln(1 + eᶻ).
fn softplus(z: f64) -> f64 {
    z.max(0.0) + (-z.abs()).exp().ln_1p()
}

#[test]
fn the_macro_computes_what_is_written_by_hand() {
    let t1 = [[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]];
    let t2 = [[0.3, -0.7, 0.2], [0.1, 0.6, 0.9]];
    let t3 = [[-0.4, 0.8, -0.5]];
    let intuition = Intuition { theta_1: t1.into(), theta_2: t2.into(), theta_3: t3.into() };
    let (x, y, lambda) = ([1.0, 0.5], [1.0], 0.7);

    // Forward propagation.
    let z2_1 = t1[0][0] + t1[0][1] * x[0] + t1[0][2] * x[1];
    let z2_2 = t1[1][0] + t1[1][1] * x[0] + t1[1][2] * x[1];
    let a2_1 = g(z2_1);
    let a2_2 = g(z2_2);
    let z3_1 = t2[0][0] + t2[0][1] * a2_1 + t2[0][2] * a2_2;
    let z3_2 = t2[1][0] + t2[1][1] * a2_1 + t2[1][2] * a2_2;
    let a3_1 = g(z3_1);
    let a3_2 = g(z3_2);
    let z4_1 = t3[0][0] + t3[0][1] * a3_1 + t3[0][2] * a3_2;
    let a4_1 = g(z4_1);

    let forward = intuition.forward(&x);
    assert_eq!(forward.a_1, x);
    assert_eq!(forward.z_2, [z2_1, z2_2]);
    assert_eq!(forward.a_2, [a2_1, a2_2]);
    assert_eq!(forward.z_3, [z3_1, z3_2]);
    assert_eq!(forward.a_3, [a3_1, a3_2]);
    assert_eq!(forward.z_4, [z4_1]);
    assert_eq!(forward.a_4, [a4_1]);
    assert_eq!(intuition.output(&x), [a4_1]);

    // Backpropagation.
    let d4_1 = a4_1 - y[0];
    let d3_1 = t3[0][1] * d4_1 * g_prime(z3_1);
    let d3_2 = t3[0][2] * d4_1 * g_prime(z3_2);
    let d2_1 = (t2[0][1] * d3_1 + t2[1][1] * d3_2) * g_prime(z2_1);
    let d2_2 = (t2[0][2] * d3_1 + t2[1][2] * d3_2) * g_prime(z2_2);

    let deltas = intuition.backward(&forward, &y);
    assert_eq!(deltas.delta_4, [d4_1]);
    assert_eq!(deltas.delta_3, [d3_1, d3_2]);
    assert_eq!(deltas.delta_2, [d2_1, d2_2]);

    // The cost.
    let squares = t1[0][1] * t1[0][1]
        + t1[0][2] * t1[0][2]
        + t1[1][1] * t1[1][1]
        + t1[1][2] * t1[1][2]
        + (t2[0][1] * t2[0][1] + t2[0][2] * t2[0][2] + t2[1][1] * t2[1][1] + t2[1][2] * t2[1][2])
        + (t3[0][1] * t3[0][1] + t3[0][2] * t3[0][2]);
    let cost = y[0] * softplus(-z4_1) + (1.0 - y[0]) * softplus(z4_1) + lambda / 2.0 * squares;

    let samples = Samples::new([x], [y]).unwrap();
    assert_eq!(intuition.cost(&samples, lambda), cost);

    // Δ of a single example.
    let accumulated = intuition.accumulated(&samples);
    assert_eq!(accumulated.theta_1[0], [d2_1, d2_1 * x[0], d2_1 * x[1]]);
    assert_eq!(accumulated.theta_1[1], [d2_2, d2_2 * x[0], d2_2 * x[1]]);
    assert_eq!(accumulated.theta_2[0], [d3_1, d3_1 * a2_1, d3_1 * a2_2]);
    assert_eq!(accumulated.theta_2[1], [d3_2, d3_2 * a2_1, d3_2 * a2_2]);
    assert_eq!(accumulated.theta_3[0], [d4_1, d4_1 * a3_1, d4_1 * a3_2]);

    // The gradient: D = Δ + λ Θ, and D = Δ in column 0.
    let gradient = intuition.gradient(&samples, lambda);
    assert_eq!(gradient.theta_1[0], [d2_1, d2_1 * x[0] + lambda * t1[0][1], d2_1 * x[1] + lambda * t1[0][2]]);
    assert_eq!(gradient.theta_1[1], [d2_2, d2_2 * x[0] + lambda * t1[1][1], d2_2 * x[1] + lambda * t1[1][2]]);
    assert_eq!(gradient.theta_2[0], [d3_1, d3_1 * a2_1 + lambda * t2[0][1], d3_1 * a2_2 + lambda * t2[0][2]]);
    assert_eq!(gradient.theta_2[1], [d3_2, d3_2 * a2_1 + lambda * t2[1][1], d3_2 * a2_2 + lambda * t2[1][2]]);
    assert_eq!(gradient.theta_3[0], [d4_1, d4_1 * a3_1 + lambda * t3[0][1], d4_1 * a3_2 + lambda * t3[0][2]]);
}
