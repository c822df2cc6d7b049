//! The chapter on the cost.

use super::recorded;
use std::f64::consts::LN_2;

/// > The second does not, although its data are right: its weights are simply not small.
#[test]
fn the_first_cost_is_near_k_ln_2_for_small_weights_only() {
    let small = recorded("check").number("cost");
    assert!((small - 3.0 * LN_2).abs() < 0.04, "{small}");
    let larger = recorded("xor").number("costs/0/cost");
    assert!(larger - LN_2 > 0.2, "{larger}");
}

/// > From the third row to the last, cross-entropy rises by about 8, while the squared error hardly changes.
#[test]
fn far_on_the_wrong_side_only_cross_entropy_still_rises() {
    let run = recorded("one_output");
    let rise =
        |cost| run.number(&format!("wrong_side/4/{cost}/cost")) - run.number(&format!("wrong_side/2/{cost}/cost"));
    assert!((7.9..8.0).contains(&rise("cross_entropy")));
    assert!(rise("squared_error") < 0.02);
}
