//! Solutions of chapter 17: What the macro wrote.

use backprop::equations::backward::hidden_error;
use backprop::equations::forward::{activate, weighted_sum};
use backprop::equations::gradient::accumulate;
use backprop::{Activation, Sigmoid, Tanh, Theta};

/// 17.2 Each layer has its own lines and its own names, and the compiler knows the shape of each.
pub fn accumulated(
    theta_1: &Theta<f64, 3, 3>,
    theta_2: &Theta<f64, 1, 4>,
    x: &[f64; 2],
    y: &[f64; 1],
) -> (Theta<f64, 3, 3>, Theta<f64, 1, 4>) {
    let z_2 = weighted_sum(theta_1, x);
    let a_2 = activate(&z_2, Tanh::g);
    let z_3 = weighted_sum(theta_2, &a_2);
    let a_3 = activate(&z_3, Sigmoid::g);

    let delta_3 = [a_3[0] - y[0]];
    let delta_2 = hidden_error(theta_2, &delta_3, &z_2, Tanh::g_prime);

    let (mut delta_theta_1, mut delta_theta_2) = (Theta::zeros(), Theta::zeros());
    accumulate(&mut delta_theta_2, &delta_3, &a_2);
    accumulate(&mut delta_theta_1, &delta_2, x);
    (delta_theta_1, delta_theta_2)
}

/// 17.3 The error of the output has no such factor. Every hidden error has it, and so has every Δ that is computed from one.
pub fn wrong_with_g() -> Vec<&'static str> {
    vec!["delta_3", "delta_2", "Delta_2", "Delta_1"]
}
