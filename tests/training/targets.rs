//! When targets mean classes: what is judged, and what is refused with which words.

use backprop::metrics::{ConfusionMatrix, LabelReport, MetricsError, NotClasses, RocCurve, log_loss};
use backprop::{
    CrossEntropy, Identity, Network, Samples, SamplesOf, Sigmoid, Softmax, SquaredError, Tanh, Trainer, accuracy,
    network,
};
use std::ops::ControlFlow;
use std::panic::catch_unwind;

network! {
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    struct Sign { layers: 1 -> 1 Tanh, cost: SquaredError }
    struct Logistic { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
    struct Single { layers: 1 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
    struct Labels { layers: 3 -> 3 Sigmoid, cost: CrossEntropy }
    struct Signs { layers: 2 -> 2 Tanh, cost: SquaredError }
    struct Shares { layers: 1 -> 3 Softmax, cost: CrossEntropy }
    struct Two { layers: 1 -> 2 Softmax, cost: CrossEntropy }
    struct Plane { layers: 2 -> 2 Identity, cost: SquaredError }
}

/// Returns samples with these targets.
fn targets<N: Network<Scalar = f64>>(rows: &[&[f64]]) -> SamplesOf<N> {
    let x = (0..rows.len()).map(|row| vec![row as f64; N::INPUTS]).collect();
    N::samples(x, rows.iter().map(|row| row.to_vec()).collect()).unwrap()
}

/// Returns the reason why the targets do not mean classes. The accuracy must panic with it, and the trainer must have none.
#[track_caller]
fn refused<N: Network<Scalar = f64> + std::panic::RefUnwindSafe>(rows: &[&[f64]]) -> String {
    let (network, samples) = (N::zeros(), targets::<N>(rows));
    let error = ConfusionMatrix::new(&network, &samples).unwrap_err();
    assert!(matches!(error, MetricsError::Targets(_)), "{error}");
    let (x, y) = (samples.x().to_vec(), samples.y().to_vec());
    let again =
        || N::samples(x.iter().map(|x| x.as_ref().to_vec()).collect(), y.iter().map(|y| y.as_ref().to_vec()).collect());
    for (what, judged) in [("accuracy", accuracy as fn(&N, &SamplesOf<N>) -> f64), ("log loss", log_loss)] {
        let panic = catch_unwind(std::panic::AssertUnwindSafe(|| judged(&network, &again().unwrap()))).unwrap_err();
        let message = panic.downcast_ref::<String>().expect("a message");
        assert_eq!(*message, format!("no {what}: {error}"));
    }
    error.to_string()
}

fn judged<N: Network<Scalar = f64>>(rows: &[&[f64]]) -> [usize; 2] {
    let matrix = ConfusionMatrix::new(&N::zeros(), &targets::<N>(rows)).unwrap();
    [matrix.occurrences(0), matrix.occurrences(1)]
}

#[test]
fn two_values_around_one_half_are_classes_of_one_output() {
    assert_eq!(judged::<Logistic>(&[&[0.0], &[1.0], &[1.0]]), [1, 2]);
    assert_eq!(judged::<Line>(&[&[0.9], &[0.1], &[0.1]]), [2, 1]);
    assert_eq!(judged::<Line>(&[&[0.49], &[0.5]]), [1, 1]);
    assert_eq!(judged::<Sign>(&[&[0.0], &[-0.0], &[1.0]]), [2, 1]);
    // A single class, as in a small test set.
    assert_eq!((judged::<Logistic>(&[&[1.0]]), judged::<Logistic>(&[&[0.0], &[0.0]])), ([0, 1], [2, 0]));
}

#[test]
fn targets_of_one_output_that_mean_no_classes_are_refused_by_row_and_value() {
    let signs = refused::<Sign>(&[&[0.0], &[-1.0], &[-1.0]]);
    assert_eq!(
        signs,
        "y[1][0] (row 1, column 0) is -1, expected 0 or 1, or two values on both sides of the threshold 0.5 in [0, 1]; for \
         targets such as -1 and 1 give another threshold: `ConfusionMatrix::with_threshold(&network, &samples, 0.0)`, for \
         labels `LabelReport::with_thresholds`; for a regression use `RegressionReport`"
    );
    assert!(refused::<Sign>(&[&[1.0], &[-1.0]]).starts_with("y[1][0] (row 1, column 0) is -1, "));
    assert!(refused::<Line>(&[&[1.0], &[2.0]]).starts_with("y[1][0] (row 1, column 0) is 2, "));
    assert!(refused::<Line>(&[&[7.25]]).starts_with("y[0][0] (row 0, column 0) is 7.25, "));
    assert!(refused::<Line>(&[&[0.0], &[150.0]]).starts_with("y[1][0] (row 1, column 0) is 150, "));
    assert_eq!(
        refused::<Line>(&[&[180.0], &[260.0], &[260.0], &[215.0]]),
        "y[3][0] (row 3, column 0) is 215, the third value beside 180 and 260, expected two values that mean classes; for a \
         regression use `RegressionReport`, for classes with probabilities as targets end the network in `Softmax`"
    );
    assert!(refused::<Line>(&[&[0.2], &[0.8], &[0.5]]).contains("is 0.5, the third value beside 0.2 and 0.8"));
    assert_eq!(
        refused::<Line>(&[&[0.9], &[0.9], &[0.6]]),
        "the targets are 0.6 and 0.9, as in row 2, on the same side of the threshold 0.5; give another threshold: \
         `ConfusionMatrix::with_threshold`, for labels `LabelReport::with_thresholds`; for a regression use `RegressionReport`"
    );
}

#[test]
fn several_outputs_are_classes_if_each_row_has_the_larger_of_two_values_once() {
    for [low, high] in [[0.0, 1.0], [-1.0, 1.0], [0.01, 0.99], [-0.9, 0.9], [3.0, 8.0]] {
        let rows: [&[f64]; 3] = [&[low, high], &[high, low], &[low, high]];
        assert_eq!(judged::<Signs>(&rows), [1, 2], "{low} and {high}");
        assert_eq!(judged::<Plane>(&rows), [1, 2]);
        assert_eq!(judged::<Two>(&rows), [1, 2]);
    }
    // A single row tells its class, too.
    assert_eq!(judged::<Signs>(&[&[-1.0, 1.0]]), [0, 1]);
}

#[test]
fn several_outputs_that_are_labels_or_a_regression_are_refused() {
    assert_eq!(
        refused::<Labels>(&[&[1.0, 0.0, 0.0], &[1.0, 1.0, 0.0]]),
        "row 1 has the target 1 in 2 columns, expected once, at its class; for outputs that are independent labels use \
         `LabelReport`, for a regression `RegressionReport`"
    );
    assert!(
        refused::<Labels>(&[&[0.0, 0.0, 0.0], &[1.0, 0.0, 0.0]]).starts_with("row 0 has the target 1 in no column, ")
    );
    assert!(refused::<Labels>(&[&[1.0, 1.0, 1.0]]).starts_with("all targets are 1, expected two values, "));
    assert!(
        refused::<Labels>(&[&[1.0, 0.0, 0.0], &[0.2, 0.7, 0.1]])
            .starts_with("y[1][0] (row 1, column 0) is 0.2, the third ")
    );
}

#[test]
fn softmax_may_have_probabilities_as_targets_whose_largest_is_the_class() {
    let soft = targets::<Shares>(&[&[0.1, 0.7, 0.2], &[0.5, 0.2, 0.3], &[1.0, 0.0, 0.0]]);
    let matrix = ConfusionMatrix::new(&Shares::zeros(), &soft).unwrap();
    assert_eq!([0, 1, 2].map(|class| matrix.occurrences(class)), [2, 1, 0]);
    assert_eq!(accuracy(&Shares::zeros(), &soft), 2.0 / 3.0, "of equal outputs, the first is predicted");
    assert_eq!(
        refused::<Shares>(&[&[0.1, 0.7, 0.2], &[0.2, 0.4, 0.4]]),
        "row 1 has its largest target, 0.4, in the columns 1 and 2, expected one that is the largest"
    );
}

#[test]
fn with_a_threshold_of_its_own_the_larger_target_is_class_1() {
    // h = tanh(x) for x = −2, 0.3, 2: about −0.96, 0.29, 0.96.
    let sign = Sign { theta_1: [[0.0, 1.0]].into() };
    let samples = Samples::new([[-2.0], [0.3], [2.0]], [[-1.0], [1.0], [1.0]]).unwrap();
    let at = |threshold| ConfusionMatrix::with_threshold(&sign, &samples, threshold).unwrap();
    assert_eq!((at(0.0).accuracy(), at(0.5).count(1, 0), at(-1.0).count(0, 1)), (1.0, 1, 1));
    assert_eq!((at(f64::INFINITY).predictions(1), at(f64::NEG_INFINITY).predictions(0)), (0, 0));
    assert_eq!(RocCurve::new(&sign, &samples).unwrap().auc(), 1.0);
    // Every threshold of a ROC curve gives its point.
    let curve = RocCurve::new(&sign, &samples).unwrap();
    for point in curve.points() {
        assert_eq!(at(point.threshold).recall(1), Some(point.true_positive_rate));
    }

    let samples = Samples::new([[-2.0], [-1.0]], [[-1.0], [-1.0]]).unwrap();
    let all_zeros = ConfusionMatrix::with_threshold(&sign, &samples, 0.0).unwrap();
    assert_eq!((all_zeros.occurrences(0), all_zeros.accuracy()), (2, 1.0), "−1 alone is class 0");
    let refused = |y: [[f64; 1]; 3], threshold| {
        let samples = Samples::new([[-2.0], [0.3], [2.0]], y).unwrap();
        ConfusionMatrix::with_threshold(&sign, &samples, threshold).unwrap_err()
    };
    assert_eq!(refused([[7.0]; 3], 0.0), MetricsError::Targets(NotClasses::OneValue { value: 7.0 }));
    assert!(matches!(refused([[1.0], [2.0], [3.0]], 0.0), MetricsError::Targets(NotClasses::Values { row: 2, .. })));
    assert_eq!(refused([[-1.0], [1.0], [1.0]], f64::NAN).to_string(), "the threshold is NaN, expected a number");

    // Of two outputs, the second is compared; more have no threshold.
    let two = Two { theta_1: [[0.0, 0.0], [0.0, 1.0]].into() }; // h₁ = sigmoid(x)
    let samples = Samples::from_classes([[-2.0], [0.3], [2.0]], &[0, 0, 1]).unwrap();
    assert_eq!(ConfusionMatrix::with_threshold(&two, &samples, 0.5).unwrap().count(0, 1), 1);
    assert_eq!(ConfusionMatrix::with_threshold(&two, &samples, 0.6).unwrap().accuracy(), 1.0);
    let shares = Samples::from_classes([[0.0]], &[2]).unwrap();
    assert_eq!(
        ConfusionMatrix::with_threshold(&Shares::zeros(), &shares, 0.6).unwrap_err().to_string(),
        "a threshold needs a network with 2 classes, got 3 outputs; `ConfusionMatrix::new` compares the outputs with each other"
    );
}

#[test]
fn an_output_that_is_not_a_number_predicts_nothing() {
    let broken = Single { theta_1: [[f32::NAN, 0.0]].into() };
    let samples = Samples::from_classes([[0.0_f32], [1.0]], &[0, 1]).unwrap();
    assert_eq!(accuracy(&broken, &samples), 0.0);
    let error = ConfusionMatrix::new(&broken, &samples).unwrap_err();
    assert!(
        error.to_string().starts_with("the output for row 0, column 0, is NaN, expected a finite number; "),
        "{error}"
    );
    assert!(LabelReport::new(&broken, &samples).is_err() && RocCurve::new(&broken, &samples).is_err());
}

#[test]
#[should_panic(expected = "no log loss: an output for row 1 is -1.5, expected a probability from 0 to 1, ")]
fn outputs_that_are_not_probabilities_have_no_log_loss() {
    let line = Line { theta_1: [[0.0, 1.0]].into() };
    log_loss(&line, &Samples::from_classes([[0.5], [-1.5]], &[0, 1]).unwrap());
}

#[test]
fn a_regression_trains_without_an_accuracy() {
    let samples = Samples::new([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]).unwrap();
    let trainer = Trainer::new(0.1).epochs(2).validation(&samples).watch(|epoch| {
        assert_eq!((epoch.accuracy(), epoch.validation_accuracy()), (None, None));
        ControlFlow::Continue(())
    });
    trainer.train(&mut Line::zeros(), &samples).unwrap();
}
