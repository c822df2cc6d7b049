//! The position and the color of each shape in a picture.

use crate::svg::{Svg, file};
use backprop::metrics::{ConfusionMatrix, LearningPoint, RocCurve};
use backprop::plot::{self, Scale};
use backprop::{CrossEntropy, Network, Samples, SamplesOf, Sigmoid, Softmax, Theta, network};
use std::path::Path;

network! {
    struct Small { layers: 2 -> 3 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Straight { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
    struct Three { layers: 2 -> 3 Softmax, cost: CrossEntropy }
    struct Fan { layers: 1 -> 6 Sigmoid -> 5 Sigmoid, cost: CrossEntropy }
}

const COSTS: [(usize, f64); 3] = [(0, 1.2), (50, 0.41), (200, 0.0091)];

/// Pins all shapes of a picture in a snapshot.
#[track_caller]
fn pin(name: &str, draw: impl FnOnce(&Path) -> Result<(), plot::PlotError>) {
    let path = file(&format!("{name}.svg"));
    draw(&path).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, Svg::read(path).shapes()));
}

#[test]
fn cost_curves() {
    let validation = [(0, 1.3), (200, -0.25)];
    let long = "a name that is far too long to stand above any picture of this width, whatever its letters are";
    let curves = [("training", &COSTS[..]), ("validation", &validation), (long, &COSTS), ("the last", &COSTS)];
    pin("costs", |path| plot::cost_curves(path, &curves, Scale::Linear));
    pin("costs_on_a_logarithmic_axis", |path| plot::cost_curves(path, &curves[..1], Scale::Logarithmic));
}

#[test]
fn learning_curve() {
    let point = |rows, training, validation| LearningPoint::new(rows, training, validation);
    let points = [point(20, 1.0, 0.71), point(100, 0.99, 0.86), point(400, 0.985, 0.93)];
    pin("learning", |path| plot::learning_curve(path, &points, "accuracy"));
}

#[test]
fn roc_curve() {
    let curve = |scores: [f64; 4]| RocCurve::from_scores([1, 0, 1, 0].into_iter().zip(scores)).unwrap();
    let (good, bad) = (curve([0.9, 0.7, 0.8, 0.1]), curve([0.1, 0.7, 0.6, 0.3]));
    pin("roc", |path| plot::roc_curve(path, &[("good", &good), ("bad", &bad)]));
}

#[test]
fn confusion_matrix() {
    let pairs = [(0, 0), (0, 0), (1, 1), (1, 2), (2, 2), (2, 2), (2, 2), (2, 0)];
    let matrix = ConfusionMatrix::from_pairs(4, pairs).unwrap();
    pin("confusion", |path| plot::confusion_matrix(path, &matrix));
    // With this few classes, the texts are wider than the cells.
    let two = ConfusionMatrix::from_pairs(2, [(0, 1), (1, 1)]).unwrap();
    pin("confusion_of_two", |path| plot::confusion_matrix(path, &two));
}

#[test]
fn weights() {
    let square: Theta<f64, 1, 5> = [[9.0, 2.0, -2.0, 0.0, 1.0]].into();
    pin("weights", |path| plot::weights(path, &square, [2, 2]));
    let flat: Theta<f64, 3, 4> = [[0.0, 0.1, 0.2, 0.3], [0.0, -0.4, -0.5, -0.6], [1.0, 0.5, -0.5, 0.25]].into();
    pin("flat_weights", |path| plot::weights(path, &flat, [1, 3]));
    let tall: Theta<f64, 5, 4> = std::array::from_fn(|i| [0.0, 0.1, -0.2, 0.3 * i as f64]).into();
    pin("tall_weights", |path| plot::weights(path, &tall, [3, 1]));
}

#[test]
fn diagram() {
    let small = Small {
        theta_1: [[0.1, 0.2, -0.3], [0.4, -0.5, 0.6], [0.7, 0.8, 0.9]].into(),
        theta_2: [[-0.11, 0.22, 0.33, 0.44], [0.55, 0.66, -0.77, 0.88]].into(),
    };
    pin("diagram", |path| plot::diagram(path, &small, &[0.05, 1.5], &[1.0, 0.0]));
    // With this many weights, the distance of the layers is larger.
    pin("diagram_of_a_fan", |path| plot::diagram(path, &Fan::zeros(), &[1.0], &[0.0, 1.0, 0.0, 1.0, 0.0]));
}

/// Checks the plane of a boundary: each area has the `color` of all its cells, the areas together fill the frame, and
/// the line follows the points where `zero` is near 0. The samples are at (0, 0) and (1, 1). Returns the length of the
/// line in pixels.
fn boundary<N: Network<Scalar = f64, Input = [f64; 2]>>(
    name: &str,
    network: &N,
    samples: &SamplesOf<N>,
    color: impl Fn([f64; 2]) -> [f64; 3],
    zero: impl Fn([f64; 2]) -> f64,
) -> f64 {
    let path = file(name);
    plot::boundary(&path, network, samples, ["x₁", "x₂"]).unwrap();
    let svg = Svg::read(path);
    let dots: Vec<[f64; 2]> = svg.of("circle").map(|dot| ["cx", "cy"].map(|name| dot.number(name))).collect();
    let point =
        |x: f64, y: f64| [(x - dots[0][0]) / (dots[1][0] - dots[0][0]), (y - dots[0][1]) / (dots[1][1] - dots[0][1])];

    const SIDE: f64 = 420.0;
    const CELL: f64 = SIDE / 120.0;
    let mut cells = 0.0;
    for area in svg.areas().skip(1) {
        let [left, top, width, height] = ["x", "y", "width", "height"].map(|name| area.number(name));
        let bottom = top + height;
        assert!((height - CELL).abs() < 0.02);
        let count = (width / CELL).round();
        assert!((width - count * CELL).abs() < 0.02);
        cells += count;
        for i in [0.0, (count / 2.0).floor(), count - 1.0] {
            let expected = color(point(left + (i + 0.5) * CELL, bottom - CELL / 2.0));
            let found = area.color("fill").map(f64::from);
            assert!((0..3).all(|i| (found[i] - expected[i]).abs() <= 0.5), "{area:?}: {expected:?}");
        }
        // The line's points are on the grid.
        let [x, y] = point(left, bottom).map(|share| (share + 0.12) / 1.24 * 120.0);
        assert!((x - x.round()).abs() < 0.1 && (y - y.round()).abs() < 0.1 && y > -0.1 && x + count < 120.1);
    }
    assert_eq!(cells, 120.0 * 120.0);

    let mut length = 0.0;
    for line in svg.of("polyline").filter(|line| line.number("stroke-width") == 2.0) {
        let ends = line.points();
        for &[x, y] in &ends {
            assert!(zero(point(x, y)).abs() < 0.003, "{:?}", point(x, y));
        }
        length += ends.windows(2).map(|ends| (ends[1][0] - ends[0][0]).hypot(ends[1][1] - ends[0][1])).sum::<f64>();
    }
    length
}

/// Returns a color mixed with white.
fn tint(color: [f64; 3], share: f64) -> [f64; 3] {
    color.map(|channel| 255.0 + share * (channel - 255.0))
}

const ENDS: [[f64; 2]; 2] = [[0.0, 0.0], [1.0, 1.0]];
const BLUE: [f64; 3] = [0x00 as f64, 0x72 as f64, 0xb2 as f64];
const VERMILLION: [f64; 3] = [0xd5 as f64, 0x5e as f64, 0x00 as f64];

#[test]
fn a_boundary_has_the_shades_of_its_network_and_a_line_between_them() {
    let straight = Straight { theta_1: [[-1.0, 2.0, 1.0]].into() };
    let z = |[x, y]: [f64; 2]| -1.0 + 2.0 * x + y;
    let shade = |point: [f64; 2]| {
        let h = 1.0 / (1.0 + (-z(point)).exp());
        tint(if h >= 0.5 { VERMILLION } else { BLUE }, 0.45 * ((2.0 * h - 1.0).abs() * 9.0).ceil() / 9.0)
    };
    let samples = Samples::from_classes(ENDS, &[0, 1]).unwrap();
    let length = boundary("straight.svg", &straight, &samples, shade, z);
    // The line runs from the bottom to the top and half that distance to the left.
    assert!((length - 420.0 * 1.25_f64.sqrt()).abs() < 1.0, "{length}");
}

#[test]
fn the_plane_of_several_classes_has_the_color_of_the_largest_output() {
    let three = Three { theta_1: [[0.0, 1.0, 0.0], [0.3, 0.0, 0.0], [0.004, 0.0, 1.0]].into() };
    let color = |[x, y]: [f64; 2]| {
        let y = y + 0.004;
        let largest = if x > y.max(0.3) {
            BLUE
        } else if y > 0.3 {
            [0x00, 0x9e, 0x73].map(f64::from)
        } else {
            VERMILLION
        };
        tint(largest, 0.45 * 0.7)
    };
    let samples = Samples::from_classes(ENDS, &[1, 2]).unwrap();
    assert_eq!(boundary("three.svg", &three, &samples, color, |_| 0.0), 0.0);
}

/// Returns the texts at the ticks of the vertical axis.
fn ticks(costs: &[f64], scale: Scale) -> String {
    let costs: Vec<(usize, f64)> = costs.iter().copied().enumerate().collect();
    plot::cost_curves(file("ticks.svg"), &[("J", &costs)], scale).unwrap();
    let svg = Svg::read(file("ticks.svg"));
    let ticks = svg.words().filter(|(_, text)| text.get("text-anchor") == Some("end"));
    ticks.map(|(words, _)| words).collect::<Vec<_>>().join("  ")
}

#[test]
fn ticks_are_round_numbers() {
    for (costs, expected) in [
        (&[0.0, 1.0][..], "0.0  0.2  0.4  0.6  0.8  1.0"),
        (&[0.0, 10.0], "0  2  4  6  8  10"),
        (&[0.013, 0.0187], "0.012  0.014  0.016  0.018  0.020"),
        (&[0.2, 0.4], "0.20  0.25  0.30  0.35  0.40"),
        (&[0.0, 2e-4], "0.00000  0.00005  0.00010  0.00015  0.00020"),
        (&[-20.0, 4e6], "−1000000  0  1000000  2000000  3000000  4000000"),
        (&[7.0], "2  4  6  8  10  12"),
        (&[0.25], "−0.4  −0.2  0.0  0.2  0.4  0.6  0.8"),
        // Numbers with too many digits are written with a power of ten.
        (&[0.0, 2e-5], "0  5.0·10⁻⁶  1.0·10⁻⁵  1.5·10⁻⁵  2.0·10⁻⁵"),
        (&[-3e-9, 1e-9], "−3·10⁻⁹  −2·10⁻⁹  −1·10⁻⁹  0  1·10⁻⁹"),
        (&[0.0, 1e7], "0  2.0·10⁶  4.0·10⁶  6.0·10⁶  8.0·10⁶  1.0·10⁷"),
        (&[0.0, 2e7], "0  5.0·10⁶  1.0·10⁷  1.5·10⁷  2.0·10⁷"),
        (&[1e8, 1e8 + 4.0], "1.00000000·10⁸  1.00000001·10⁸  1.00000002·10⁸  1.00000003·10⁸  1.00000004·10⁸"),
        (&[-1e300, 1e300], "−1.0·10³⁰⁰  −5.0·10²⁹⁹  0  5.0·10²⁹⁹  1.0·10³⁰⁰"),
    ] {
        assert_eq!(ticks(costs, Scale::Linear), expected, "{costs:?}");
    }
    for (costs, expected) in [
        (&[0.0301, 0.9][..], "0.02  0.05  0.1  0.2  0.5  1"),
        (&[200.0, 4000.0], "200  500  1000  2000  5000"),
        (&[0.01, 1.0], "0.01  0.02  0.05  0.1  0.2  0.5  1"),
        (&[2.0, 5.0], "2  5"),
        (&[3.0], "2  5"),
        (&[5.0], "5  10"),
        (&[9.0, 11.0], "5  10  20"),
        (&[2e-6, 4e-6], "2·10⁻⁶  5·10⁻⁶"),
        (&[2e5, 4e5], "2·10⁵  5·10⁵"),
        // If there are too many ticks, only powers of ten remain; if these are too many, only some of them.
        (&[0.013, 4.0], "0.01  0.1  1"),
        (&[1e-3, 1e4], "0.001  0.1  10  1000"),
        (&[1e-12, 1e9], "10⁻¹²  10⁻⁸  10⁻⁴  1  10⁴  10⁸"),
        (&[1e-300, 1e300], "10⁻³⁰⁰  10⁻²¹⁴  10⁻¹²⁸  10⁻⁴²  10⁴⁴  10¹³⁰  10²¹⁶"),
    ] {
        assert_eq!(ticks(costs, Scale::Logarithmic), expected, "{costs:?}");
    }
}
