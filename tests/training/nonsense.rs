//! Nothing is silently wrong: what has no right answer is an error or stays NaN, wherever it comes from.

use backprop::data::scaling::{Scaling, ScalingError};
use backprop::data::split::{SplitError, split_by_class};
use backprop::training::minimize::{MinimizeError, Minimizer, minimize};
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Model, Network, Relu, Samples, SamplesOf, Softmax, SquaredError, Tanh, Trainer,
    TrainingError, batch_descent, fast, minibatch_descent, network, textbook,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

network! {
    struct Ramp { layers: 2 -> 3 Relu -> 1 Identity, cost: SquaredError }
    struct Leaky { layers: 2 -> 3 LeakyRelu -> 1 Identity, cost: SquaredError }
    struct Classes { layers: 2 -> 3 Relu -> 3 Softmax, cost: CrossEntropy }
    struct Ends { layers: 2 -> 3 Tanh -> 2 Relu, cost: SquaredError }
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    struct Single { layers: 1 -> 1 Identity, cost: SquaredError, scalar: f32 }
}

/// Asserts that a row with a missing value has no output, by either way, and predicts no class.
fn loses_nothing<N: Network<Scalar = f64, Input = [f64; 2]>>(network: &N) {
    for row in [[f64::NAN, 1.0], [0.0, f64::NAN]] {
        let h = network.output(&row);
        assert!(h.as_ref().iter().all(|h| h.is_nan()), "{}: {h:?}", N::DECLARATION);
        let h = &fast::outputs(network, &[row][..])[0];
        assert!(h.as_ref().iter().all(|h| h.is_nan()), "{}, fast: {h:?}", N::DECLARATION);
        let message = catch_unwind(AssertUnwindSafe(|| network.predict(&row))).unwrap_err();
        assert!(message.downcast_ref::<&str>().unwrap().starts_with("an output is NaN and predicts no class"));
    }
}

#[test]
fn a_missing_value_is_never_a_number_again() {
    loses_nothing(&Ramp::random(1));
    loses_nothing(&Leaky::random(1));
    loses_nothing(&Classes::random(1));
    loses_nothing(&Ends::random(1));
    assert!(catch_unwind(|| Model::new(Classes::random(1)).class(&[f64::NAN, 0.0]).to_owned()).is_err());
}

#[test]
fn sums_that_overflow_are_the_same_by_either_way() {
    // z = 10 · 10³⁰⁸ − 10 · 10³⁰⁸ is ∞ − ∞.
    let network: Ramp = Ramp { theta_1: [[0.0, 10.0, -10.0]; 3].into(), theta_2: [[0.0, 1.0, 1.0, 1.0]].into() };
    let samples = Samples::new([[1e308, 1e308]], [[1.0]]).unwrap();
    let costs: [f64; 2] = [network.cost(&samples, 0.0), fast::cost(&network, &samples, 0.0)];
    assert!(costs.iter().all(|cost| !cost.is_finite()), "{costs:?}");
}

#[test]
fn a_cost_that_is_not_finite_before_the_first_step_is_no_matter_of_the_rate() {
    let samples = Samples::new([[1e200], [0.0]], [[1.0], [0.0]]).unwrap();
    let start = Line { theta_1: [[0.0, 0.5]].into() };
    let mut line = start.clone();
    let errors = [
        batch_descent(&mut line, &samples, 0.0, 0.1, 3).unwrap_err(),
        minibatch_descent(&mut line, &samples, 1, 0.0, 0.1, 3).unwrap_err(),
        textbook::stochastic_descent(&mut line, &samples, 0.0, 0.1, 3).unwrap_err(),
        Trainer::new(0.1).epochs(3).train(&mut line, &samples).unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, TrainingError::Start { .. }), "{error}");
        assert!(error.to_string().contains("scale the inputs, as by `Scaling::standardize`"), "{error}");
    }
    assert_eq!(line, start);
}

#[test]
fn a_batch_and_a_memory_of_nothing_are_errors() {
    let samples: SamplesOf<Line> = Samples::new([[1.0]], [[1.0]]).unwrap();
    let mut line = Line::random(1);
    for error in [
        minibatch_descent(&mut line, &samples, 0, 0.0, 0.1, 3).unwrap_err(),
        textbook::minibatch_descent(&mut line, &samples, 0, 0.0, 0.1, 3).unwrap_err(),
        Trainer::new(0.1).epochs(3).batch_size(0).train(&mut line, &samples).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "the batch size is 0, expected at least 1 sample");
    }
    let error = minimize(&mut line, &samples, 0.0, Minimizer::LBfgs { memory: 0 }, 3).unwrap_err();
    assert_eq!(error, MinimizeError::Memory);
    assert_eq!(line, Line::random(1));
}

#[test]
fn a_search_finds_small_targets_as_exactly_as_large_ones() {
    for unit in [1e-9, 1e-6, 1.0, 1e6] {
        let x: Vec<[f64; 1]> = (0..20).map(|i| [f64::from(i) / 10.0 - 1.0]).collect();
        let y: Vec<[f64; 1]> = x.iter().map(|&[x]| [unit * (1.0 + 2.0 * x)]).collect();
        let samples = Samples::new(x, y).unwrap();
        for method in [Minimizer::L_BFGS, Minimizer::ConjugateGradients] {
            let mut line = Line::zeros();
            let minimum = minimize(&mut line, &samples, 0.0, method, 100).unwrap();
            let [bias, slope] = line.theta_1[0].map(|weight| weight / unit);
            assert!((bias - 1.0).abs() < 1e-4 && (slope - 2.0).abs() < 1e-4, "{unit}: {bias}, {slope}, {minimum:?}");
        }
    }
    let samples = Samples::new([[0.0_f32], [1.0]], [[1e-3], [3e-3]]).unwrap();
    let mut line: Single = Single::zeros();
    minimize(&mut line, &samples, 0.0, Minimizer::L_BFGS, 100).unwrap();
    assert!((line.theta_1[0][1] / 1e-3 - 2.0).abs() < 1e-2, "{line:?}");
}

#[test]
fn a_split_by_class_knows_classes_by_any_two_values() {
    // Two of twenty rows are of the second class, called 2: one for each half, whatever the seed.
    let x: Vec<[f64; 1]> = (0..20).map(|i| [f64::from(i)]).collect();
    let labels = |first: f64, second: f64| (0..20).map(|i| [if i % 10 == 3 { second } else { first }]).collect();
    for (first, second) in [(1.0, 2.0), (-1.0, 1.0), (5.0, -3.0)] {
        let y: Vec<[f64; 1]> = labels(first, second);
        let samples = Samples::new(x.clone(), y).unwrap();
        for seed in 0..5 {
            let halves = split_by_class(&samples, [0.5, 0.5], seed).unwrap();
            assert!(halves.iter().all(|half| half.y().iter().filter(|y| y[0] == second).count() == 1));
        }
    }
    let numbers = Samples::new(x.clone(), x.clone()).unwrap();
    assert_eq!(split_by_class(&numbers, [0.5, 0.5], 1).unwrap_err(), SplitError::NoClass { row: 2 });
    let labels = Samples::new([[0.0], [1.0]], [[1.0, 0.0], [1.0, 1.0]]).unwrap();
    assert_eq!(split_by_class(&labels, [0.5, 0.5], 1).unwrap_err(), SplitError::NoClass { row: 1 });
}

#[test]
fn a_scaling_of_a_missing_value_names_its_row() {
    let rows = [[1.0, 2.0], [3.0, f64::NAN], [f64::INFINITY, 4.0]];
    let expected = ScalingError::NotFinite { row: 1, column: 1, value: "NaN".to_owned() };
    assert_eq!(Scaling::standardize(&rows).unwrap_err(), expected);
    assert_eq!(Scaling::min_max(&rows).unwrap_err(), expected);
    assert_eq!(expected.to_string(), "row 1, column 1 of the training rows is NaN, expected a finite number");
}
