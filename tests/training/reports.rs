//! Reports of classes, labels and regressions, and the worst examples, compared with scikit-learn 1.9.1 and by hand.

use backprop::metrics::{
    ClassificationReport, ConfusionMatrix, LabelReport, MetricsError, RegressionReport, dead_units, worst,
};
use backprop::{CrossEntropy, Identity, Relu, Samples, Sigmoid, Softmax, SquaredError, Tanh, network};

network! {
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    struct Plane { layers: 2 -> 2 Identity, cost: SquaredError }
    struct Labels { layers: 3 -> 3 Sigmoid, cost: CrossEntropy }
    struct Signs { layers: 2 -> 2 Tanh, cost: SquaredError }
    struct Shares { layers: 1 -> 3 Softmax, cost: CrossEntropy }
    struct Rectified { layers: 1 -> 3 Relu -> 2 Relu -> 1 Relu, cost: SquaredError }
}

#[track_caller]
fn assert_near(measured: impl Into<Option<f64>>, expected: f64) {
    let measured = measured.into().expect("a measure that is defined");
    assert!((measured - expected).abs() < 1e-12, "{measured}, expected {expected}");
}

/// Ten irises as read by somebody in a hurry.
fn matrix() -> ConfusionMatrix {
    let truths = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
    let predicted = [0, 0, 0, 1, 2, 1, 1, 0, 2, 2];
    ConfusionMatrix::from_pairs(3, truths.into_iter().zip(predicted)).unwrap()
}

#[test]
fn a_report_prints_as_that_of_scikit_learn() {
    // classification_report(…, target_names=["setosa", "versicolor", "virginica"]).
    let matrix = matrix().with_names(&["setosa", "versicolor", "virginica"]).unwrap();
    let report = ClassificationReport::new(&matrix);
    assert_eq!(
        report.to_string(),
        "              precision    recall  f1-score   support

      setosa       0.75      0.60      0.67         5
  versicolor       0.67      0.67      0.67         3
   virginica       0.67      1.00      0.80         2

    accuracy                           0.70        10
   macro avg       0.69      0.76      0.71        10
weighted avg       0.71      0.70      0.69        10"
    );
    assert!(format!("{report:.4}").contains("\n   macro avg     0.6944    0.7556    0.7111        10\n"));
    // precision_recall_fscore_support(…, average="macro" and "weighted").
    let (all, weighted) = (report.macro_average, report.weighted_average);
    assert_near(all.precision, 0.6944444444444443);
    assert_near(all.recall, 0.7555555555555555);
    assert_near(all.f1, 0.7111111111111111);
    assert_near(weighted.precision, 0.7083333333333333);
    assert_near(weighted.recall, 0.7);
    assert_near(weighted.f1, 0.6933333333333334);
    assert_eq!((report.accuracy, report.classes[0].support, all.support), (0.7, 5, 10));
}

#[test]
fn what_is_undefined_is_a_dash_and_no_mean_hides_it() {
    // Class 1 occurs and is never predicted, class 2 is predicted and never occurs.
    let report = ClassificationReport::new(&ConfusionMatrix::from_pairs(3, [(0, 0), (1, 0), (0, 2)]).unwrap());
    assert_eq!(
        report.to_string(),
        "              precision    recall  f1-score   support

           0       0.50      0.50      0.50         2
           1          –      0.00      0.00         1
           2       0.00         –      0.00         0

    accuracy                           0.33         3
   macro avg          –         –      0.17         3
weighted avg          –      0.33      0.33         3
–: the class was never predicted (precision) or does not occur (recall)"
    );
    assert_eq!((report.classes[1].precision, report.classes[2].recall), (None, None));
}

#[test]
fn names_are_shown_wherever_the_classes_are_and_their_number_is_checked() {
    let named =
        matrix().with_names(&["setosa".to_owned(), "Iris\nversicolor".to_owned(), "virginica".to_owned()]).unwrap();
    assert_eq!((named.name(0).as_str(), matrix().name(2).as_str()), ("setosa", "2"));
    assert_eq!(
        named.to_string(),
        " true\\predicted          setosa Iris versicolor       virginica  recall
         setosa               3               1               1   0.600
Iris versicolor               1               2               0   0.667
      virginica               0               0               2   1.000
      precision           0.750           0.667           0.667
             F1           0.667           0.667           0.800
accuracy 0.700 over 10 examples"
    );
    let error = matrix().with_names(&["setosa", "versicolor"]).unwrap_err();
    assert!(matches!(error, MetricsError::Names(_)));
    assert_eq!(error.to_string(), "found 2 class names, expected 3, one for each class");
}

/// Five examples with three labels, and the outputs of a network for them.
fn labels() -> (Labels, Samples<[f64; 3], [f64; 3]>) {
    let outputs: [[f64; 3]; 5] = [[0.9, 0.4, 0.1], [0.8, 0.3, 0.6], [0.6, 0.2, 0.3], [0.1, 0.7, 0.2], [0.55, 0.9, 0.8]];
    let targets = [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]];
    let z = outputs.map(|h| h.map(|h| (h / (1.0 - h)).ln()));
    let copy = Labels { theta_1: [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]].into() };
    (copy, Samples::new(z, targets).unwrap())
}

#[test]
fn measures_of_labels_are_those_of_scikit_learn() {
    // accuracy_score, hamming_loss, precision_recall_fscore_support of the flags h ≥ 0.5.
    let (network, samples) = labels();
    let report = LabelReport::new(&network, &samples).unwrap();
    assert_eq!((report.labels(), report.examples(), report.subset_accuracy()), (3, 5, 0.4));
    assert_near(report.hamming_loss(), 0.2);
    assert_eq!([0, 1, 2].map(|k| report.label(k).precision(1)), [Some(0.75), Some(1.0), Some(1.0)]);
    assert_eq!([0, 1, 2].map(|k| report.label(k).recall(1)), [Some(1.0), Some(2.0 / 3.0), Some(2.0 / 3.0)]);
    let (micro, all, weighted) = (report.micro_average(), report.macro_average(), report.weighted_average());
    for (average, [precision, recall, f1]) in [
        (micro, [0.875, 0.7777777777777778, 0.8235294117647058]),
        (all, [0.9166666666666666, 0.7777777777777777, 0.8190476190476191]),
        (weighted, [0.9166666666666666, 0.7777777777777778, 0.8190476190476191]),
    ] {
        assert_near(average.precision, precision);
        assert_near(average.recall, recall);
        assert_near(average.f1, f1);
        assert_eq!(average.support, 9);
    }
    assert_eq!(
        format!("{:.4}", report.with_names(&["cat", "dog", "bird"]).unwrap()),
        "              precision    recall  f1-score  accuracy   support

         cat     0.7500    1.0000    0.8571    0.8000         3
         dog     1.0000    0.6667    0.8000    0.8000         3
        bird     1.0000    0.6667    0.8000    0.8000         3

   micro avg     0.8750    0.7778    0.8235                   9
   macro avg     0.9167    0.7778    0.8190                   9
weighted avg     0.9167    0.7778    0.8190                   9

subset accuracy 0.4000, Hamming loss 0.2000 over 5 examples"
    );
}

#[test]
fn each_label_may_have_its_own_threshold() {
    // scikit-learn, with the flags h ≥ (0.7, 0.35, 0.15).
    let (network, samples) = labels();
    let report = LabelReport::with_thresholds(&network, &samples, &[0.7, 0.35, 0.15]).unwrap();
    assert_eq!(report.subset_accuracy(), 0.6);
    assert_near(report.hamming_loss(), 0.13333333333333333);
    assert_near(report.macro_average().precision, 0.9166666666666666);
    assert_near(report.macro_average().recall, 0.8888888888888888);
    assert_near(report.macro_average().f1, 0.8857142857142857);
    assert_eq!([0, 1, 2].map(|k| report.label(k).accuracy()), [0.8, 1.0, 0.8]);

    // Labels −1 and 1.
    let signs = Signs { theta_1: [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].into() };
    let samples = Samples::new([[2.0, -1.0], [0.3, 1.0]], [[1.0, -1.0], [1.0, 1.0]]).unwrap();
    assert_eq!(LabelReport::with_thresholds(&signs, &samples, &[0.0; 2]).unwrap().subset_accuracy(), 1.0);
    let error = LabelReport::new(&signs, &samples).unwrap_err().to_string();
    assert!(error.starts_with("y[0][1] (row 0, column 1) is -1, ") && error.contains("LabelReport::with_thresholds"));
    let error =
        |thresholds: &[f64]| LabelReport::with_thresholds(&signs, &samples, thresholds).unwrap_err().to_string();
    assert_eq!(error(&[0.5]), "1 threshold for 2 labels, expected one for each");
    assert_eq!(error(&[0.5, f64::NAN]), "the threshold is NaN, expected a number");
}

#[test]
fn labels_that_are_all_right_are_right_and_a_wrong_row_is_seen() {
    let (network, _) = labels();
    let judge = |x: [[f64; 3]; 1], y| LabelReport::new(&network, &Samples::new(x, y).unwrap()).unwrap();
    assert_eq!(judge([[5.0, 5.0, -5.0]], [[1.0, 1.0, 0.0]]).subset_accuracy(), 1.0);
    let wrong = judge([[5.0, -5.0, -5.0]], [[1.0, 1.0, 1.0]]);
    assert_eq!((wrong.subset_accuracy(), wrong.hamming_loss()), (0.0, 2.0 / 3.0));
    // A label that never applies and is never predicted has no precision, recall or F1.
    assert!(judge([[5.0, 5.0, -5.0]], [[1.0, 1.0, 0.0]]).to_string().contains("\n–: the label was never predicted"));
}

#[test]
fn measures_of_a_regression_are_those_of_scikit_learn() {
    // mean_squared_error, root_mean_squared_error, mean_absolute_error, r2_score, per output and averaged.
    let targets = [[3.0, -0.5], [-0.5, 1.0], [2.0, 7.0], [7.0, 2.5]];
    let outputs = [[2.5, 0.0], [0.0, 1.5], [2.0, 5.0], [8.0, 2.0]];
    let copy = Plane { theta_1: [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].into() };
    let report = RegressionReport::new(&copy, &Samples::new(outputs, targets).unwrap()).unwrap();
    let expected = [
        [0.375, 0.6123724356957945, 0.5, 0.9486081370449679],
        [1.1875, 1.0897247358851685, 0.875, 0.8492063492063492],
        [0.78125, 0.8510485857904815, 0.6875, 0.8989072431256586],
    ];
    for (measured, [mse, rmse, mae, r2]) in report.outputs.iter().chain([&report.mean]).zip(expected) {
        assert_near(measured.mse, mse);
        assert_near(measured.rmse, rmse);
        assert_near(measured.mae, mae);
        assert_near(measured.r2, r2);
    }
    assert_eq!(
        report.with_names(&["width", "height"]).unwrap().to_string(),
        "                    MSE      RMSE       MAE        R²

       width     0.3750    0.6124    0.5000    0.9486
      height      1.188     1.090    0.8750    0.8492

        mean     0.7812    0.8510    0.6875    0.8989

over 4 examples"
    );
}

#[test]
fn r_squared_of_targets_that_are_all_the_same_is_undefined() {
    for targets in [&[0.3][..], &[0.1, 0.1, 0.1], &[0.3, 0.1 + 0.2], &[0.0, 0.0], &[1e300, 1e300]] {
        for off in [0.0, 0.5] {
            let report = RegressionReport::from_pairs(targets.iter().map(|y| ([*y], [*y + off]))).unwrap();
            assert_eq!((report.outputs[0].r2, report.mean.r2), (None, None), "{targets:?}");
            assert!(report.to_string().ends_with("–: all targets are the same"));
        }
    }
}

#[test]
fn a_regression_of_any_size_has_measures() {
    // In units of 10²⁰⁰ and 10⁻²⁰⁰: Σ (h − y)² = 0.1² + 0.5² = 0.26; ȳ = 7/3, Σ (ȳ − y)² = 14/3.
    for unit in [1e200, 1.0, 1e-200, 1e-310] {
        let pairs = [(1.0, 1.1), (2.0, 2.0), (4.0, 3.5)].map(|(y, h)| ([y * unit], [h * unit]));
        let measures = RegressionReport::from_pairs(pairs).unwrap().outputs[0];
        assert!((measures.r2.unwrap() - (1.0 - 0.26 * 3.0 / 14.0)).abs() < 1e-9, "{measures:?}");
        assert!((measures.rmse / unit - (0.26_f64 / 3.0).sqrt()).abs() < 1e-9, "{measures:?}");
        assert!((measures.mae / unit - 0.2).abs() < 1e-9, "{measures:?}");
    }
    let far = RegressionReport::from_pairs([([f64::MAX], [f64::MIN]), ([0.0], [0.0])]).unwrap();
    assert!(far.outputs[0].mse.is_infinite() && far.outputs[0].r2.is_some_and(|r2| r2 < 0.0));
}

#[test]
fn pairs_that_have_no_measures_say_why() {
    let error = |pairs: Vec<(Vec<f64>, Vec<f64>)>| RegressionReport::from_pairs(pairs).unwrap_err().to_string();
    assert_eq!(error(vec![]), "no examples to judge, expected at least one");
    assert_eq!(error(vec![(vec![], vec![])]), "no examples to judge, expected at least one");
    assert_eq!(
        error(vec![(vec![1.0, 2.0], vec![1.0, 2.0]), (vec![1.0, 2.0], vec![1.0])]),
        "row 1 has 1 column, expected 2 as in the first target"
    );
    assert_eq!(
        error(vec![(vec![1.0, f64::NAN], vec![1.0, 2.0])]),
        "the target of row 0, column 1, is NaN, expected a finite number"
    );
    let infinite = Line { theta_1: [[0.0, f64::MAX]].into() };
    let samples = Samples::new([[0.0], [2.0]], [[1.0], [2.0]]).unwrap();
    let error = RegressionReport::new(&infinite, &samples).unwrap_err();
    assert!(matches!(error, MetricsError::Output { row: 1, column: 0, value: f64::INFINITY }), "{error}");
}

#[test]
fn the_worst_examples_are_those_of_the_largest_cost() {
    // h = x, C = (x − y)²/2.
    let line = Line { theta_1: [[0.0, 1.0]].into() };
    let samples = Samples::new([[1.0], [2.0], [3.0], [4.0]], [[1.5], [5.0], [3.0], [1.0]]).unwrap();
    let found = worst(&line, &samples, 3);
    assert_eq!(found.iter().map(|example| example.row).collect::<Vec<_>>(), [1, 3, 0], "of equal costs, the earlier");
    assert_eq!((found[0].cost, found[0].truth, found[0].probability), (4.5, None, None));
    assert_eq!(found[0].to_string(), "row 1: target [5.0], output [2.0], C = 4.500");
    assert_eq!((worst(&line, &samples, 9).len(), worst(&line, &samples, 0).len()), (4, 0));

    // z = (0, x, 2x): at x = 0, each class has 1/3; at ln 2, h = (1, 2, 4)/7.
    let shares = Shares { theta_1: [[0.0, 0.0], [0.0, 1.0], [0.0, 2.0]].into() };
    let samples = Samples::from_classes([[0.0], [2.0_f64.ln()], [2.0_f64.ln()]], &[1, 0, 2]).unwrap();
    let found = worst(&shares, &samples, 2);
    assert_eq!((found[0].row, found[0].truth, found[0].predicted), (1, Some(0), Some(2)));
    assert_near(found[0].probability, 1.0 / 7.0);
    assert_near(found[0].cost, 7.0_f64.ln());
    assert_eq!(found[1].row, 0);

    // A cost that is not a number is the worst, whatever its sign.
    let broken = Line { theta_1: [[0.0, 1e150]].into() };
    let samples = Samples::new([[0.0], [1e200], [0.0]], [[1.0], [1.0], [9.0]]).unwrap();
    assert_eq!(worst(&broken, &samples, 1)[0].row, 1);
    let nan = Line { theta_1: [[f64::NAN, 0.0]].into() };
    assert_eq!(worst(&nan, &samples, 1)[0].cost, f64::INFINITY);
}

#[test]
fn dead_units_are_those_that_no_example_wakes() {
    // Layer 2: z = x, −x, −1 for x = −1, 2. Layer 3: z = a₁ − 9, a₁. Layer 4: z = −a₂ − 1.
    let network = Rectified {
        theta_1: [[0.0, 1.0], [0.0, -1.0], [-1.0, 0.0]].into(),
        theta_2: [[-9.0, 1.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]].into(),
        theta_3: [[-1.0, 0.0, -1.0]].into(),
    };
    let samples = Samples::new([[-1.0], [2.0]], [[1.0], [1.0]]).unwrap();
    let dead = |samples| dead_units(&network, samples).iter().map(|dead| (dead.layer, dead.unit)).collect::<Vec<_>>();
    assert_eq!(dead(&samples), [(2, 2), (3, 0), (4, 0)]);
    assert_eq!(dead(&samples.select(&[0]).unwrap()), [(2, 0), (2, 2), (3, 0), (3, 1), (4, 0)]);
    assert_eq!(dead_units(&network, &samples)[0].to_string(), "layer 2, unit 2");
    assert_eq!(dead_units(&Labels::zeros(), &labels().1), [], "sigmoids do not die");
}
