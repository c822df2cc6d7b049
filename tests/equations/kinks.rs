//! The gradient check at kinks: a right gradient is not called wrong there, and a wrong one not right.

use crate::gradients::Wrong;
use backprop::{
    Activation, Cost, CrossEntropy, Identity, Kink, LeakyRelu, Network, OutputActivation, Relu, Samples, SamplesOf,
    Scalar, Sigmoid, SquaredError, Tanh, dual_check, gradient_check, network,
};

/// The inputs of exclusive or. The first is (0, 0), so with biases of 0 every z of the first layer is 0.
const X: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

/// Relu by a comparison, with a derivative of one's own choice at z = 0, as HALVES / 2, and for negative z, as LEFT.
struct Own<const HALVES: u8, const LEFT: u8>;

impl<const HALVES: u8, const LEFT: u8> Activation for Own<HALVES, LEFT> {
    fn g<T: Scalar>(z: T) -> T {
        z.max(T::ZERO)
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO {
            T::ONE
        } else if z < T::ZERO {
            T::from_f64(LEFT.into())
        } else {
            T::from_f64(f64::from(HALVES) / 2.0)
        }
    }
}

type Right = Own<2, 0>;
type Far = Own<14, 0>;
type Always = Own<2, 1>;

/// The distance from the target, whose slope jumps where the output is the target.
struct Distance;

impl<A: OutputActivation> Cost<A> for Distance {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        (0..K).fold(T::ZERO, |sum, k| sum + (a[k] - y[k]).abs())
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let sign = |distance: T| if distance > T::ZERO { T::ONE } else { -T::ONE };
        A::pull_back(z, &std::array::from_fn(|k| sign(a[k] - y[k])))
    }
}

network! {
    struct OneLayer { layers: 2 -> 4 Relu -> 1 Sigmoid, cost: CrossEntropy }
    struct Leaky { layers: 2 -> 4 LeakyRelu -> 1 Sigmoid, cost: CrossEntropy }
    struct TwoLayers { layers: 2 -> 3 Relu -> 3 Relu -> 1 Identity, cost: SquaredError }
    struct TwoLeaky { layers: 2 -> 3 LeakyRelu -> 3 LeakyRelu -> 1 Sigmoid, cost: CrossEntropy }
    struct Output { layers: 2 -> 3 Tanh -> 1 Relu, cost: SquaredError }
    struct OwnChoice { layers: 2 -> 4 Right -> 1 Sigmoid, cost: CrossEntropy }

    struct WrongSign { layers: 2 -> 4 Relu -> 1 Sigmoid, cost: Wrong }
    struct WrongEverywhere { layers: 2 -> 4 Always -> 1 Sigmoid, cost: CrossEntropy }
    struct WrongAtTheKink { layers: 2 -> 4 Far -> 1 Sigmoid, cost: CrossEntropy }
}

fn xor<N: Network<Scalar = f64, Input = [f64; 2], Output = [f64; 1]>>() -> SamplesOf<N> {
    Samples::new(X, [[0.0], [1.0], [1.0], [0.0]]).unwrap()
}

fn xnor<N: Network<Scalar = f64, Input = [f64; 2], Output = [f64; 1]>>() -> SamplesOf<N> {
    Samples::new(X, [[1.0], [0.0], [0.0], [1.0]]).unwrap()
}

#[test]
fn a_right_gradient_is_not_off_at_a_kink() {
    macro_rules! check {
        ($($net:ident)+) => {$(
            let mut at_kinks = 0;
            for (seed, samples) in (0..20).flat_map(|seed| [(seed, xor::<$net>()), (seed, xnor::<$net>())]) {
                let net = $net::random(seed);
                let check = gradient_check(&net, &samples, 0.1);
                assert!(check.agrees(), "{}, seed {seed}: {check}", stringify!($net));
                at_kinks += check.at_kinks();
                let narrow = |number: f64| number as f32;
                let check = gradient_check(&net.map(narrow), &samples.map(narrow).unwrap(), 0.1);
                assert!(check.agrees(), "{}, seed {seed}, in f32: {check}", stringify!($net));
            }
            assert!(at_kinks > 0, "{}: (0, 0) puts units at their kink", stringify!($net));
        )+};
    }
    check!(OneLayer Leaky TwoLayers TwoLeaky Output OwnChoice);
}

#[test]
fn a_wrong_gradient_is_off_at_a_kink_too() {
    macro_rules! check {
        ($($net:ident)+) => {$(
            for (seed, samples) in (0..20).flat_map(|seed| [(seed, xor::<$net>()), (seed, xnor::<$net>())]) {
                let check = gradient_check(&$net::random(seed), &samples, 0.1);
                assert!(!check.agrees(), "{}, seed {seed}: {check}", stringify!($net));
            }
        )+};
    }
    check!(WrongSign WrongEverywhere WrongAtTheKink);
}

/// A unit whose weights are 0 is at its kink for every example; moving a weight then moves z up for some and down for
/// others, and neither slope of J is that of the side that D takes.
#[test]
fn inputs_of_both_signs_may_meet_at_a_kink() {
    let samples = Samples::new([[1.0, 0.5], [-1.0, 0.3], [0.5, -2.0]], [[1.0], [-2.0], [0.5]]).unwrap();
    for seed in 0..20 {
        let mut net = TwoLayers::random(seed);
        net.theta_1[1] = [0.0; 3];
        let check = gradient_check(&net, &samples, 0.0);
        assert!(check.agrees(), "{check}");
    }
}

#[test]
fn a_kink_within_the_step_is_stepped_around() {
    network! { struct One { layers: 1 -> 1 Relu, cost: SquaredError } }
    let samples = Samples::new([[1.0]], [[3.0]]).unwrap();
    for z in [1e-6, -1e-6, 5e-6, -5e-6] {
        let check = gradient_check(&One { theta_1: [[z, 0.0]].into() }, &samples, 0.0);
        assert!(check.agrees() && check.at_kinks() == 0, "{check}");
    }
}

#[test]
fn the_report_names_a_value_at_a_kink() {
    let net = OneLayer::random(1);
    let check = gradient_check(&net, &xor::<OneLayer>(), 0.0);
    assert_eq!((check.agreeing(), check.at_kinks(), check.entries.len()), (13, 4, 17));
    assert_eq!(check.entries[3].kink, Some(Kink::Unit { layer: 2, unit: 1, example: 0 }));
    assert_eq!(net.forward(&X[0]).z_2[1], 0.0, "the report names it as code does");
    let report = check.to_string();
    let expected = "the gradient agrees in 13 of 17 weights\n4 weights at a kink, such as z_2[0] of example 0, where J \
                    has no slope; beside it, the gradient is right\nlargest relative difference: ";
    assert!(report.starts_with(expected), "{report}");
    assert!(check.worst().kink.is_none() && check.worst().relative_difference <= check.tolerance);
    assert!(check.entries[3].to_string().ends_with(", at a kink, z_2[1] of example 0"), "{}", check.entries[3]);
    assert!(dual_check(&net, &xor::<OneLayer>(), 0.0).entries.iter().all(|entry| entry.kink.is_none()));
}

#[test]
fn a_cost_may_have_a_kink_too() {
    network! { struct Line { layers: 1 -> 1 Identity, cost: Distance } }
    let samples = Samples::new([[0.5], [1.0]], [[1.0], [2.0]]).unwrap();
    // h = 2 x meets both targets.
    let check = gradient_check(&Line { theta_1: [[0.0, 2.0]].into() }, &samples, 0.0);
    assert!(check.agrees() && check.at_kinks() == 2, "{check}");
    assert_eq!(check.entries[0].kink, Some(Kink::Cost { example: 0 }));
    assert!(check.to_string().contains("such as the cost of example 0"), "{check}");
}
