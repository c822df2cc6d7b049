//! The chapter on readings.

use super::recorded;

#[test]
fn both_modes_find_the_same_derivatives() {
    let modes = recorded("modes");
    for (reverse, forward) in [("along_w_1", "moving_w_1/4/1"), ("along_w_2", "moving_w_2/4/1")] {
        assert!((modes.number(reverse) - modes.number(forward)).abs() < 1e-11);
    }
}

const LAYERS: [&str; 5] = ["2-4-1", "3-5-3", "64-32-10", "100-100-100-100-10", "784-30-10"];

#[test]
fn an_example_costs_two_to_three_forward_passes() {
    let readings = recorded("readings");
    let ratio = |layers: &str| readings.number(&format!("operations/{layers}/per_example_ratio"));
    assert!(LAYERS.iter().all(|layers| (2.0..3.0).contains(&ratio(layers))));
    assert!(ratio("784-30-10") < 2.05 && ratio("100-100-100-100-10") > 2.6);
}

#[test]
fn the_ratio_does_not_grow_with_the_weights() {
    let readings = recorded("readings");
    let first_and_last =
        |key: &str| ["2-4-1", "784-30-10"].map(|layers| readings.number(&format!("operations/{layers}/{key}")));
    let [weights, more_weights] = first_and_last("weights");
    let [ratio, last_ratio] = first_and_last("per_example_ratio");
    assert!(more_weights > 1000.0 * weights && last_ratio < ratio);
}
