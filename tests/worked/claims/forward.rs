//! The chapter on the forward pass.

use super::recorded;

/// > The first row has the same numbers as before, to the last digit.
#[test]
fn a_batch_is_each_example_on_its_own() {
    let (alone, batch) = (recorded("intuition"), recorded("by_hand"));
    assert_eq!(alone.value("sigmoid/forward/0"), batch.value("batch/forward/0"));
}

/// > They are all close to one half, because small weights make small $z$.
#[test]
fn small_weights_answer_about_a_half() {
    let outputs = recorded("four_layers").numbers("forward/0/a_4", None);
    assert!(outputs.iter().all(|a| (a - 0.5).abs() < 0.02), "{outputs:?}");
}
