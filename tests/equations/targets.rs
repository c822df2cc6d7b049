//! Targets that a cost cannot score are refused wherever a cost or a gradient is computed, with their place and what to
//! write.

use backprop::training::minimize::Minimizer;
use backprop::{
    Cost, CrossEntropy, Identity, Network, OutputActivation, Samples, SamplesOf, Scalar, Sigmoid, Softmax,
    SquaredError, Tanh, Targets, TrainingError, batch_descent, fast, minibatch_descent, minimize, network,
    stochastic_descent, textbook,
};
use std::panic::{self, AssertUnwindSafe};

network! {
    struct YesOrNo { layers: 1 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Labels { layers: 1 -> 2 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 1 -> 3 Softmax, cost: CrossEntropy }
    struct Number { layers: 1 -> 2 Tanh -> 1 Identity, cost: SquaredError }
    struct Single { layers: 1 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
    struct Own { layers: 1 -> 1 Sigmoid, cost: Binary }
}

/// Cross-entropy written by hand, with the targets that it takes.
struct Binary;

impl Cost<Sigmoid> for Binary {
    fn cost<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        <CrossEntropy as Cost<Sigmoid>>::cost(z, a, y)
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        <CrossEntropy as Cost<Sigmoid>>::delta(z, a, y)
    }
    const TARGETS: Targets = Targets::Probabilities;
}

/// Returns the message of a panic, and asserts that it names this file as its place.
fn message<R>(compute: impl FnOnce() -> R) -> String {
    let place = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let seen = place.clone();
    let thread = std::thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == thread {
            *seen.lock().unwrap() = info.location().map_or(String::new(), |at| at.file().to_owned());
        } else {
            eprintln!("{info}");
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(compute));
    panic::set_hook(before);
    let Err(payload) = result else { panic!("it computed a number") };
    assert!(place.lock().unwrap().ends_with("targets.rs"), "the panic is at {}", place.lock().unwrap());
    payload.downcast_ref::<String>().expect("a panic with a text").clone()
}

/// Asserts that every way to a number refuses the samples, with the same message.
fn is_refused<N: Network<Scalar: Into<f64>>>(samples: &SamplesOf<N>, expected: &str) {
    let number = <N::Scalar as Scalar>::from_f64;
    let (zero, rate) = (number(0.0), number(0.1));
    let start = N::zeros();
    assert_eq!(message(|| start.cost(samples, zero)), expected);
    assert_eq!(message(|| start.accumulated(samples)), expected);
    assert_eq!(message(|| start.gradient(samples, zero)), expected);
    assert_eq!(message(|| fast::cost(&start, samples, zero)), expected);
    assert_eq!(message(|| fast::gradient(&start, samples, zero)), expected);
    assert_eq!(message(|| fast::cost_and_gradient(&start, samples, zero)), expected);
    assert_eq!(message(|| backprop::Trace::new(&start, samples, zero)), expected);
    assert_eq!(message(|| backprop::gradient_check(&start, samples, zero)), expected);
    assert_eq!(message(|| backprop::numeric_gradient(&start, samples, zero, number(1e-3))), expected);

    let mut network = start.clone();
    let mut results = vec![
        batch_descent(&mut network, samples, zero, rate, 3),
        stochastic_descent(&mut network, samples, zero, rate, 3),
        minibatch_descent(&mut network, samples, 2, zero, rate, 3),
        textbook::batch_descent(&mut network, samples, zero, rate, 3),
        textbook::stochastic_descent(&mut network, samples, zero, rate, 3),
        textbook::minibatch_descent(&mut network, samples, 2, zero, rate, 3),
        backprop::Trainer::new(0.1).epochs(1).train(&mut network, samples).map(|_| ()),
    ];
    results.push(minimize(&mut network, samples, zero, Minimizer::L_BFGS, 3).map(|_| ()).map_err(
        |error| match error {
            backprop::training::minimize::MinimizeError::Samples(error) => TrainingError::Samples(error),
            other => panic!("{other}"),
        },
    ));
    for result in results {
        let Err(TrainingError::Samples(error)) = result else { panic!("{result:?}") };
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(network, start, "no step was taken");
}

const CLASSES: &str =
    "for classes, use `Samples::from_classes`, which counts them from 0; for other numbers, the cost `SquaredError`";
const NUMBERS: &str = "for numbers that are no probabilities, use the cost `SquaredError`";
const SIGNS: &str = "write 0 and 1 instead of −1 and 1";

/// Returns the message about the target in this place.
fn about(row: usize, column: usize, value: &str, advice: &str) -> String {
    format!(
        "y[{row}][{column}] (row {row}, column {column}) is {value}, expected a probability from 0 to 1, as cross-entropy \
         scores it; {advice}"
    )
}

#[test]
fn a_target_that_is_no_probability_is_refused_before_anything_is_computed() {
    let x = [[0.1], [0.2], [0.3]];
    let samples = |y: [f64; 3]| Samples::new(x, y.map(|y| [y])).unwrap();
    is_refused::<YesOrNo>(&samples([1.0, 2.0, 1.0]), &about(1, 0, "2", CLASSES));
    is_refused::<YesOrNo>(&samples([1.0, -1.0, 1.0]), &about(1, 0, "-1", SIGNS));
    is_refused::<YesOrNo>(&samples([0.0, 1.0, 150.0]), &about(2, 0, "150", CLASSES));
    is_refused::<YesOrNo>(&samples([0.0, 0.5, 1.0 + f64::EPSILON]), &about(2, 0, "1.0000000000000002", NUMBERS));
    is_refused::<YesOrNo>(&samples([-1e-300, 0.5, 1.0]), &about(0, 0, &(-1e-300_f64).to_string(), NUMBERS));
    is_refused::<Own>(&samples([1.0, 2.0, 1.0]), &about(1, 0, "2", CLASSES));
    let samples = Samples::new(x, [[0.0, 1.0], [0.3, 0.2], [0.7, 1.5]]).unwrap();
    is_refused::<Labels>(&samples, &about(2, 1, "1.5", NUMBERS));
    let samples = Samples::new(x, [[0.0, 0.0, 1.0], [1.0, -0.5, 0.5], [0.0, 1.0, 0.0]]).unwrap();
    is_refused::<Classes>(&samples, &about(1, 1, "-0.5", NUMBERS));
    let samples = Samples::new([[0.1_f32]], [[3.0]]).unwrap();
    is_refused::<Single<f32>>(&samples, &about(0, 0, "3", CLASSES));
    let dual = Samples::new(x, [[2.0], [0.0], [1.0]]).unwrap();
    assert_eq!(message(|| backprop::dual_check(&YesOrNo::random(1), &dual, 0.0)), about(0, 0, "2", CLASSES));
}

#[test]
fn the_ends_of_the_range_and_all_between_are_targets() {
    let targets = [[0.0], [1.0], [0.25], [f64::MIN_POSITIVE], [-0.0]];
    let samples = Samples::new([[0.1]; 5], targets).unwrap();
    assert!(YesOrNo::random(1).cost(&samples, 0.0).is_finite());
    // With softmax, an example weighs as much as the sum of its target.
    let samples = Samples::new([[0.1]; 2], [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]).unwrap();
    assert!(Classes::random(1).cost(&samples, 0.0).is_finite());
}

#[test]
fn a_squared_error_takes_every_finite_number() {
    let samples = Samples::new([[0.1]; 4], [[-1.0], [2.0], [150.0], [-1e9]]).unwrap();
    assert!(Number::random(1).cost(&samples, 0.0) > 0.0);
    batch_descent(&mut Number::random(1), &samples, 0.0, 1e-12, 3).unwrap();
}

#[test]
fn the_cost_of_ones_own_says_which_targets_it_takes() {
    fn of<C: Cost<A>, A: OutputActivation>() -> Targets {
        C::TARGETS
    }
    assert_eq!(of::<Binary, Sigmoid>(), Targets::Probabilities);
    assert_eq!(of::<SquaredError, Softmax>(), Targets::Numbers);
    assert_eq!([YesOrNo::<f64>::TARGETS, Number::<f64>::TARGETS], [Targets::Probabilities, Targets::Numbers]);
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let samples = Samples::new([[0.1], [0.2]], [[1.0], [0.0]]).unwrap();
    let start = YesOrNo::random(1);
    let mut network = start.clone();
    for rate in [0.0, -0.5, f64::NAN, f64::INFINITY] {
        let expected = format!("the learning rate is {rate}, expected a finite number above 0");
        for error in [
            batch_descent(&mut network, &samples, 0.0, rate, 3).unwrap_err(),
            stochastic_descent(&mut network, &samples, 0.0, rate, 3).unwrap_err(),
            textbook::batch_descent(&mut network, &samples, 0.0, rate, 3).unwrap_err(),
        ] {
            assert!(matches!(error, TrainingError::Setting { .. }));
            assert_eq!(error.to_string(), expected);
        }
    }
    for lambda in [-0.1, f64::NAN, f64::INFINITY] {
        let expected = format!("the regularization λ is {lambda}, expected a finite number of at least 0");
        let error = batch_descent(&mut network, &samples, lambda, 0.1, 3).unwrap_err();
        assert_eq!(error.to_string(), expected);
        let error = minimize(&mut network, &samples, lambda, Minimizer::L_BFGS, 3).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(network, start, "no step was taken");
}
