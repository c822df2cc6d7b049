//! Activations and costs at the limits of the number range, and the ranges of first weights.

use backprop::equations::activation::{glorot, he};
use backprop::readings::dual::Dual64;
use backprop::{
    Activation, Cost, CrossEntropy, Identity, LeakyRelu, OutputActivation, Relu, Sigmoid, Softmax, Softplus, Tanh,
    network,
};

/// Inputs for which eᶻ or its square overflows or underflows.
const EXTREMES: [f64; 12] = [-1e308, -800.0, -745.0, -40.0, -1e-300, 0.0, 5e-324, 36.7, 40.0, 710.0, 800.0, 1e308];

#[test]
fn activations_and_slopes_are_finite_for_every_finite_input() {
    fn check<A: Activation>() {
        for z in EXTREMES {
            assert!(A::g(z).is_finite() && A::g_prime(z).is_finite(), "at {z}");
            let narrow = z.clamp(-3e38, 3e38) as f32;
            assert!(A::g(narrow).is_finite() && A::g_prime(narrow).is_finite(), "at {narrow} in f32");
        }
    }
    check::<Sigmoid>();
    check::<Tanh>();
    check::<Relu>();
    check::<LeakyRelu>();
    check::<Softplus>();
    check::<Identity>();
}

/// Compares with dual numbers, which know only the derivatives of eᶻ, ln, tanh and cosh, and the chain rule.
#[test]
fn each_slope_is_the_derivative_of_its_activation() {
    fn check<A: Activation>() {
        for step in -240..=240 {
            let z = f64::from(step) / 8.0;
            let expected = A::g(Dual64::new(z, 1.0)).eps;
            let got = A::g_prime(z);
            assert!((got - expected).abs() <= 4.0 * f64::EPSILON, "at {z}: {got}, expected {expected}");
        }
    }
    check::<Sigmoid>();
    check::<Tanh>();
    check::<Relu>();
    check::<LeakyRelu>();
    check::<Softplus>();
    check::<Identity>();
}

#[test]
fn slopes_keep_their_digits_where_the_activation_saturates() {
    let near = |got: f64, want: f64| assert!((got / want - 1.0).abs() < 1e-14, "{got}, expected {want}");
    // When 1 + e⁻ᶻ rounds to 1, g′ is e⁻ᶻ for the sigmoid and 4 e⁻²ᶻ for the hyperbolic tangent.
    for z in [40.0_f64, 100.0, 700.0] {
        near(Sigmoid::g_prime(z), (-z).exp());
        near(Sigmoid::g_prime(-z), (-z).exp());
    }
    for z in [20.0_f64, 100.0, 350.0] {
        near(Tanh::g_prime(z), 4.0 * (-2.0 * z).exp());
    }
    near(Softplus::g(-40.0), (-40.0_f64).exp());
    assert_eq!(Softplus::g(800.0), 800.0);
}

#[test]
fn known_values() {
    assert_eq!(Sigmoid::g(0.0), 0.5);
    assert_eq!(Sigmoid::g_prime(0.0), 0.25);
    assert_eq!((Tanh::g(0.0), Tanh::g_prime(0.0)), (0.0, 1.0));
    assert_eq!((Relu::g(-2.0), Relu::g(3.0)), (0.0, 3.0));
    assert_eq!((Relu::g_prime(-2.0), Relu::g_prime(0.0), Relu::g_prime(3.0)), (0.0, 0.0, 1.0));
    assert_eq!((LeakyRelu::g(-2.0), LeakyRelu::g(3.0), LeakyRelu::g_prime(-2.0)), (-0.02, 3.0, 0.01));
    assert_eq!((Softplus::g(0.0), Softplus::g_prime(0.0)), (2_f64.ln(), 0.5));
    assert_eq!((Identity::g(1.5), Identity::g_prime(1.5)), (1.5, 1.0));
    assert_eq!(Softmax::activate(&[0.0, 0.0]), [0.5, 0.5]);
    assert_eq!(Softmax::activate(&[800.0, -800.0, 0.0]), [1.0, 0.0, 0.0]);
}

#[test]
fn a_saturated_output_costs_what_its_logarithm_would() {
    let cost = |z: f64, y: f64| <CrossEntropy as Cost<Sigmoid>>::cost(&[z], &[Sigmoid::g(z)], &[y]);
    assert_eq!(cost(800.0, 0.0), 800.0);
    assert_eq!(cost(-800.0, 1.0), 800.0);
    assert_eq!(cost(800.0, 1.0), 0.0);
    assert_eq!(cost(40.0, 1.0), (-40.0_f64).exp());
    let classes = |z: [f64; 2], y| <CrossEntropy as Cost<Softmax>>::cost(&z, &Softmax::activate(&z), &y);
    assert_eq!(classes([800.0, -800.0], [0.0, 1.0]), 1600.0);
    assert_eq!(classes([800.0, -800.0], [1.0, 0.0]), 0.0);
}

network! {
    struct Net { layers: 3 -> 50 Sigmoid -> 40 Relu -> 2 Sigmoid, cost: CrossEntropy }
    struct Small { layers: 2 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Narrow { layers: 2 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

#[test]
fn first_weights_lie_in_the_range_of_their_activation_and_biases_are_zero() {
    let net = Net::random(11);
    let check = |rows: Vec<&[f64]>, epsilon: f64| {
        let weights: Vec<f64> = rows.iter().flat_map(|row| row[1..].to_vec()).collect();
        assert!(rows.iter().all(|row| row[0] == 0.0));
        assert!(weights.iter().all(|weight| weight.abs() <= epsilon));
        // There are enough weights to come close to both ends of the range.
        let largest = weights.iter().fold(0.0, |largest: f64, weight| largest.max(weight.abs()));
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        assert!(largest > 0.9 * epsilon && mean.abs() < 0.2 * epsilon, "{largest} {mean} {epsilon}");
    };
    check(net.theta_1.iter().map(|row| &row[..]).collect(), 6_f64.sqrt() / 53_f64.sqrt());
    check(net.theta_2.iter().map(|row| &row[..]).collect(), 6_f64.sqrt() / 50_f64.sqrt());
    check(net.theta_3.iter().map(|row| &row[..]).collect(), 6_f64.sqrt() / 42_f64.sqrt());
    assert_eq!(glorot(2, 4), 1.0);
    assert_eq!(he(6), 1.0);
}

/// The ranges of K. He and others (2015) are for rectified units, which pass on half of their inputs.
#[test]
fn rectified_units_have_one_range_and_all_others_another() {
    fn range<A: OutputActivation>() -> f64 {
        A::epsilon(24, 72)
    }
    for rectified in [range::<Relu>(), range::<LeakyRelu>(), range::<Softplus>()] {
        assert_eq!(rectified, 0.5);
    }
    for other in [range::<Sigmoid>(), range::<Tanh>(), range::<Identity>(), range::<Softmax>()] {
        assert_eq!(other, 0.25);
    }
}

#[test]
fn the_same_seed_gives_the_same_weights_on_every_machine() {
    let small = Small::random(42);
    let bits: Vec<u64> =
        small.theta_1.iter().flatten().chain(&small.theta_2[0]).map(|weight| weight.to_bits()).collect();
    assert_eq!(bits, EXPECTED_BITS);
    assert_ne!(small, Small::random(43));
    assert_eq!(Narrow::random(42).theta_1, small.map(|weight| weight as f32).theta_1);
}

/// Bits computed independently, by a Python program, from the definitions of xoshiro256++ and of SplitMix64, which
/// seeds it. ε is √(6/4) for the first matrix and √(6/3) for the second.
const EXPECTED_BITS: [u64; 9] = [
    0x0000_0000_0000_0000,
    0x3fe8_a2ea_8ad0_9022,
    0xbfdc_6727_5acb_5514,
    0x0000_0000_0000_0000,
    0x3ff2_f6f6_a21c_7bd4,
    0x3fdf_880f_f3c0_4bed,
    0x0000_0000_0000_0000,
    0x3fea_90a3_70f8_3109,
    0x3fcf_e522_1d6b_0f62,
];
