//! Properties of every network and all samples.

use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Relu, Samples, Sigmoid, Softmax, Softplus, SquaredError, Tanh, descend,
    network,
};
use proptest::prelude::*;

network! {
    struct Net { layers: 3 -> 4 Tanh -> 2 Sigmoid, cost: CrossEntropy }
    struct Regression { layers: 3 -> 4 Softplus -> 2 Identity, cost: SquaredError }
    struct Classes { layers: 3 -> 4 Relu -> 3 LeakyRelu -> 2 Softmax, cost: CrossEntropy }
    struct Squares { layers: 3 -> 4 Sigmoid -> 2 Softmax, cost: SquaredError }
}

type Rows<const N: usize> = Vec<[f64; N]>;

/// Draws up to eight examples with targets between 0 and 1.
fn examples() -> impl Strategy<Value = (Rows<3>, Rows<2>)> {
    prop::collection::vec((prop::array::uniform3(-2.0..2.0), prop::array::uniform2(0.0..1.0)), 1..8)
        .prop_map(|examples| examples.into_iter().unzip())
}

/// Returns all weights of a network, one after the other.
fn flat<N: Network<Scalar = f64>>(network: &N) -> Vec<f64> {
    network.thetas().iter().flat_map(|theta| theta.iter().copied().collect::<Vec<_>>()).collect()
}

fn assert_near(got: &[f64], want: &[f64]) {
    for (got, want) in got.iter().zip(want) {
        assert!((got - want).abs() <= 1e-12 * want.abs().max(1.0), "{got}, expected {want}");
    }
}

proptest! {
    #[test]
    fn delta_is_additive_over_the_samples((x, y) in examples(), (more_x, more_y) in examples(), seed: u64) {
        let net = Net::random(seed);
        let one = net.accumulated(&Samples::new(&x, &y).unwrap());
        let other = net.accumulated(&Samples::new(&more_x, &more_y).unwrap());
        let both = net.accumulated(&Samples::new([x, more_x].concat(), [y, more_y].concat()).unwrap());
        let sum: Vec<f64> = flat(&one).iter().zip(flat(&other)).map(|(one, other)| one + other).collect();
        assert_near(&flat(&both), &sum);
    }

    #[test]
    fn the_batch_gradient_is_the_mean_of_the_examples_gradients((x, y) in examples(), seed: u64) {
        let net = Net::random(seed);
        let samples = Samples::new(x, y).unwrap();
        let m = samples.len() as f64;
        let mut mean = vec![0.0; flat(&net).len()];
        for example in samples.singles() {
            mean.iter_mut().zip(flat(&net.gradient(&example, 0.3))).for_each(|(mean, d)| *mean += d / m);
        }
        // λ is divided by m, and m is 1 for each single example.
        assert_near(&flat(&net.gradient(&samples, 0.3 * m)), &mean);
    }

    #[test]
    fn the_order_of_the_samples_does_not_matter((x, y) in examples(), seed: u64) {
        let net = Classes::random(seed);
        let samples = Samples::new(&x, &y).unwrap();
        let reversed = Samples::new(x.into_iter().rev().collect::<Vec<_>>(), y.into_iter().rev().collect::<Vec<_>>());
        let reversed = reversed.unwrap();
        assert_near(&flat(&net.gradient(&samples, 0.5)), &flat(&net.gradient(&reversed, 0.5)));
        assert_near(&[net.cost(&samples, 0.5)], &[net.cost(&reversed, 0.5)]);
    }

    #[test]
    fn no_error_gives_no_gradient((x, _) in examples(), seed: u64) {
        let net = Regression::random(seed);
        let y: Vec<_> = x.iter().map(|x| net.output(x)).collect();
        let samples = Samples::new(x, y).unwrap();
        prop_assert!(flat(&net.accumulated(&samples)).iter().all(|&sum| sum == 0.0));
        // Both are 0 up to rounding.
        prop_assert!(net.cost(&samples, 0.0) < 1e-28);
        prop_assert!(flat(&net.gradient(&samples, 0.0)).iter().all(|&d| d.abs() < 1e-13));
    }

    #[test]
    fn a_small_step_against_the_gradient_descends((x, y) in examples(), seed: u64, lambda in 0.0..2.0) {
        let mut net = Squares::random(seed);
        let samples = Samples::new(x, y).unwrap();
        let (before, gradient) = (net.cost(&samples, lambda), net.gradient(&samples, lambda));
        prop_assume!(flat(&gradient).iter().any(|d| d.abs() > 1e-6));
        descend(&mut net, &gradient, 1e-3);
        prop_assert!(net.cost(&samples, lambda) < before);
    }

    #[test]
    fn the_penalty_leaves_the_bias_columns_alone((x, y) in examples(), seed: u64) {
        let net = Net::random(seed);
        let samples = Samples::new(x, y).unwrap();
        let (without, with) = (net.gradient(&samples, 0.0), net.gradient(&samples, 5.0));
        for (without, with) in without.thetas().into_iter().zip(with.thetas()) {
            prop_assert_eq!(without.column(0), with.column(0));
        }
        let mut biased = net.clone();
        biased.theta_1.iter_mut().for_each(|row| row[0] += 10.0);
        prop_assert_eq!(net.theta_1.squares(), biased.theta_1.squares());
    }

    #[test]
    fn a_class_is_the_largest_output(x in prop::array::uniform3(-2.0..2.0), seed: u64) {
        let net = Classes::random(seed);
        let h = net.output(&x);
        let class = net.predict(&x);
        prop_assert!(h.iter().all(|&other| other <= h[class]));
        prop_assert!((h.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
