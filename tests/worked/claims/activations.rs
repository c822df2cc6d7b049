//! The appendix on activations and costs.

use super::recorded;

#[test]
fn rows_of_the_softmax_jacobian_add_up_to_zero() {
    let softmax = recorded("softmax");
    for row in 0..3 {
        assert!(softmax.numbers(&format!("jacobian/{row}"), None).iter().sum::<f64>().abs() < 1e-11);
    }
}
