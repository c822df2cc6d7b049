//! The chapter on handwritten digits.

use super::recorded;

#[test]
fn training_rows_are_read_better_than_test_rows() {
    let digits = recorded("digits");
    let [training, test] = ["training_accuracy", "test_accuracy"].map(|key| digits.numbers("progress", Some(key)));
    assert!(training.iter().zip(&test).skip(1).all(|(training, test)| training > test));
}
