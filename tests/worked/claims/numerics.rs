//! The appendix on floating-point numbers.

use super::recorded;

/// > From a $z$ of 37 on, the computed $h$ is exactly 1. The sigmoid divides 1 by $1 + e^{-z}$, and $e^{-z}$ is then
/// > less than half of the gap next to 1, so the sum is rounded to 1. Then $1 - h$ is 0, and the logarithm of 0 is
/// > infinite. A single such example makes the cost of the whole training set infinite.
#[test]
fn a_certain_wrong_answer_has_an_infinite_cost_from_h() {
    let numerics = recorded("numerics");
    assert_eq!(numerics.value("saturated/4/from_h"), "inf");
    assert_eq!(numerics.value("saturated/4/from_z"), "40.0000");
    assert!(numerics.number("first_exact_one") < numerics.number("saturated/4/z"));
}

/// > Shortly before that, the cost is still finite but wrong.
#[test]
fn before_that_its_digits_are_wrong() {
    let numerics = recorded("numerics");
    let cost = |form: &str| numerics.value(&format!("saturated/3/{form}")).as_str().unwrap().parse::<f64>().unwrap();
    assert!(cost("from_h").is_finite() && (cost("from_h") - cost("from_z")).abs() > 0.01);
}

/// > `f32` has about seven digits, so cancellation begins much earlier: there, $h$ is exactly 1 from a $z$ of 17 on.
///
/// Single precision has 24 binary digits.
#[test]
fn in_single_precision_h_is_one_from_seventeen_on() {
    use backprop::{Activation, Sigmoid};
    assert!(Sigmoid::g(16.0_f32) < 1.0);
    assert!((17..100).all(|z: u8| Sigmoid::g(f32::from(z)) == 1.0));
    assert!(Sigmoid::g(17.0_f64) < 1.0);
}
