//! Extreme sizes and numbers: the answer is right, or the error says what is wrong.

use crate::beside::bits;
use backprop::fast;
use backprop::{
    CrossEntropy, Identity, Network, Relu, Samples, SamplesOf, Sigmoid, Softmax, SquaredError, Tanh, Trainer,
    TrainingError, batch_descent, gradient_check, minibatch_descent, network, stochastic_descent,
};

network! {
    struct Deep { layers: 8 -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 8 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Wide { layers: 4096 -> 4096 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct Narrow { layers: 1 -> 1 Tanh -> 1 Identity, cost: SquaredError }
    struct Small { layers: 2 -> 3 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 2 -> 3 Tanh -> 3 Softmax, cost: CrossEntropy }
    struct Squares { layers: 2 -> 3 Relu -> 2 Sigmoid, cost: SquaredError }
}

/// Runs on a stack of 256 KiB instead of the usual 2 MiB: nothing whose size depends on the network may be on the
/// stack.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).unwrap().join().unwrap();
}

#[test]
fn sixty_four_layers_learn() {
    on_a_small_stack(|| {
        let samples = Samples::new([[0.1; 8], [-0.9; 8]], [[1.0], [0.0]]).unwrap();
        let mut deep = Deep::random(1);
        assert_eq!(deep.thetas().len(), 64);
        let start = deep.cost(&samples, 0.0);
        assert!(gradient_check(&deep, &samples, 0.1).agrees());
        batch_descent(&mut deep, &samples, 0.0, 0.05, 100).unwrap();
        assert!(deep.cost(&samples, 0.0) < start);
    });
}

/// A compiler that optimizes asks this of the layers.
#[test]
fn sixty_four_layers_do_not_exceed_the_limit_of_recursion() {
    fn may_be_moved<T: Unpin>() {}
    may_be_moved::<<Deep as Network>::Layers>();
}

#[test]
fn layers_of_4096_units_learn() {
    on_a_small_stack(|| {
        let x: Vec<[f32; 4096]> =
            (0..3_u16).map(|i| std::array::from_fn(|j| f32::from(u8::from(j % 3 == usize::from(i))))).collect();
        let samples = Samples::from_classes(x, &[0, 5, 9]).unwrap();
        let mut wide = Wide::random(1);
        let start = fast::cost(&wide, &samples, 0.0);
        stochastic_descent(&mut wide, &samples, 0.0, 0.01, 3).unwrap();
        assert!(fast::cost(&wide, &samples, 0.0) < start / 2.0);
    });
}

/// Compares layers of one unit with their formulas written out, for one example and for 100 000 equal ones.
#[test]
fn one_unit_and_a_hundred_thousand_examples() {
    let narrow = Narrow { theta_1: [[0.2, -0.4]].into(), theta_2: [[0.1, 0.7]].into() };
    let (x, y) = (1.5_f64, 2.0);
    let a = (0.2 - 0.4 * x).tanh();
    let delta_3 = 0.1 + 0.7 * a - y;
    let delta_2 = 0.7 * delta_3 * (1.0 - a * a);
    for m in [1, 100_000] {
        let samples = Samples::new(vec![[x]; m], vec![[y]; m]).unwrap();
        let gradient = fast::gradient(&narrow, &samples, 0.0);
        let near =
            |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}, expected {expected}");
        near(gradient.theta_1[0][0], delta_2);
        near(gradient.theta_1[0][1], delta_2 * x);
        near(gradient.theta_2[0][0], delta_3);
        near(gradient.theta_2[0][1], delta_3 * a);
        near(fast::cost(&narrow, &samples, 0.0), delta_3 * delta_3 / 2.0);
    }
}

/// Asserts that the cost, the gradient and Δ are finite, by the network's own methods and by the kernels.
fn finite<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>) {
    let (fast_cost, fast_gradient) = fast::cost_and_gradient(network, samples, 0.0);
    assert!(network.cost(samples, 0.0).is_finite() && fast_cost.is_finite());
    for gradient in [network.gradient(samples, 0.0), network.accumulated(samples), fast_gradient] {
        assert!(gradient.thetas().iter().flatten().all(|d| d.is_finite()), "{gradient:?}");
    }
}

#[test]
fn huge_weights_saturate_and_stay_finite() {
    for size in [1e3, 1e75, 1e150] {
        let x = [[1.0, -1.0], [0.5, 1e-3], [0.0, 0.0]];
        let samples = Samples::new(x, [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]).unwrap();
        finite(&Small::random(1).map(|weight| weight * size), &samples);
        let classes = Samples::from_classes(x, &[0, 1, 2]).unwrap();
        finite(&Classes::random(1).map(|weight| weight * size), &classes);
    }
}

#[test]
fn the_cost_of_a_saturated_wrong_output_is_its_weighted_input() {
    // For z = 1e150 and the target 0, ln(1 − h) would be the logarithm of 0.
    let network =
        Small { theta_1: [[0.0; 3]; 3].into(), theta_2: [[1e150, 0.0, 0.0, 0.0], [-1e150, 0.0, 0.0, 0.0]].into() };
    let samples = Samples::new([[1.0, 1.0]], [[0.0, 0.0]]).unwrap();
    assert_eq!([network.cost(&samples, 0.0), fast::cost(&network, &samples, 0.0)], [1e150; 2]);
    assert_eq!(network.gradient(&samples, 0.0).theta_2[0][0], 1.0);
    assert!(network.gradient(&samples, 0.0).theta_2[1][0] < 1e-300);
}

#[test]
fn weights_whose_squares_overflow_have_a_finite_cost_without_a_penalty() {
    let network = Small { theta_1: [[0.5; 3]; 3].into(), theta_2: [[0.0, f64::MAX, 0.0, 0.0], [0.0; 4]].into() };
    let samples = Samples::new([[-1.0, -1.0]], [[0.0, 0.0]]).unwrap();
    let [cost, fast] = [network.cost(&samples, 0.0), fast::cost(&network, &samples, 0.0)];
    assert!(cost.is_finite() && (cost - fast).abs() <= 1e-14 * cost, "{cost:e} and {fast:e}");
    assert_eq!(network.cost(&samples, 1e-3), f64::INFINITY);
}

#[test]
fn huge_and_subnormal_inputs_stay_finite() {
    let tiny = f64::MIN_POSITIVE / 8.0;
    let samples = Samples::new([[1e300, -1e300], [tiny, -tiny]], [[1.0, 0.0], [0.0, 1.0]]).unwrap();
    finite(&Small::random(1), &samples);
    finite(&Squares::random(2).map(|weight| weight * tiny), &samples);
}

#[test]
fn weights_that_are_not_finite_are_an_error_wherever_they_are_used() {
    let samples = Samples::new([[1.0, 2.0]], [[1.0, 0.0]]).unwrap();
    for bad in [f64::NAN, f64::INFINITY] {
        let mut network = Small::random(1);
        network.theta_2[1][2] = bad;
        let before = network.clone();
        assert!(batch_descent(&mut network, &samples, 0.0, 0.1, 3).is_err());
        assert!(stochastic_descent(&mut network, &samples, 0.0, 0.1, 3).is_err());
        assert!(minibatch_descent(&mut network, &samples, 1, 0.0, 0.1, 3).is_err());
        let refused: TrainingError = Trainer::new(0.1).epochs(3).train(&mut network, &samples).unwrap_err();
        assert!(!refused.to_string().is_empty());
        let path = std::env::temp_dir().join(format!("backprop-stress-{}.safetensors", std::process::id()));
        assert!(backprop::formats::safetensors::save(&network, &path).is_err());
        assert!(!path.exists());
        assert!(backprop::formats::onnx::to_bytes(&network).is_err());
        // The weights have not changed.
        assert!(bits(&network) == bits(&before));
    }
}
