//! The appendix on activations and costs.

use super::recorded;

/// > Each row adds up to 0 as well, for another reason: adding the same number to all $z$ changes no output.
#[test]
fn rows_and_columns_of_the_softmax_jacobian_add_up_to_zero() {
    let softmax = recorded("softmax");
    let rows = [0, 1, 2].map(|row| softmax.numbers(&format!("jacobian/{row}"), None));
    for k in 0..3 {
        assert!(rows[k].iter().sum::<f64>().abs() < 1e-11);
        assert!(rows.iter().map(|row| row[k]).sum::<f64>().abs() < 1e-11);
    }
}
