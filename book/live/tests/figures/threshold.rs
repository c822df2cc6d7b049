//! The threshold between two kinds of mistakes.

use super::Reader;
use backprop::metrics::{ConfusionMatrix, RocCurve};
use backprop::{CrossEntropy, Samples, Sigmoid, network};
use backprop_live::show::What;

network! {
    /// Takes z of the output, and returns the output.
    struct Output {
        layers: 1 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The z of the outputs for eight tumors, and whether each is malignant.
const ROWS: [(f64, f64); 8] =
    [(-7.0, 0.0), (-6.5, 1.0), (-4.0, 0.0), (-0.5, 1.0), (0.25, 0.0), (1.0, 1.0), (5.0, 1.0), (7.5, 1.0)];

fn output() -> Output {
    Output { theta_1: [[0.0, 1.0]].into() }
}

fn samples() -> backprop::SamplesOf<Output> {
    Samples::new(ROWS.map(|(z, _)| [z]), ROWS.map(|(_, class)| [class])).unwrap()
}

fn reader() -> Reader {
    let given: Vec<f64> = ROWS.iter().flat_map(|&(z, class)| [class, output().output(&[z])[0]]).collect();
    Reader::of("threshold", &given)
}

/// Requires that a reader sees the matrix of the crate at a threshold, given by its z.
#[track_caller]
fn sees_the_matrix_at(reader: &Reader, z: f64) {
    let matrix = ConfusionMatrix::with_threshold(&output(), &samples(), output().output(&[z])[0]).unwrap();
    for (truth, class) in ["benign", "malignant"].into_iter().enumerate() {
        for called in 0..2 {
            assert_eq!(reader.reads(&format!("{class} {called}")), matrix.count(truth, called).to_string(), "{z}");
        }
    }
    let measured = |name: &str, value: Option<f64>| match value {
        Some(value) => format!("{name} {value:.3}"),
        None => format!("{name} –"),
    };
    assert_eq!(reader.reads("precision"), measured("precision", matrix.precision(1)), "{z}");
    assert_eq!(reader.reads("recall"), measured("recall", matrix.recall(1)), "{z}");
    assert_eq!(reader.reads("accuracy"), measured("accuracy", Some(matrix.accuracy())), "{z}");
}

#[test]
fn every_threshold_shows_the_matrix_of_the_crate() {
    let mut reader = reader();
    sees_the_matrix_at(&reader, 0.0);
    for z in [-9.0, -6.75, -5.0, -1.0, 0.1, 0.3, 3.0, 7.0, 9.0] {
        reader.does("threshold", z);
        sees_the_matrix_at(&reader, z);
    }
    assert_eq!((reader.reads("precision"), reader.reads("malignant 0")), ("precision –".to_owned(), "5".to_owned()));
    reader.does("reset", 1.0);
    assert_eq!(reader.reads("threshold number"), "0.5");
}

#[test]
fn the_point_is_on_the_curve_of_the_crate() {
    let mut reader = reader();
    let curve = RocCurve::new(&output(), &samples()).unwrap();
    for z in [9.0, 6.0, 3.0, 0.5, 0.0, -2.0, -5.0, -6.75, -9.0] {
        reader.does("threshold", z);
        let threshold = output().output(&[z])[0];
        let point = curve.points().iter().rfind(|point| point.threshold >= threshold).unwrap();
        // The axes of 280 × 200 pixels go from −0.04 to 1.04.
        let (x, y) = ((point.false_positive_rate + 0.04) / 1.08, (1.04 - point.true_positive_rate) / 1.08);
        let place = reader.sees("point", What::Attribute("transform"));
        let numbers = place.trim_start_matches("translate(").trim_end_matches(')').split(' ');
        let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
        assert!((numbers[0] - 280.0 * x).abs() < 0.06 && (numbers[1] - 200.0 * y).abs() < 0.06, "{place} at {z}");
    }
}

#[test]
fn the_line_follows_the_pointer_and_the_arrow_keys() {
    let mut reader = reader();
    let number = |reader: &Reader| reader.reads("threshold number");
    // A third of the strip of 264 pixels, whose ends are −9 and 9, is at z = −3.
    reader.figure.act("line start", 88.0, 30.0);
    let dragged = number(&reader);
    reader.does("threshold", -3.0);
    assert_eq!(number(&reader), dragged);
    reader.figure.act("line key", 1.0, 0.0);
    sees_the_matrix_at(&reader, -2.75);
    reader.figure.act("line key", 0.0, 1.0);
    assert_eq!(number(&reader), dragged);
    for (far, z) in [(-1e300, -9.0), (1e300, 9.0)] {
        reader.figure.act("line", far, far);
        sees_the_matrix_at(&reader, z);
    }
}

#[test]
fn it_does_not_start_without_rows_of_both_classes() {
    use backprop_live::figure::start;
    for given in [&[][..], &[0.0, 0.5], &[1.0, 0.5], &[0.0, 0.5, 1.0], &[0.0, 0.5, 2.0, 0.5], &[0.0, 0.5, 1.0, 1.5]] {
        assert!(start("threshold", given).is_none(), "{given:?}");
    }
    assert!(start("threshold", &[0.0, 0.5, 1.0, 0.5]).is_some());
}
