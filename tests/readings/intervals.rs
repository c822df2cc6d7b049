//! The exact value lies between the bounds of an interval.

use backprop::readings::interval::Interval;
use backprop::{
    Activation, CrossEntropy, Relu, Samples, Scalar, Sigmoid, Softmax, Softplus, Tanh, equations::activation, network,
};
use proptest::prelude::*;
use std::cmp::Ordering;

fn point(value: f64) -> Interval {
    Interval::from_f64(value)
}

proptest! {
    #[test]
    fn operations_keep_the_exact_value_between_the_bounds(a in -50.0..50.0, b in -50.0..50.0, c in -50.0..50.0, share in 0.0..1.0) {
        let (low, high) = (f64::min(a, b), f64::max(a, b));
        let (x, inside) = (Interval::between(low, high), f64::clamp(low + share * (high - low), low, high));
        let y = point(c);
        prop_assert!((x + y).contains(inside + c) && (x - y).contains(inside - c) && (x * y).contains(inside * c));
        prop_assert!((x * x).contains(inside * inside) && (-x).contains(-inside) && x.abs().contains(inside.abs()));
        prop_assert!(x.exp().contains(inside.exp()) && x.tanh().contains(inside.tanh()) && x.cosh().contains(inside.cosh()));
        prop_assert!(x.max(y).contains(inside.max(c)));
        if c != 0.0 {
            prop_assert!((x / y).contains(inside / c));
        }
        let positive = x.exp();
        prop_assert!(positive.ln().contains(inside) && positive.ln_1p().contains(inside.exp().ln_1p()));
        prop_assert!(Sigmoid::g(x).contains(Sigmoid::g(inside)) && Softplus::g(x).contains(Softplus::g(inside)));
        prop_assert!(Tanh::g_prime(x).contains(Tanh::g_prime(inside)));
    }
}

#[test]
fn bounds_hold_what_a_rounded_number_misses() {
    // The exact sum of the doubles nearest to 0.1 and 0.2 is less than the double that their sum is rounded to.
    let sum = point(0.1) + point(0.2);
    assert!(sum.low() < 0.1 + 0.2 && 0.1 + 0.2 < sum.high());
    let e = point(1.0).exp();
    assert!(e.low() < std::f64::consts::E && std::f64::consts::E < e.high());
    assert!(e.high() - e.low() <= 4.0 * f64::EPSILON);
}

#[test]
fn certain_decimals_are_those_that_both_bounds_have() {
    assert_eq!(Interval::between(0.123_456, 0.123_458).decimals(), 5);
    assert_eq!(Interval::between(-1e-9, 1e-9).decimals(), 8);
    assert_eq!(point(0.5).decimals(), 17);
    assert_eq!(Interval::WHOLE.decimals(), 0);
}

#[test]
fn after_an_undecided_comparison_no_decimal_is_certain() {
    let around_zero = Interval::between(-1e-3, 1e-3);
    assert_eq!(activation::g_prime::<Relu, _>(around_zero), Interval::WHOLE);
    assert_eq!(activation::g_prime::<Relu, _>(point(0.5)), Interval::ONE);
    assert_eq!(
        activation::g::<Relu, _>(around_zero),
        Interval::between(0.0, 1e-3),
        "the bounds of a maximum are the maxima of the bounds"
    );
    assert_eq!(point(1.0) / around_zero, Interval::WHOLE);
}

#[test]
fn one_interval_is_less_than_another_if_all_of_it_is() {
    let [low, middle, high] = [[0.0, 1.0], [1.0, 2.0], [3.0, 4.0]].map(|[low, high]| Interval::between(low, high));
    assert_eq!((low.partial_cmp(&high), high.partial_cmp(&low)), (Some(Ordering::Less), Some(Ordering::Greater)));
    assert_eq!(
        (low.partial_cmp(&middle), middle.partial_cmp(&low)),
        (None, None),
        "the intervals have one number in common"
    );
    assert_eq!((low.partial_cmp(&low), point(2.0).partial_cmp(&middle)), (None, None), "the intervals overlap");
    assert_eq!(point(2.0).partial_cmp(&point(2.0)), Some(Ordering::Equal));
}

#[test]
fn unbounded_results_are_intervals_too() {
    let from_one = Interval::between(1.0, f64::INFINITY);
    assert!(point(1.0).is_finite() && !from_one.is_finite() && !(-from_one).is_finite());
    let nothing = point(0.0) * Interval::WHOLE;
    assert!(nothing.contains(0.0) && nothing.is_finite(), "0 times an unbounded interval is {nothing}");
    assert!((Interval::WHOLE * point(0.0)).is_finite());
    // −∞ + ∞ is NaN.
    assert_eq!(-from_one + Interval::between(f64::INFINITY, f64::INFINITY), Interval::WHOLE);
    assert_eq!(from_one + Interval::between(f64::NEG_INFINITY, f64::NEG_INFINITY), Interval::WHOLE);
}

#[test]
fn both_bounds_are_shown() {
    let interval = Interval::between(0.123, 0.25);
    assert_eq!((interval.to_string(), format!("{interval:.1}")), ("[0.123, 0.25]".into(), "[0.1, 0.2]".into()));
}

network! {
    struct Net { layers: 3 -> 4 Tanh -> 3 Softmax, cost: CrossEntropy }
}

#[test]
fn every_number_of_a_run_lies_in_its_interval() {
    let samples = Samples::new([[0.5, -1.0, 0.25], [1.5, 0.8, -0.6]], [[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]]).unwrap();
    for seed in 0..20 {
        let net = Net::random(seed);
        let bounded = net.map(point).gradient(&samples.map(point).unwrap(), point(0.5));
        let gradient = net.gradient(&samples, 0.5);
        let pairs = bounded.theta_1.iter().flatten().zip(gradient.theta_1.iter().flatten());
        for (bounds, &value) in pairs.chain(bounded.theta_2.iter().flatten().zip(gradient.theta_2.iter().flatten())) {
            assert!(bounds.contains(value) && bounds.decimals() >= 11, "{value} in {bounds}");
        }
    }
}
