//! The chapter on the gradient.

use super::recorded;

/// > On these five examples the cost hardly depends on this weight, so almost all of $D$ comes from the
/// > regularization, which pulls the weight toward 0.
#[test]
fn almost_all_of_a_derivative_can_come_from_the_regularization() {
    let check = recorded("check");
    let (delta, d, m) = (check.number("accumulated/theta_1/0/1"), check.number("gradient/theta_1/0/1"), 5.0);
    assert!((delta / m).abs() < 0.01 * d.abs());
}

/// > So everything together is about twice the forward pass.
///
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

/// > In the end both are near the same place, but the stochastic path is nearly twice as long.
#[test]
fn the_stochastic_path_is_nearly_twice_as_long_to_nearly_the_same_place() {
    let contours = recorded("contours");
    let distance = |from: &[f64], to: &[f64]| (from[0] - to[0]).hypot(from[1] - to[1]);
    let [batch, stochastic] = ["batch", "stochastic"]
        .map(|path| (0..=100).map(|step| contours.numbers(&format!("{path}/{step}"), None)).collect::<Vec<_>>());
    let length = |path: &[Vec<f64>]| path.windows(2).map(|step| distance(&step[0], &step[1])).sum::<f64>();
    assert!((1.8..2.0).contains(&(length(&stochastic) / length(&batch))));
    assert!(distance(&batch[100], &stochastic[100]) < 0.1 * length(&batch));
}

/// > One step of gradient descent at the rate 1 takes $J$ from 0.8024 to 0.7809.
#[test]
fn a_step_lowers_the_cost_that_was_computed_by_hand() {
    let by_hand = recorded("by_hand");
    assert!(by_hand.number("after_a_step") < by_hand.number("regularized"));
}
