//! The chapter on the gradient.

use super::recorded;

#[test]
fn almost_all_of_a_derivative_can_come_from_the_regularization() {
    let check = recorded("check");
    let (delta, d, m) = (check.number("accumulated/theta_1/0/1"), check.number("gradient/theta_1/0/1"), 5.0);
    assert!((delta / m).abs() < 0.01 * d.abs());
}

/// Δ takes two operations for each of the 784 · 30 + 30 · 10 weights, and one for each of the 40 biases.
#[test]
fn both_passes_and_delta_cost_about_two_forward_passes() {
    let operations = recorded("readings");
    let of = |what: &str| operations.number(&format!("operations/784-30-10/{what}"));
    let (forward, biases) = (of("forward"), 30.0 + 10.0);
    let delta = 2.0 * (of("weights") - biases) + biases;
    let ratio = (forward + of("backward") + delta) / forward;
    assert!((1.9..2.1).contains(&ratio), "{ratio}");
}
