//! The fast path computes the numbers of the textbook's code, up to rounding: for every size, activation and cost, with
//! every instruction set of this machine.
//!
//! The expected numbers come from the network's own methods, which are the textbook's code for every number type.

use crate::beside::{distance, drawn};
use crate::own::{LogCosh, Swish};
use backprop::fast::{self, cost_and_gradient};
use backprop::kernels::layers::{Costs, Examples};
use backprop::kernels::vector::Cpu;
use backprop::kernels::workspace::{Shares, Workspace};
use backprop::readings::dual::Dual64;
use backprop::{
    Cost, CrossEntropy, Identity, LeakyRelu, Network, OutputActivation, Relu, Row, SamplesOf, Scalar, Sigmoid, Softmax,
    Softplus, SquaredError, Tanh, network,
};

/// A custom cost with comparisons: quadratic near the target, linear far from it.
struct Huber;

impl<A: OutputActivation> Cost<A> for Huber {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        let half = T::from_f64(0.5);
        let one = |k: usize| match (a[k] - y[k]).abs() {
            far if far > half => half * (far - half * half),
            near => half * near * near,
        };
        (0..K).fold(T::ZERO, |sum, k| sum + one(k))
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let half = T::from_f64(0.5);
        let slope = |k: usize| match a[k] - y[k] {
            far if far > half => half,
            far if far < -half => -half,
            near => near,
        };
        A::pull_back(z, &std::array::from_fn(slope))
    }
}

fn examples<N: Network>(samples: &SamplesOf<N>) -> Examples<'_, N::Scalar> {
    Examples { x: Row::flatten(samples.x()), y: Row::flatten(samples.y()), weights: &[] }
}

/// Asserts that Δ of the kernels agrees with the textbook's, for each instruction set and each number of samples.
fn agrees<N: Network<Scalar: Shares + Into<f64>>>(samples: &[usize], bound: f64) {
    for &m in samples {
        let (network, samples) = drawn::<N>(7 * m as u64 + 1, m);
        let accumulated = network.accumulated(&samples);
        for cpu in Cpu::all() {
            let mut workspace = Workspace::<N::Scalar, N::Layers>::new(&network.thetas(), m, cpu);
            let costs: f64 = workspace.accumulate(examples::<N>(&samples), 0..m, Costs::Wanted).into();
            let mut fast = N::zeros();
            backprop::kernels::parameters::write(workspace.theta_and_sums().1, fast.thetas_mut());
            let name = N::DECLARATION;
            let off = distance(&fast, &accumulated);
            assert!(off <= bound, "{name}, {m} samples, {cpu:?}: Δ has the relative difference {off:e}");
            let alone: f64 = workspace.cost(examples::<N>(&samples)).into();
            assert_eq!(alone, costs, "{name}, {m} samples, {cpu:?}: the cost computed without Δ differs");
        }
    }
}

/// Asserts that J of the kernels agrees with the textbook's.
fn costs_agree<N: Network<Scalar: Shares + Into<f64>>>(samples: &[usize], bound: f64) {
    for &m in samples {
        let (network, samples) = drawn::<N>(7 * m as u64 + 1, m);
        let cost: f64 = network.cost(&samples, N::Scalar::ZERO).into();
        for cpu in Cpu::all() {
            let costs: f64 =
                Workspace::<N::Scalar, N::Layers>::new(&network.thetas(), m, cpu).cost(examples::<N>(&samples)).into();
            let off = (costs / m as f64 - cost).abs() / cost.abs().max(1.0);
            assert!(off <= bound, "{}, {m} samples, {cpu:?}: J has the relative difference {off:e}", N::DECLARATION);
        }
    }
}

const F64: f64 = 1e-12;
const F32: f64 = 2e-5;

/// Sizes around the limits of lanes, tiles and blocks.
const BORDERS: [usize; 19] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 31, 33, 127, 128, 129, 257];

macro_rules! pairs {
    ($($name:ident: $hidden:ident -> $outputs:literal $output:ident, $cost:ident;)+) => {$(
        #[test]
        fn $name() {
            network! {
                struct Shallow { layers: 3 -> 2 $output, cost: $cost }
                struct Net { layers: 5 -> 9 $hidden -> 3 $output, cost: $cost }
                struct Deep { layers: 4 -> 7 $hidden -> 16 $hidden -> 5 $hidden -> $outputs $output, cost: $cost }
            }
            agrees::<Shallow<f64>>(&BORDERS, F64);
            agrees::<Deep<f64>>(&BORDERS, F64);
            agrees::<Net<f32>>(&BORDERS, F32);
            costs_agree::<Deep<f64>>(&BORDERS, F64);
            costs_agree::<Net<f32>>(&BORDERS, F32);
        }
    )+};
}

pairs! {
    sigmoid_with_cross_entropy: Sigmoid -> 1 Sigmoid, CrossEntropy;
    sigmoid_with_squared_error: Sigmoid -> 1 Sigmoid, SquaredError;
    tanh_with_squared_error: Tanh -> 1 Tanh, SquaredError;
    relu_with_squared_error: Relu -> 1 Relu, SquaredError;
    leaky_relu_with_squared_error: LeakyRelu -> 1 LeakyRelu, SquaredError;
    softplus_with_squared_error: Softplus -> 1 Softplus, SquaredError;
    identity_with_squared_error: Identity -> 1 Identity, SquaredError;
    softmax_with_cross_entropy: Relu -> 2 Softmax, CrossEntropy;
    softmax_with_squared_error: Tanh -> 2 Softmax, SquaredError;
    an_activation_of_ones_own: Swish -> 1 Swish, SquaredError;
    a_cost_of_ones_own_that_compares: Tanh -> 1 Identity, Huber;
    a_cost_of_ones_own_without_comparisons: Tanh -> 2 Softmax, LogCosh;
    a_cost_of_ones_own_with_an_activation_that_compares: Relu -> 1 LeakyRelu, LogCosh;
}

macro_rules! widths {
    ($($inputs:literal -> $units:literal -> $narrow:literal -> $outputs:literal,)+) => {
        #[test]
        fn every_width_around_the_limits_of_vectors_and_tiles() {
            $({
                network! {
                    struct Net {
                        layers: $inputs -> $units Tanh -> $narrow Sigmoid -> $outputs Softmax,
                        cost: CrossEntropy,
                    }
                }
                agrees::<Net<f64>>(&[1, 5, 8, 33, 130], F64);
                agrees::<Net<f32>>(&[1, 5, 8, 33, 130], F32);
            })+
        }
    };
}

// Each width occurs as the number of inputs, of hidden units and of outputs.
widths! {
    1 -> 1 -> 257 -> 2, 2 -> 15 -> 3 -> 8, 3 -> 16 -> 193 -> 4, 7 -> 17 -> 15 -> 6, 8 -> 8 -> 7 -> 17,
    15 -> 33 -> 9 -> 9, 16 -> 31 -> 33 -> 16, 17 -> 9 -> 16 -> 7, 31 -> 32 -> 31 -> 3, 33 -> 65 -> 2 -> 15,
    64 -> 63 -> 64 -> 5, 127 -> 12 -> 65 -> 4, 129 -> 129 -> 17 -> 10, 193 -> 30 -> 1 -> 33, 257 -> 6 -> 127 -> 2,
}

network! {
    struct Wide { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError }
    struct Many { layers: 12 -> 20 Tanh -> 6 Sigmoid, cost: CrossEntropy }
    struct Few { layers: 2 -> 3 Tanh -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
}

#[test]
fn wide_layers_and_many_samples_agree_too() {
    agrees::<Wide<f64>>(&[1, 10, 300, 1100], F64);
    agrees::<Wide<f32>>(&[1, 10, 300, 1100], F32);
    agrees::<Many<f64>>(&[1023, 1024, 1025, 5000], F64);
    agrees::<Many<f32>>(&[1025, 5000], F32);
}

/// Uses weights of very different magnitudes.
#[test]
fn every_finite_input_gives_finite_numbers_on_the_fast_path() {
    for exponent in [-300, -30, 0, 3, 30, 70] {
        let (network, samples) = drawn::<Few>(1, 20);
        let mut scaled = network.clone();
        scaled.theta_1 = network.theta_1.map(|weight| weight * 10_f64.powi(exponent));
        scaled.theta_3 = network.theta_3.map(|weight| weight * 10_f64.powi(exponent));
        let (cost, gradient) = cost_and_gradient(&scaled, &samples, 0.1);
        assert!(cost.is_finite(), "weights of 1e{exponent}");
        assert!(distance(&gradient, &gradient) == 0.0, "weights of 1e{exponent}");
    }
}

#[test]
fn floats_use_the_kernels_and_other_numbers_the_textbook() {
    let (network, samples) = drawn::<Few>(1, 300);
    let (cost, gradient) = cost_and_gradient(&network, &samples, 0.1);
    assert_eq!(cost, fast::cost(&network, &samples, 0.1));
    assert_eq!(gradient, fast::gradient(&network, &samples, 0.1));
    // Sums of this many terms are rounded differently by the kernels, so a difference shows that the kernels ran.
    assert_ne!(gradient, network.gradient(&samples, 0.1));
    assert!(distance(&gradient, &network.gradient(&samples, 0.1)) < F64);

    let of_dual = <Few as Network>::map_samples(&samples, Dual64::from_re).unwrap();
    let (network, lambda) = (network.map(Dual64::from_re), Dual64::from_re(0.1));
    assert_eq!(fast::gradient(&network, &of_dual, lambda), network.gradient(&of_dual, lambda));
    assert_eq!(fast::cost(&network, &of_dual, lambda), network.cost(&of_dual, lambda));
}

#[test]
fn outputs_are_those_of_the_textbook_for_any_number_of_inputs() {
    fn agree<N: Network<Scalar: Into<f64>>>(samples: &[usize], bound: f64) {
        for &m in samples {
            let (network, samples) = drawn::<N>(3 * m as u64 + 1, m);
            let outputs = fast::outputs(&network, &samples);
            assert_eq!(outputs, fast::outputs(&network, samples.x()));
            assert_eq!(outputs.len(), m);
            for (h, x) in outputs.iter().zip(samples.x()) {
                for (&h, &want) in h.as_ref().iter().zip(network.output(x).as_ref()) {
                    let (h, want): (f64, f64) = (h.into(), want.into());
                    assert!(
                        (h - want).abs() <= bound * want.abs().max(1.0),
                        "{}: {h}, expected {want}",
                        N::DECLARATION
                    );
                }
            }
        }
    }
    agree::<Few>(&[1, 2, 7, 8, 9, 127, 128, 129, 1025], F64);
    agree::<Many<f64>>(&[1, 9, 129, 5000], F64);
    agree::<Many<f32>>(&[1, 9, 129], F32);
    assert!(fast::outputs(&Few::random(1), &[]).is_empty());
}
