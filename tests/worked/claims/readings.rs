//! The chapter on readings.

use super::recorded;

/// > At the two weights it finds $\partial C / \partial w_1 = 0.2654$ and $\partial C / \partial w_2 = -0.4935$,
/// > which are the two numbers that forward mode needed two runs for.
#[test]
fn both_modes_find_the_same_derivatives() {
    let modes = recorded("modes");
    for (reverse, forward) in [("along_w_1", "moving_w_1/4/1"), ("along_w_2", "moving_w_2/4/1")] {
        assert!((modes.number(reverse) - modes.number(forward)).abs() < 1e-11);
    }
}

const LAYERS: [&str; 5] = ["2-4-1", "3-5-3", "64-32-10", "100-100-100-100-10", "784-30-10"];

/// > So the gradient costs between two and three times as much as the forward pass alone: close to two if the first
/// > layer has most of the weights, closer to three if there are many layers of the same width.
#[test]
fn an_example_costs_two_to_three_forward_passes() {
    let readings = recorded("readings");
    let ratio = |layers: &str| readings.number(&format!("operations/{layers}/per_example_ratio"));
    assert!(LAYERS.iter().all(|layers| (2.0..3.0).contains(&ratio(layers))));
    assert!(ratio("784-30-10") < 2.05 && ratio("100-100-100-100-10") > 2.6);
}

/// > From the first row to the last, the weights grow more than a thousandfold, and the ratio does not grow.
#[test]
fn the_ratio_does_not_grow_with_the_weights() {
    let readings = recorded("readings");
    let first_and_last =
        |key: &str| ["2-4-1", "784-30-10"].map(|layers| readings.number(&format!("operations/{layers}/{key}")));
    let [weights, more_weights] = first_and_last("weights");
    let [ratio, last_ratio] = first_and_last("per_example_ratio");
    assert!(more_weights > 1000.0 * weights && last_ratio < ratio);
}
