//! Metrics, compared with counts by hand and, on real data, with scikit-learn.

use backprop::metrics::{
    ConfusionMatrix, LearningCurveError, LearningPoint, MetricsError, RocCurve, learning_curve, log_loss,
};
use backprop::{
    CrossEntropy, Diverged, Identity, Samples, Sigmoid, Softmax, SquaredError, TrainingError, accuracy, batch_descent,
    network,
};
use proptest::prelude::*;

network! {
    struct Petals { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
    struct Species { layers: 4 -> 3 Softmax, cost: CrossEntropy }
    struct Two { layers: 1 -> 2 Softmax, cost: CrossEntropy }
    struct One { layers: 1 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

/// Returns versicolors (0) and virginicas (1) by their petals, and a network with weights set by hand. Only equal
/// petals have equal scores, and no score is so close to the threshold that rounding decides.
fn petals() -> (Petals, Samples<[f64; 2], [f64; 1]>) {
    let (x, species) = worked::data::iris();
    let rows = x.iter().zip(species).filter(|(_, species)| *species > 0);
    let (x, classes): (Vec<_>, Vec<_>) = rows.map(|(x, species)| ([x[2] - 5.0, x[3] - 1.5], species - 1)).unzip();
    (Petals { theta_1: [[-0.4, 1.43, 2.03]].into() }, Samples::from_classes(x, &classes).unwrap())
}

/// Returns all irises, and a network with weights set by hand. No two outputs are so close that rounding decides.
fn species() -> (Species, Samples<[f64; 4], [f64; 3]>) {
    let (x, classes) = worked::data::iris();
    let theta_1 = [[10.0, 0.0, 1.0, -3.0, -3.0], [1.502, 0.5, -0.5, 0.3, -0.6], [-8.993, -0.5, 0.0, 1.8, 2.2]];
    (Species { theta_1: theta_1.into() }, Samples::from_classes(x, &classes).unwrap())
}

#[track_caller]
fn assert_near(measured: impl Into<Option<f64>>, expected: f64) {
    let measured = measured.into().expect("a measure that is defined");
    assert!((measured - expected).abs() < 1e-12, "{measured}, expected {expected}");
}

#[test]
fn measures_of_two_classes_are_those_of_scikit_learn() {
    // scikit-learn 1.9.1: confusion_matrix, precision_recall_fscore_support, roc_auc_score, log_loss.
    let (network, samples) = petals();
    let matrix = ConfusionMatrix::new(&network, &samples).unwrap();
    assert_eq!([matrix.count(0, 0), matrix.count(0, 1), matrix.count(1, 0), matrix.count(1, 1)], [49, 1, 5, 45]);
    assert_eq!((matrix.accuracy(), matrix.accuracy()), (0.94, accuracy(&network, &samples)));
    assert_eq!((matrix.precision(1), matrix.recall(1), matrix.f1(1)), (Some(45.0 / 46.0), Some(0.9), Some(0.9375)));
    assert_near(matrix.precision(0), 0.9074074074074074);
    assert_near(matrix.macro_precision(), 0.9428341384863124);
    assert_near(matrix.macro_recall(), 0.94);
    assert_near(matrix.macro_f1(), 0.9399038461538461);
    assert_near(log_loss(&network, &samples), 0.2547123832433815);

    // scikit-learn's roc_curve with drop_intermediate=False.
    let curve = RocCurve::new(&network, &samples).unwrap();
    assert_near(curve.auc(), 0.9932);
    assert_eq!(curve.points().len(), 81);
    let rates = [1, 10, 20, 40].map(|i| (curve.points()[i].false_positive_rate, curve.points()[i].true_positive_rate));
    assert_eq!(rates, [(0.0, 0.02), (0.0, 0.2), (0.0, 0.42), (0.0, 0.86)]);
}

#[test]
fn measures_of_three_classes_are_those_of_scikit_learn() {
    // scikit-learn 1.9.1, with the same functions.
    let (network, samples) = species();
    let matrix = ConfusionMatrix::new(&network, &samples).unwrap();
    let rows = [0, 1, 2].map(|truth| [0, 1, 2].map(|predicted| matrix.count(truth, predicted)));
    assert_eq!(rows, [[50, 0, 0], [0, 50, 0], [0, 46, 4]]);
    assert_near(matrix.precision(1), 0.5208333333333334);
    assert_near(matrix.recall(2), 0.08);
    assert_near(matrix.f1(2), 0.14814814814814814);
    assert_near(matrix.macro_precision(), 0.8402777777777778);
    assert_near(matrix.macro_recall(), 0.6933333333333334);
    assert_near(matrix.macro_f1(), 0.6110265516658211);
    assert_near(log_loss(&network, &samples), 0.6254960279276878);
    assert_eq!(RocCurve::new(&network, &samples), Err(MetricsError::ManyClasses { found: 3 }));
}

#[test]
fn the_area_under_a_curve_with_many_ties_is_that_of_scikit_learn() {
    // scikit-learn 1.9.1: roc_auc_score of a single measurement with the opposite sign, since larger tumors are
    // malignant (0).
    let (x, classes) = worked::data::breast_cancer();
    for (column, auc) in [(0, 0.9375165160403786), (4, 0.7220416468474182), (9, 0.48453437978965175)] {
        let scores = classes.iter().zip(&x).map(|(&class, x)| (class, -x[column]));
        assert_near(RocCurve::from_scores(scores).unwrap().auc(), auc);
    }
}

#[test]
fn a_class_that_never_occurs_has_no_recall_and_one_never_predicted_no_precision() {
    // Class 2 occurs but is never predicted, class 3 is predicted but never occurs, class 4 neither occurs nor is
    // predicted.
    let matrix = ConfusionMatrix::from_pairs(5, [(0, 0), (0, 1), (1, 1), (2, 1), (0, 3)]).unwrap();
    assert_eq!((matrix.precision(2), matrix.recall(2), matrix.f1(2)), (None, Some(0.0), Some(0.0)));
    assert_eq!((matrix.precision(3), matrix.recall(3), matrix.f1(3)), (Some(0.0), None, Some(0.0)));
    assert_eq!((matrix.precision(4), matrix.recall(4), matrix.f1(4)), (None, None, None));
    assert_eq!((matrix.macro_precision(), matrix.macro_recall(), matrix.macro_f1()), (None, None, None));
    assert_eq!((matrix.precision(1), matrix.recall(0)), (Some(1.0 / 3.0), Some(1.0 / 3.0)));
    assert_eq!((matrix.occurrences(0), matrix.predictions(1), matrix.examples()), (3, 3, 5));
}

#[test]
fn a_matrix_prints_as_a_table_with_the_measures_at_its_edges() {
    let (network, samples) = petals();
    assert_eq!(
        ConfusionMatrix::new(&network, &samples).unwrap().to_string(),
        "\
true\\predicted     0     1  recall
             0    49     1   0.980
             1     5    45   0.900
     precision 0.907 0.978
            F1 0.942 0.938
accuracy 0.940 over 100 examples"
    );
    let matrix = ConfusionMatrix::from_pairs(2, [(0, 0)]).unwrap();
    assert_eq!(
        format!("{matrix:.1}"),
        "\
true\\predicted   0   1  recall
             0   1   0     1.0
             1   0   0       –
     precision 1.0   –
            F1 1.0   –
accuracy 1.0 over 1 example"
    );
}

#[test]
fn a_curve_by_hand() {
    let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.7), (0, 0.4), (1, 0.4), (0, 0.1)]).unwrap();
    let points =
        curve.points().iter().map(|point| (point.threshold, point.false_positive_rate, point.true_positive_rate));
    let (third, two_thirds) = (1.0 / 3.0, 2.0 / 3.0);
    assert_eq!(
        points.collect::<Vec<_>>(),
        [
            (f64::INFINITY, 0.0, 0.0),
            (0.9, 0.0, third),
            (0.7, third, two_thirds),
            (0.4, two_thirds, 1.0),
            (0.1, 1.0, 1.0)
        ]
    );
    assert_eq!(curve.auc(), 7.0 / 9.0);
    assert_eq!(RocCurve::from_scores([(1, 2.0), (0, 1.0)]).unwrap().auc(), 1.0);
    assert_eq!(RocCurve::from_scores([(1, 1.0), (0, 2.0)]).unwrap().auc(), 0.0);
    assert_eq!(
        RocCurve::from_scores([(1, 0.0), (0, -0.0), (0, 0.0)]).unwrap().auc(),
        0.5,
        "0 and −0 are the same score"
    );
}

#[test]
fn with_two_outputs_the_score_is_that_of_class_1() {
    let samples = Samples::from_classes([[0.1], [0.6], [0.4], [0.9]], &[0, 0, 1, 1]).unwrap();
    let two = Two { theta_1: [[0.0, 0.0], [-1.0, 2.0]].into() };
    assert_eq!(RocCurve::new(&two, &samples).unwrap().auc(), 0.75);
}

#[test]
fn log_loss_is_the_cost_of_cross_entropy_until_it_is_clipped() {
    let (network, samples) = petals();
    assert_near(log_loss(&network, &samples), network.cost(&samples, 0.0));
    let (network, samples) = species();
    assert_near(log_loss(&network, &samples), network.cost(&samples, 0.0));

    // scikit-learn 1.9.1: log_loss([0, 1, 1], [1.0, 1.0, 0.25]).
    let line = Line { theta_1: [[0.0, 1.0]].into() };
    let samples = Samples::from_classes([[1.0], [1.0], [0.25]], &[0, 1, 1]).unwrap();
    assert_near(log_loss(&line, &samples), 12.476649250079014);
    // A certain output, wrong and right.
    let certain = One { theta_1: [[1000.0, 0.0]].into() };
    let (epsilon, of) = (f64::from(f32::EPSILON), |class| Samples::from_classes([[0.0_f32]], &[class]).unwrap());
    assert_near(log_loss(&certain, &of(0)), -epsilon.ln());
    assert_near(log_loss(&certain, &of(1)), epsilon);
    // An output that is NaN counts as certain and wrong, so that the metric is not NaN.
    let broken = One { theta_1: [[f32::NAN, 0.0]].into() };
    assert_near(log_loss(&broken, &of(1)), -epsilon.ln());
}

#[test]
fn what_cannot_be_judged_says_why() {
    let curve = |scores: &[(usize, f64)]| RocCurve::from_scores(scores.iter().copied()).unwrap_err().to_string();
    let matrix = |classes, pairs: &[(usize, usize)]| {
        ConfusionMatrix::from_pairs(classes, pairs.iter().copied()).unwrap_err().to_string()
    };
    assert_eq!(matrix(2, &[]), "no examples to judge, expected at least one");
    assert_eq!(matrix(1, &[(0, 0)]), "a confusion matrix needs at least 2 classes, got 1");
    assert_eq!(matrix(3, &[(0, 2), (1, 3)]), "row 1 has class 3, expected one of the 3 classes 0 to 2");
    assert_eq!(matrix(3, &[(4, 2)]), "row 0 has class 4, expected one of the 3 classes 0 to 2");
    assert_eq!(curve(&[]), "no examples to judge, expected at least one");
    assert_eq!(curve(&[(0, 0.5), (2, 0.5)]), "row 1 has class 2, expected one of the 2 classes 0 to 1");
    assert_eq!(curve(&[(0, 0.5), (1, f64::NAN)]), "row 1 has the score NaN, expected a finite number");
    assert_eq!(curve(&[(0, 0.5)]), "all examples are of class 0, expected some of both classes 0 and 1");
    assert_eq!(curve(&[(1, 0.5)]), "all examples are of class 1, expected some of both classes 0 and 1");
    let (network, samples) = species();
    assert_eq!(
        RocCurve::new(&network, &samples).unwrap_err().to_string(),
        "a ROC curve needs a network with 2 classes, got 3 outputs; give `RocCurve::from_scores` the output of one class \
         against the rest"
    );
}

#[test]
fn a_learning_curve_trains_on_the_first_rows_and_judges_on_both_sets() {
    let (_, samples) = petals();
    let every = |rest: usize| {
        let rows = samples.iter().enumerate().filter(|(row, _)| row % 2 == rest);
        let (x, y): (Vec<_>, Vec<_>) = rows.map(|(_, (x, y))| (*x, *y)).unzip();
        Samples::new(x, y).unwrap()
    };
    let (training, validation) = (every(0), every(1));
    let mut seen = Vec::new();
    let train = |rows: &Samples<_, _>| -> Result<Petals, TrainingError> {
        assert_eq!(rows.x(), &training.x()[..rows.len()]);
        seen.push(rows.len());
        let mut network = Petals::zeros();
        batch_descent(&mut network, rows, 0.0, 0.5, 200).map(|()| network)
    };
    let curve = learning_curve(&[10, 50], &training, &validation, train, accuracy).unwrap();
    assert_eq!(seen, [10, 50]);
    // The first ten rows are all versicolors, so the network takes every validation row for one, which is right for
    // half of them.
    assert_eq!(curve[0], LearningPoint::new(10, 1.0, 0.5));
    assert!(curve[1].training > 0.9 && curve[1].validation > 0.9, "{:?}", curve[1]);
}

#[test]
fn a_learning_curve_that_cannot_be_drawn_says_why() {
    let samples = Samples::new([[1.0], [2.0]], [[1.0], [2.0]]).unwrap();
    let diverge = |_: &Samples<_, _>| -> Result<Line, _> { Err(Diverged::new(3, 0)) };
    let curve = |sizes: &[usize]| learning_curve(sizes, &samples, &samples, diverge, |_, _| 0.0).unwrap_err();
    for rows in [0, 3] {
        assert_eq!(curve(&[1, rows]), LearningCurveError::Rows { rows, available: 2 });
    }
    assert_eq!(curve(&[3]).to_string(), "a learning curve needs sizes from 1 to the 2 training rows, got 3");
    let failed = curve(&[2]);
    assert_eq!(failed.to_string(), "the training on 2 of the rows failed");
    assert_eq!(format!("{failed:?}"), format!("{failed}: {:?}", Diverged::new(3, 0)));
    let source = std::error::Error::source(&failed).unwrap();
    assert_eq!(source.to_string(), Diverged::new(3, 0).to_string());
}

proptest! {
    #[test]
    fn the_area_by_ranks_is_the_share_of_pairs_and_the_area_by_trapezia(
        scores in prop::collection::vec((0..2_usize, 0..6_i32), 2..40),
    ) {
        let (zeros, ones): (Vec<_>, Vec<_>) = scores.iter().partition(|(class, _)| *class == 0);
        prop_assume!(!zeros.is_empty() && !ones.is_empty());
        let pairs = ones.iter().flat_map(|(_, one)| zeros.iter().map(move |(_, zero)| one.cmp(zero)));
        let won: f64 = pairs.map(|order| 0.5 * (1.0 + f64::from(order as i8))).sum();

        let curve = RocCurve::from_scores(scores.iter().map(|&(class, score)| (class, f64::from(score)))).unwrap();
        prop_assert!((curve.auc() - won / (zeros.len() * ones.len()) as f64).abs() < 1e-12);
        let strips = curve.points().windows(2).map(|pair| {
            let (width, heights) = (
                pair[1].false_positive_rate - pair[0].false_positive_rate,
                pair[0].true_positive_rate + pair[1].true_positive_rate,
            );
            width * heights / 2.0
        });
        prop_assert!((curve.auc() - strips.sum::<f64>()).abs() < 1e-12);
    }

    #[test]
    fn counts_add_up(pairs in prop::collection::vec((0..4_usize, 0..4_usize), 1..60)) {
        let matrix = ConfusionMatrix::from_pairs(4, pairs.iter().copied()).unwrap();
        prop_assert_eq!((0..4).map(|class| matrix.occurrences(class)).sum::<usize>(), pairs.len());
        prop_assert_eq!((0..4).map(|class| matrix.predictions(class)).sum::<usize>(), pairs.len());
        let right = pairs.iter().filter(|(truth, predicted)| truth == predicted).count();
        prop_assert_eq!(matrix.accuracy(), right as f64 / pairs.len() as f64);
    }
}
