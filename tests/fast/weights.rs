//! Samples with weights: the kernels agree with the textbook, and a weight counts as that many examples.

use crate::beside::{distance, drawn};
use backprop::{
    Adam, CrossEntropy, Identity, Network, Relu, Samples, SamplesError, SamplesOf, Sigmoid, Softmax, SquaredError,
    Tanh, Trainer, batch_descent, dual_check, fast, gradient_check, minibatch_descent, minimize, network, textbook,
};

network! {
    struct Single { layers: 3 -> 5 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 4 -> 9 Tanh -> 3 Softmax, cost: CrossEntropy }
    struct Wide { layers: 30 -> 40 Relu -> 17 Sigmoid, cost: SquaredError }
    struct Line { layers: 2 -> 2 Identity, cost: SquaredError }
    struct Small { layers: 4 -> 9 Tanh -> 3 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// Samples with weights from 0 to 3, 0 included.
fn weighted<N: Network>(m: usize) -> (N, SamplesOf<N>) {
    let (network, samples) = drawn::<N>(7, m);
    let weights: Vec<f64> = (0..m).map(|i| (i * 7 % 13) as f64 / 4.0).collect();
    (network, samples.with_weights(weights).unwrap())
}

/// Asserts that the kernels compute what the textbook does, in one go and in every kind of descent.
fn agrees<N: Network<Scalar: Into<f64>>>(tolerance: f64) {
    let number = <N::Scalar as backprop::Scalar>::from_f64;
    for m in [2, 9, 130, 1030] {
        let (network, samples) = weighted::<N>(m);
        let (cost, gradient) = fast::cost_and_gradient(&network, &samples, number(0.7));
        let expected: f64 = network.cost(&samples, number(0.7)).into();
        assert!((cost.into() - expected).abs() < tolerance, "J of {m} examples of {}", N::DECLARATION);
        let expected = network.gradient(&samples, number(0.7));
        assert!(distance(&gradient, &expected) < tolerance, "D of {m} examples of {}", N::DECLARATION);
    }
    let (start, samples) = weighted::<N>(150);
    for batch in [1, 4, 150] {
        let (mut network, mut by_the_book) = (start.clone(), start.clone());
        minibatch_descent(&mut network, &samples, batch, number(0.4), number(0.3), 2).unwrap();
        textbook::minibatch_descent(&mut by_the_book, &samples, batch, number(0.4), number(0.3), 2).unwrap();
        assert!(distance(&network, &by_the_book) < tolerance, "batches of {batch} of {}", N::DECLARATION);
    }
}

#[test]
fn the_kernels_weigh_examples_as_the_textbook_does() {
    agrees::<Single>(1e-12);
    agrees::<Classes>(1e-12);
    agrees::<Wide>(1e-12);
    agrees::<Line>(1e-12);
    agrees::<Small>(2e-5);
}

#[test]
fn a_weight_counts_as_that_many_examples() {
    let (network, samples) = drawn::<Classes>(3, 5);
    let (network, weights) = (network, [0.0, 1.0, 2.0, 3.0, 4.0]);
    let repeated = samples.select(&[1, 2, 2, 3, 3, 3, 4, 4, 4, 4]).unwrap();
    let weighted = samples.with_weights(weights).unwrap();
    // The sums are the same; the means are over 5 examples and over 10.
    assert!((5.0 * network.cost(&weighted, 0.0) - 10.0 * network.cost(&repeated, 0.0)).abs() < 1e-13);
    assert!(distance(&network.accumulated(&weighted), &network.accumulated(&repeated)) < 1e-13);
}

#[test]
fn weights_of_one_change_nothing() {
    let (network, samples) = drawn::<Classes>(3, 40);
    let ones = samples.clone().with_weights([1.0; 40]).unwrap();
    assert_eq!(network.cost(&ones, 0.3), network.cost(&samples, 0.3));
    assert_eq!(network.gradient(&ones, 0.3), network.gradient(&samples, 0.3));
    assert_eq!(fast::cost_and_gradient(&network, &ones, 0.3), fast::cost_and_gradient(&network, &samples, 0.3));
}

#[test]
fn the_gradient_of_weighted_samples_is_the_slope_of_their_cost() {
    let (network, samples) = weighted::<Classes>(6);
    let check = gradient_check(&network, &samples, 0.2);
    assert!(check.agrees(), "{check}");
    let check = dual_check(&network, &samples, 0.2);
    assert!(check.agrees(), "{check}");
    // Without the weights, the gradient is another one.
    let (_, plain) = drawn::<Classes>(7, 6);
    assert!(distance(&network.gradient(&plain, 0.2), &network.gradient(&samples, 0.2)) > 1e-3);
}

#[test]
fn weights_stay_with_their_examples() {
    let samples: Samples<[f64; 1], [f64; 1]> = Samples::new([[1.0], [2.0], [3.0]], [[0.0], [1.0], [1.0]]).unwrap();
    let samples = samples.with_weights([1.0, 2.0, 3.0]).unwrap();
    assert_eq!(samples.select(&[2, 0, 2]).unwrap().weights(), Some(&[3.0, 1.0, 3.0][..]));
    for (x, single) in [1.0, 2.0, 3.0].into_iter().zip(samples.singles()) {
        assert_eq!((single.x(), single.weights()), (&[[x]][..], Some(&[x][..])));
    }
    let shuffled = samples.shuffled(3);
    assert_eq!(shuffled.weights().unwrap(), shuffled.x().as_flattened());
    assert_eq!(samples.map(|number| number as f32).unwrap().weights(), samples.weights());
    let scaling = backprop::data::scaling::Scaling::standardize(samples.x()).unwrap();
    assert_eq!(scaling.scale_x(&samples).unwrap().weights(), samples.weights());
    let [part, rest] = backprop::data::split::split(&samples, [0.6, 0.4], 1).unwrap();
    for part in [part, rest] {
        assert_eq!(part.weights().unwrap(), part.x().as_flattened());
    }
}

#[test]
fn a_selection_may_have_the_weight_0_alone() {
    let (network, samples) = weighted::<Classes>(3);
    let weightless = samples.select(&[0]).unwrap();
    assert_eq!((weightless.weights(), network.cost(&weightless, 0.0)), (Some(&[0.0][..]), 0.0));
    let check = dual_check(&network, &weightless, 0.2);
    assert!(check.agrees(), "{check}");
}

#[test]
fn a_class_that_weighs_more_is_found_more_often() {
    // One example in ten is of class 1, and it cannot be told apart: both classes have the same x.
    let classes: Vec<usize> = (0..40).map(|i| usize::from(i % 10 == 0)).collect();
    network! { struct Coin { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
    let samples: SamplesOf<Coin> = Samples::from_classes(vec![[0.0]; 40], &classes).unwrap();
    let found = |samples: &SamplesOf<Coin>| {
        let mut by_descent = Coin::zeros();
        batch_descent(&mut by_descent, samples, 0.0, 2.0, 200).unwrap();
        let mut by_trainer = Coin::zeros();
        let trainer = Trainer::new(0.05).optimizer(Adam::default()).epochs(400);
        trainer.train(&mut by_trainer, samples).unwrap();
        let mut by_search = Coin::zeros();
        minimize(&mut by_search, samples, 0.0, backprop::Minimizer::L_BFGS, 50).unwrap();
        [by_descent, by_trainer, by_search].map(|coin| coin.output(&[0.0])[0])
    };
    // The best constant output is the share of class 1 in the weights.
    for (samples, share) in [
        (samples.clone(), 0.1),
        (samples.clone().balanced().unwrap(), 0.5),
        (samples.with_class_weights([1.0, 3.0]).unwrap(), 0.25),
    ] {
        for h in found(&samples) {
            assert!((h - share).abs() < 1e-3, "{h} instead of {share}");
        }
    }
}

#[test]
fn weights_that_make_no_sense_are_errors() {
    let samples: Samples<[f64; 1], [f64; 1]> = Samples::new([[1.0], [2.0]], [[0.0], [1.0]]).unwrap();
    let error = |weights: &[f64]| samples.clone().with_weights(weights).unwrap_err().to_string();
    assert_eq!(error(&[1.0]), "found 1 weight, expected 2, one for each row");
    assert_eq!(error(&[1.0, -0.5]), "row 1 has the weight -0.5, expected a finite number of at least 0");
    assert_eq!(error(&[f64::NAN, 1.0]), "row 0 has the weight NaN, expected a finite number of at least 0");
    assert_eq!(error(&[0.0, 0.0]), "all weights are 0, expected at least one above 0");
    let error = |weights: &[f64]| samples.clone().with_class_weights(weights).unwrap_err().to_string();
    assert_eq!(error(&[1.0, 2.0, 3.0]), "found 3 weights, expected 2, one for each class");
    assert_eq!(error(&[1.0, f64::INFINITY]), "class 1 has the weight inf, expected a finite number of at least 0");
    // Numbers and several labels at once have no class.
    for y in [[1.0, 1.0], [0.0, 0.0], [0.5, 0.5], [3.0, 0.0]] {
        let samples: Samples<[f64; 1], [f64; 2]> = Samples::new([[1.0], [2.0]], [[1.0, 0.0], y]).unwrap();
        assert_eq!(samples.balanced().unwrap_err(), SamplesError::NoClass { row: 1 });
    }
}
