//! Dual numbers at the points where a function has two branches: z = 0, −0, and equal weighted inputs.

use crate::huber::Huber;
use backprop::readings::dual::{Dual32, Dual64};
use backprop::{
    Activation, Cost, CrossEntropy, Identity, LeakyRelu, Network, OutputActivation, Relu, Samples, SamplesOf, Scalar,
    Sigmoid, Softmax, Softplus, SquaredError, Tanh, dual_check, network,
};

/// The points at which maxima and absolute values change their branch, the numbers next to them, and some others.
const POINTS: [f64; 9] = [0.0, -0.0, 1e-30, -1e-30, 1.0, -1.0, 0.3, 20.0, -20.0];

/// Asserts that two slopes are equal up to rounding in a number of the precision `epsilon`.
#[track_caller]
fn assert_near(got: f64, expected: f64, epsilon: f64, at: impl std::fmt::Debug) {
    let close = 16.0 * epsilon * expected.abs().max(1.0);
    assert!((got - expected).abs() <= close, "at {at:?}: {got}, expected {expected}");
}

#[test]
fn an_activation_has_the_slope_of_its_derivative_at_a_kink_too() {
    fn check<A: Activation>() {
        for z in POINTS {
            assert_near(A::g(Dual64::new(z, 1.0)).eps, A::g_prime(z), f64::EPSILON, z);
            let narrow = z as f32;
            let (slope, expected) = (A::g(Dual32::new(narrow, 1.0)).eps, A::g_prime(narrow));
            assert_near(slope.into(), expected.into(), f32::EPSILON.into(), z);
        }
    }
    check::<Sigmoid>();
    check::<Tanh>();
    check::<Relu>();
    check::<LeakyRelu>();
    check::<Softplus>();
    check::<Identity>();
}

/// Differentiates a cost along each z by dual numbers, for every z of `POINTS` beside a tie, and compares with δ.
fn check_cost<C: Cost<A>, A: OutputActivation>() {
    for z in POINTS {
        // The first and the last are equal; for z = 0, all three are, and the two zeros have different signs.
        let z = [z, 0.0, z];
        for y in [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.25, 0.25, 0.5]] {
            check_slopes::<C, A, f64, Dual64>(z, y, Dual64::new, |slope| slope.eps);
            check_slopes::<C, A, f32, Dual32>(
                z,
                y,
                |re, eps| Dual32::new(re as f32, eps as f32),
                |slope| slope.eps.into(),
            );
        }
    }
}

/// Compares with δ in the float `F`.
fn check_slopes<C: Cost<A>, A: OutputActivation, F: Scalar + Into<f64>, D: Scalar>(
    z: [f64; 3],
    y: [f64; 3],
    dual: impl Fn(f64, f64) -> D,
    slope: impl Fn(D) -> f64,
) {
    let (z_float, y_float) = (z.map(F::from_f64), y.map(F::from_f64));
    let delta = C::delta(&z_float, &A::activate(&z_float), &y_float);
    for (k, expected) in delta.into_iter().enumerate() {
        let moving = std::array::from_fn(|j| dual(z[j], if j == k { 1.0 } else { 0.0 }));
        let cost = C::cost(&moving, &A::activate(&moving), &y.map(|y| dual(y, 0.0)));
        assert_near(slope(cost), expected.into(), F::EPSILON.into(), (z, y, k));
    }
}

macro_rules! costs {
    ($($name:ident: $cost:ident, $output:ident;)+) => {$(
        #[test]
        fn $name() {
            check_cost::<$cost, $output>();
        }
    )+};
}

costs! {
    cross_entropy_of_sigmoids_has_its_error_as_slope: CrossEntropy, Sigmoid;
    cross_entropy_of_a_softmax_has_its_error_as_slope: CrossEntropy, Softmax;
    squared_error_of_sigmoids_has_its_error_as_slope: SquaredError, Sigmoid;
    squared_error_of_tanh_has_its_error_as_slope: SquaredError, Tanh;
    squared_error_of_relu_has_its_error_as_slope: SquaredError, Relu;
    squared_error_of_leaky_relu_has_its_error_as_slope: SquaredError, LeakyRelu;
    squared_error_of_softplus_has_its_error_as_slope: SquaredError, Softplus;
    squared_error_of_the_identity_has_its_error_as_slope: SquaredError, Identity;
    squared_error_of_a_softmax_has_its_error_as_slope: SquaredError, Softmax;
    a_cost_of_ones_own_with_branches_has_its_error_as_slope: Huber, Identity;
}

/// Exclusive or and its opposite. The first input is (0, 0), so with biases of 0 every z of the first layer is 0.
const X: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
const XOR: [[f64; 1]; 4] = [[0.0], [1.0], [1.0], [0.0]];
const XNOR: [[f64; 1]; 4] = [[1.0], [0.0], [0.0], [1.0]];

/// Checks networks of two inputs and one output on both tasks: from zeros, and from 100 random starts.
fn check_gates<N: Network<Scalar = f64, Input = [f64; 2], Output = [f64; 1]>>(random: impl Fn(u64) -> N) {
    for y in [XOR, XNOR] {
        let samples: SamplesOf<N> = Samples::new(X, y).unwrap();
        let check = dual_check(&N::zeros(), &samples, 0.0);
        assert!(check.agrees(), "from zeros: {check}");
        for seed in 0..100 {
            let check = dual_check(&random(seed), &samples, 0.1);
            assert!(check.agrees(), "seed {seed}: {check}");
        }
    }
}

macro_rules! gates {
    ($($name:ident: $($units:literal $activation:ident)->+, $cost:ident;)+) => {$(
        #[test]
        fn $name() {
            network! { struct Gate { layers: 2 -> $($units $activation)->+, cost: $cost } }
            check_gates(Gate::random);
        }
    )+};
}

gates! {
    a_sigmoid_agrees_on_xor_and_xnor_from_every_start: 1 Sigmoid, CrossEntropy;
    tanh_agrees_on_xor_and_xnor_from_every_start: 4 Tanh -> 1 Sigmoid, CrossEntropy;
    relu_agrees_on_xor_and_xnor_from_every_start: 4 Relu -> 1 Sigmoid, CrossEntropy;
    two_layers_of_leaky_relu_agree_on_xor_and_xnor_from_every_start: 3 LeakyRelu -> 3 LeakyRelu -> 1 Sigmoid, CrossEntropy;
    softplus_agrees_on_xor_and_xnor_from_every_start: 4 Softplus -> 1 Softplus, SquaredError;
    relu_as_output_agrees_on_xor_and_xnor_from_every_start: 4 Relu -> 1 Relu, SquaredError;
}
