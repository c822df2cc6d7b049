//! Pictures are well-formed and show all of their data.

use crate::keeping::Folder;
use crate::svg::{Svg, file, pixels};
use backprop::metrics::{ConfusionMatrix, LearningPoint, RocCurve};
use backprop::plot::drawing::significant;
use backprop::plot::{self, Boundary, PlotError, Scale};
use backprop::{CrossEntropy, Identity, Samples, Sigmoid, Softmax, SquaredError, Tanh, Theta, batch_descent, network};
use proptest::prelude::*;
use std::error::Error;
use std::fs;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Species { layers: 2 -> 3 Softmax, cost: CrossEntropy }
    struct Nine { layers: 2 -> 9 Softmax, cost: CrossEntropy }
    struct Sign { layers: 2 -> 1 Tanh, cost: SquaredError }
    struct Line { layers: 2 -> 1 Identity, cost: SquaredError }
    struct Small { layers: 2 -> 3 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Crowded { layers: 6 -> 3 Tanh -> 10 Tanh -> 5 Softmax, cost: CrossEntropy }
    struct Wide { layers: 11 -> 1 Sigmoid, cost: CrossEntropy }
    struct Digits { layers: 64 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy }
}

const BLUE: &str = "#0072b2";
const VERMILLION: &str = "#d55e00";

fn xor() -> (Xor, Samples<[f64; 2], [f64; 1]>) {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let samples = Samples::from_classes(x, &[0, 1, 1, 0]).unwrap();
    let mut xor = Xor::random(7);
    batch_descent(&mut xor, &samples, 0.0, 0.5, 1000).unwrap();
    (xor, samples)
}

const COSTS: [(usize, f64); 5] = [(0, 1.2), (50, 0.41), (100, 0.12), (150, 0.034), (200, 0.0091)];

#[test]
fn cost_curves_have_a_line_a_name_and_a_dot_for_each_point() {
    let validation = COSTS.map(|(epoch, cost)| (epoch, cost + 0.05));
    let scales = [
        (Scale::Linear, "costs.svg", ["0.0", "0.5", "1.0"]),
        (Scale::Logarithmic, "log_costs.svg", ["0.01", "0.1", "1"]),
    ];
    for (scale, name, ticks) in scales {
        let path = file(name);
        plot::cost_curves(&path, &[("training", &COSTS), ("<validation> & more", &validation)], scale).unwrap();
        let svg = Svg::read(path);
        svg.assert_says(&["epoch", "cost J", "training", "<validation> & more", "0", "200"]);
        assert_eq!((svg.colored("circle", BLUE), svg.colored("circle", VERMILLION)), (5, 5));
        // A curve, and a line in the legend.
        assert_eq!((svg.colored("polyline", BLUE), svg.colored("polyline", VERMILLION)), (2, 2));
        svg.assert_says(&ticks);
    }
}

#[test]
fn a_logarithmic_axis_makes_equal_factors_equally_long() {
    let path = file("equal_factors.svg");
    plot::cost_curves(&path, &[("J", &[(0, 1e-3), (1, 1e-1), (2, 1e1)])], Scale::Logarithmic).unwrap();
    let down: Vec<f64> = Svg::read(path).of("circle").map(|circle| circle.number("cy")).collect();
    assert!((down[0] - down[1] - (down[1] - down[2])).abs() <= 0.025, "{down:?}");
    assert!(down[0] - down[2] > 125.0, "higher costs are further up: {down:?}");
}

#[test]
fn costs_that_never_change_and_a_single_one_have_a_picture_too() {
    for costs in [&[(3, 0.5)][..], &[(0, 0.0), (1, 0.0)], &[(0, -1e-12), (1, 3e9)]] {
        let path = file("flat.svg");
        plot::cost_curves(&path, &[("J", costs)], Scale::Linear).unwrap();
        assert_eq!(Svg::read(path).count("circle"), costs.len());
    }
    plot::cost_curves(file("flat.svg"), &[("J", &[(0, 0.02), (1, 0.02)])], Scale::Logarithmic).unwrap();
    assert_eq!(Svg::read(file("flat.svg")).count("circle"), 2);
    let tiny = [(0, 1e-300), (1, 1e300)];
    plot::cost_curves(file("flat.svg"), &[("J", &tiny)], Scale::Logarithmic).unwrap();
    assert_eq!(Svg::read(file("flat.svg")).count("circle"), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_point_has_its_place_in_the_frame(
        costs in prop::collection::vec((any::<usize>(), -1.0..1.0, -300..300_i32), 1..6),
        logarithmic: bool,
        alike: bool,
    ) {
        let cost = |&(epoch, digits, power): &(usize, f64, i32)| (epoch, digits * 10_f64.powi(if alike { 9 } else { power }));
        let mut costs: Vec<(usize, f64)> = costs.iter().map(cost).collect();
        if logarithmic {
            costs.iter_mut().for_each(|(_, cost)| *cost = cost.abs().max(1e-300));
        }
        let scale = if logarithmic { Scale::Logarithmic } else { Scale::Linear };
        let path = file("any.svg");
        plot::cost_curves(&path, &[("J", &costs)], scale).unwrap();
        let svg = Svg::read(path);
        prop_assert_eq!(svg.count("circle"), costs.len());
        let frame = svg.of("rect").find(|shape| shape.get("fill") == Some("none")).expect("the frame");
        let [left, top, width, height] = ["x", "y", "width", "height"].map(|name| frame.number(name));
        prop_assert_eq!((width, height), (560.0, 340.0));
        let (across, down) = (left..=left + width, top..=top + height);
        for disc in svg.of("circle") {
            let (x, y) = (disc.number("cx"), disc.number("cy"));
            prop_assert!(across.contains(&x) && down.contains(&y), "({x}, {y})");
        }
        prop_assert!(svg.count("text") < 25, "too many ticks: {:?}", svg.texts);
    }
}

#[test]
fn a_learning_curve_names_its_score() {
    let point = |rows, training, validation| LearningPoint::new(rows, training, validation);
    let points = [point(20, 1.0, 0.71), point(100, 0.99, 0.86), point(400, 0.985, 0.93), point(1400, 0.98, 0.955)];
    let path = file("learning.svg");
    plot::learning_curve(&path, &points, "accuracy").unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["training rows", "accuracy", "training", "validation"]);
    assert_eq!(svg.count("circle"), 8);
}

#[test]
fn a_boundary_has_a_dot_for_each_sample_and_runs_between_the_classes() {
    let (xor, samples) = xor();
    let path = file("xor.svg");
    plot::boundary(&path, &xor, &samples, ["x₁", "x₂"]).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["x₁", "x₂", "class 0", "class 1"]);
    assert_eq!(svg.count("circle"), 4);
    // Both colors in several shades, and the line between them.
    let line = svg.of("polyline").filter(|line| line.number("stroke-width") == 2.0);
    let (areas, places) = (svg.areas().count(), line.map(|line| line.points().len()).sum::<usize>());
    assert!(areas > 200 && places > 200, "{areas} {places}");

    let path = file("everywhere_class_0.svg");
    plot::boundary(&path, &Xor { theta_2: [[-5.0, 0.0, 0.0, 0.0, 0.0]].into(), ..Xor::zeros() }, &samples, ["a", "b"])
        .unwrap();
    let svg = Svg::read(path);
    // The background, and one rectangle for each row.
    assert_eq!((svg.areas().count(), svg.count("circle")), (1 + 120, 4));
}

#[test]
fn the_line_of_a_boundary_lies_where_the_output_is_one_half() {
    // h = x₁, so the line is the vertical line x₁ = 0.5.
    let line = Line { theta_1: [[0.0, 1.0, 0.0]].into() };
    let samples = Samples::from_classes([[0.1, 0.0], [0.9, 1.0]], &[0, 1]).unwrap();
    let path = file("line.svg");
    plot::boundary(&path, &line, &samples, ["x₁", "x₂"]).unwrap();
    let svg = Svg::read(path);
    let circles: Vec<f64> = svg.of("circle").map(|circle| circle.number("cx")).collect();
    let middle = (circles[0] + circles[1]) / 2.0;
    let vertical = svg.of("polyline").filter(|line| {
        let ends = line.points();
        ends.len() == 121 && ends.iter().all(|[x, _]| (x - middle).abs() <= 0.25)
    });
    assert_eq!(vertical.count(), 1, "one line through all 120 rows of cells");
}

#[test]
fn a_boundary_of_targets_minus_one_and_one_needs_their_threshold() {
    // h = tanh(x₁ − 0.5), so h = 0 at x₁ = 0.5, and h = 0.5 at about 1.05.
    let sign = Sign { theta_1: [[-0.5, 1.0, 0.0]].into() };
    let samples = Samples::new([[0.0, 0.0], [1.0, 1.0]], [[-1.0], [1.0]]).unwrap();
    let path = file("sign.svg");
    Boundary::new(&sign, &samples).threshold(0.0).classes(&["left", "right"]).save(&path).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["left", "right", "x₁", "x₂"]);
    let circles: Vec<f64> = svg.of("circle").map(|circle| circle.number("cx")).collect();
    let middle = (circles[0] + circles[1]) / 2.0;
    let lines = svg.of("polyline").filter(|line| line.number("stroke-width") == 2.0);
    let places: Vec<[f64; 2]> = lines.flat_map(|line| line.points()).collect();
    assert!(places.len() > 120 && places.iter().all(|[x, _]| (x - middle).abs() <= 0.25));
    // The samples have the colors of their classes, on the ground of their classes.
    let fills: Vec<_> = svg.of("circle").map(|circle| circle.get("fill")).collect();
    assert_ne!(fills[0], fills[1]);
}

#[test]
fn what_has_no_boundary_says_why() {
    let path = file("no_boundary.svg");
    let _ = fs::remove_file(&path);
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]];
    let line = Line { theta_1: [[0.0, 1.0, 0.0]].into() };
    for targets in [[[1.0], [2.5], [3.0]], [[-1.0], [1.0], [1.0]], [[180.0], [181.0], [180.0]]] {
        let error = plot::boundary(&path, &line, &Samples::new(x, targets).unwrap(), ["a", "b"]).unwrap_err();
        assert!(matches!(error, PlotError::Targets { .. }));
        assert_eq!(
            error.to_string(),
            "a boundary separates classes, and the targets do not mean classes; if they are two values such as -1 and 1, give \
             the threshold between them: `Boundary::new(&network, &samples).threshold(0.0)`"
        );
        assert!(error.source().is_some_and(|source| source.to_string().contains("`RegressionReport`")));
    }
    let classes = Samples::from_classes(x, &[0, 1, 1]).unwrap();
    let error = |picture: Boundary<'_, Line>| picture.save(&path).unwrap_err().to_string();
    assert_eq!(
        error(Boundary::new(&line, &classes).classes(&["only one"])),
        "1 name for 2 classes, expected one for each"
    );
    assert_eq!(
        error(Boundary::new(&line, &classes).threshold(f64::NAN)),
        "the threshold is NaN, expected a finite number"
    );
    let three = Samples::from_classes(x, &[0, 1, 2]).unwrap();
    assert_eq!(
        Boundary::new(&Species::zeros(), &three).threshold(0.5).save(&path).unwrap_err().to_string(),
        "3 classes with a threshold, expected at most 2 in a picture"
    );
    assert!(!path.exists());
}

#[test]
fn a_confusion_matrix_has_the_names_of_its_classes() {
    let names = ["setosa", "versicolor", "Iris virginica of the Northern shores"];
    let matrix = ConfusionMatrix::from_pairs(3, [(0, 0), (1, 1), (1, 2), (2, 2)]).unwrap().with_names(&names).unwrap();
    let path = file("named.svg");
    plot::confusion_matrix(&path, &matrix).unwrap();
    let texts = Svg::read(path).texts;
    let count = |name: &str| texts.iter().filter(|text| *text == name).count();
    assert_eq!((count("setosa"), count("versicolor")), (2, 2), "a row and a column: {texts:?}");
    assert_eq!(texts.iter().filter(|text| text.starts_with("Iris virginica ") && text.ends_with('…')).count(), 2);
}

#[test]
fn with_several_outputs_each_class_has_its_color() {
    let (x, classes) = worked::data::iris();
    let petals: Vec<_> = x.iter().map(|x| [x[2], x[3]]).collect();
    let samples = Samples::from_classes(petals, &classes).unwrap();
    let mut species = Species::zeros();
    batch_descent(&mut species, &samples, 0.0, 0.1, 3000).unwrap();
    let path = file("species.svg");
    plot::boundary(&path, &species, &samples, ["petal length / cm", "petal width / cm"]).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["class 0", "class 1", "class 2", "petal length / cm"]);
    assert_eq!(svg.count("circle"), 150);
    let colors: std::collections::BTreeSet<_> = svg.of("circle").map(|circle| circle.get("fill")).collect();
    assert_eq!(colors.len(), 3);
}

#[test]
fn weights_are_an_image_for_each_unit() {
    let mut digits = Digits::random(1);
    digits.theta_1[3][0] = 1e6;
    let path = file("weights.svg");
    plot::weights(&path, &digits.theta_1, [8, 8]).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["unit 1", "unit 25"]);
    assert!(svg.texts.iter().all(|text| !text.contains("1000000")), "the scale does not include the bias");
    // The background, the pixels and the color scale.
    assert_eq!(svg.areas().count(), 1 + 25 * 64 + 60);

    let theta: Theta<f64, 1, 5> = [[9.0, 2.0, -2.0, 0.0, 1.0]].into();
    let path = file("few_weights.svg");
    plot::weights(&path, &theta, [2, 2]).unwrap();
    let svg = Svg::read(path);
    for (pixel, color) in svg.areas().skip(1).zip([VERMILLION, BLUE, "#ffffff", "#eaaf80"]) {
        assert!(pixel.has_color(color), "{pixel:?}, expected {color}");
    }
    svg.assert_says(&["−2", "0", "2"]);

    plot::weights(file("no_weights.svg"), &Theta::<f64, 2, 5>::zeros(), [4, 1]).unwrap();
    assert_eq!(Svg::read(file("no_weights.svg")).colored("rect", "#ffffff"), 1 + 8);
}

#[test]
fn a_roc_curve_tells_its_area() {
    let (x, classes) = worked::data::breast_cancer();
    let curve = |column: usize| RocCurve::from_scores(classes.iter().zip(&x).map(|(&c, x)| (c, -x[column]))).unwrap();
    let path = file("roc.svg");
    plot::roc_curve(&path, &[("radius", &curve(0)), ("smoothness", &curve(4))]).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["false positive rate", "true positive rate", "radius (AUC 0.938)", "smoothness (AUC 0.722)"]);
    assert_eq!((svg.colored("polyline", BLUE), svg.colored("polyline", VERMILLION)), (2, 2));
}

#[test]
fn a_confusion_matrix_shows_every_count() {
    let pairs = [(0, 0), (0, 0), (1, 1), (1, 2), (2, 2), (2, 2), (2, 2), (2, 0)];
    let matrix = ConfusionMatrix::from_pairs(3, pairs).unwrap();
    let path = file("confusion.svg");
    plot::confusion_matrix(&path, &matrix).unwrap();
    let svg = Svg::read(path);
    svg.assert_says(&["true class", "predicted class", "75.0 % of 8 right"]);
    assert_eq!(svg.areas().count(), 1 + 9);
    // Each count is in the row of its true class and the column of its predicted class.
    let at = |down: usize, right: usize| {
        let place = [96 + 48 * right, 64 + 48 * down].map(|place| place as f64);
        svg.words().find(|(_, text)| ["x", "y"].map(|name| text.number(name)) == place).map(|(words, _)| words)
    };
    let counts = [0, 1, 2].map(|down| [0, 1, 2].map(|right| at(down, right).expect("a count")));
    assert_eq!(counts, [["2", "0", "0"], ["0", "1", "1"], ["1", "0", "3"]]);
    assert_eq!(svg.colored("rect", BLUE), 1, "only class 0 is always predicted correctly");
}

#[test]
fn a_diagram_holds_every_number_of_an_example() {
    let small = Small {
        theta_1: [[0.1, 0.2, -0.3], [0.4, -0.5, 0.6], [0.7, 0.8, 0.9]].into(),
        theta_2: [[-0.11, 0.22, 0.33, 0.44], [0.55, 0.66, -0.77, 0.88]].into(),
    };
    let (x, y) = ([0.05, 1.5], [1.0, 0.0]);
    let path = file("diagram.svg");
    plot::diagram(&path, &small, &x, &y).unwrap();
    let svg = Svg::read(path);
    let named = |name: &str, value: f64| format!("{name} {}", significant(value)).trim().to_owned();
    let forward = small.forward(&x);
    let deltas = small.backward(&forward, &y);
    let mut expected: Vec<String> = Vec::new();
    expected.extend(forward.z_2.iter().chain(&forward.z_3).map(|&z| named("z", z)));
    expected.extend(forward.a_2.iter().chain(&forward.a_3).map(|&a| named("a", a)));
    expected.extend(deltas.delta_2.iter().chain(&deltas.delta_3).map(|&delta| named("δ", delta)));
    expected.extend(small.theta_1.iter().map(|row| named("bias", row[0])));
    expected.extend(x.map(|x| named("x", x)).into_iter().chain(y.map(|y| named("y", y))));
    for row in small.theta_1.iter().map(|row| &row[1..]).chain(small.theta_2.iter().map(|row| &row[1..])) {
        expected.extend(row.iter().map(|&value| named("", value)));
    }
    svg.assert_says(&expected.iter().map(String::as_str).collect::<Vec<_>>());
    svg.assert_says(&["layer 1", "layer 2", "layer 3"]);
    // Red for positive numbers, blue for negative ones.
    assert_eq!((svg.colored("polyline", VERMILLION), svg.colored("polyline", BLUE)), (9, 3));
}

#[test]
fn in_a_diagram_no_weight_hides_another() {
    let path = file("crowded.svg");
    plot::diagram(&path, &Crowded::random(1), &[0.1; 6], &[0.0; 5]).unwrap();
    let svg = Svg::read(path);
    let weights = svg.words().filter(|(words, _)| words.replace('−', "-").parse::<f64>().is_ok());
    let places: Vec<[f64; 2]> = weights.map(|(_, weight)| ["x", "y"].map(|name| weight.number(name))).collect();
    assert_eq!(places.len(), 6 * 3 + 3 * 10 + 10 * 5);
    for (i, [x, y]) in places.iter().enumerate() {
        let near = |[other_x, other_y]: &&[f64; 2]| (x - other_x).abs() < 38.0 && (y - other_y).abs() < 11.0;
        assert_eq!(places[i + 1..].iter().find(near), None, "near ({x}, {y})");
    }
}

#[test]
fn every_picture_can_be_a_png() {
    let (xor, samples) = xor();
    let matrix = ConfusionMatrix::new(&xor, &samples).unwrap();
    let curve = RocCurve::new(&xor, &samples).unwrap();
    let points = [LearningPoint::new(1, 0.1, 0.2)];
    plot::learning_curve(file("a.png"), &points, "J").unwrap();
    plot::boundary(file("b.png"), &xor, &samples, ["x₁", "x₂"]).unwrap();
    plot::weights(file("c.png"), &Digits::random(1).theta_1, [8, 8]).unwrap();
    plot::roc_curve(file("d.png"), &[("xor", &curve)]).unwrap();
    plot::confusion_matrix(file("e.png"), &matrix).unwrap();
    plot::diagram(file("f.png"), &xor, &[0.0, 1.0], &[1.0]).unwrap();
    for name in ["a.png", "b.png", "c.png", "d.png", "e.png", "f.png"] {
        let pixels = pixels(file(name));
        let is_drawn = pixels.iter().flatten().flatten().any(|channel| *channel != 0xff);
        assert!(pixels[0].len() > 300 && pixels.len() > 200 && is_drawn, "{name}");
    }
}

#[test]
fn what_cannot_be_drawn_says_why_and_leaves_no_file() {
    let (xor, samples) = xor();
    let path = file("refused.svg");
    let _ = fs::remove_file(&path);
    let costs = |series: &[(&str, &[(usize, f64)])], scale| plot::cost_curves(&path, series, scale);
    let nine = vec![("J", &COSTS[..]); 9];
    let curve = RocCurve::new(&xor, &samples).unwrap();
    let many = ConfusionMatrix::from_pairs(31, [(0, 0)]).unwrap();
    let infinite = Line { theta_1: [[f64::MAX, 0.0, f64::MAX]].into() };
    let of_nine = Samples::from_classes([[0.0, 0.0]], &[3]).unwrap();
    let mut spoiled = Digits::zeros();
    spoiled.theta_1[2][5] = f64::NAN;
    let refusals = [
        (costs(&[], Scale::Linear), "nothing to draw: no curve, expected at least one"),
        (costs(&[("J", &[])], Scale::Linear), "nothing to draw: no point of `J`, expected at least one"),
        (costs(&nine, Scale::Linear), "9 curves, expected at most 8 in a picture"),
        (costs(&[("J", &[(7, f64::NAN)])], Scale::Linear), "the value of `J` at 7 is NaN, expected a finite number"),
        (
            costs(&[("J", &[(7, 0.0)])], Scale::Logarithmic),
            "the value of `J` at 7 is 0, expected a number above 0; for others, use `Scale::Linear`",
        ),
        (
            costs(&[("J", &[(7, -2e300)])], Scale::Linear),
            "the value of `J` at 7 is -2e300, expected a number within ±1e300, and from 1e-300 on a logarithmic axis",
        ),
        (
            costs(&[("J", &[(7, 5e-301)])], Scale::Logarithmic),
            "the value of `J` at 7 is 5e-301, expected a number within ±1e300, and from 1e-300 on a logarithmic axis",
        ),
        (plot::learning_curve(&path, &[], "J"), "nothing to draw: no point of `training`, expected at least one"),
        (plot::roc_curve(&path, &[]), "nothing to draw: no curve, expected at least one"),
        (plot::roc_curve(&path, &vec![("xor", &curve); 9]), "9 curves, expected at most 8 in a picture"),
        (plot::confusion_matrix(&path, &many), "31 classes, expected at most 30 in a picture"),
        (
            plot::boundary(
                &path,
                &infinite,
                &Samples::new([[0.0, 1.0], [1.0, 5.0]], [[1.0], [0.0]]).unwrap(),
                ["a", "b"],
            ),
            "an output in the plane is inf, expected a finite number",
        ),
        (
            plot::boundary(
                &path,
                &xor,
                &Samples::new([[-1e301, 0.0], [1.0, 1.0]], [[1.0], [0.0]]).unwrap(),
                ["a", "b"],
            ),
            "an input in row 0 is -1e301, expected a number within ±1e300, and from 1e-300 on a logarithmic axis",
        ),
        (
            plot::boundary(&path, &xor, &Samples::new([[0.0, 0.0], [1.0, 1e301]], [[1.0], [0.0]]).unwrap(), ["a", "b"]),
            "an input in row 1 is 1e301, expected a number within ±1e300, and from 1e-300 on a logarithmic axis",
        ),
        (plot::boundary(&path, &Nine::zeros(), &of_nine, ["a", "b"]), "9 classes, expected at most 8 in a picture"),
        (
            plot::weights(&path, &Digits::zeros().theta_1, [8, 9]),
            "an image of 8 × 9 = 72 pixels does not fit the 64 inputs of each unit",
        ),
        (
            plot::weights(&path, &Theta::<f64, 300, 785>::zeros(), [28, 28]),
            "235200 weights, expected at most 200000 in a picture",
        ),
        (
            plot::weights(&path, &spoiled.theta_1, [8, 8]),
            "the weight in row 2, column 5 is NaN, expected a finite number",
        ),
        (
            plot::diagram(&path, &Wide::zeros(), &[0.0; 11], &[0.0]),
            "11 units in a layer, expected at most 10 in a picture",
        ),
        (plot::diagram(&path, &infinite, &[0.0, 5.0], &[0.0]), "a number of layer 2 is inf, expected a finite number"),
    ];
    for (refusal, text) in refusals {
        assert_eq!(refusal.unwrap_err().to_string(), text);
    }
    assert!(!path.exists());

    // The largest allowed number of classes.
    let many = ConfusionMatrix::from_pairs(30, [(0, 0)]).unwrap();
    plot::confusion_matrix(file("many.svg"), &many).unwrap();
}

#[test]
fn the_extension_decides_the_format_and_an_unknown_one_is_an_error() {
    for name in ["picture.pdf", "picture", "svg", ".svg"] {
        let _ = fs::remove_file(file(name));
        let error = plot::cost_curves(file(name), &[("J", &COSTS)], Scale::Linear).unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, PlotError::Extension { .. }) && text.contains(name), "{text}");
        assert!(text.ends_with(": unsupported extension, expected `.svg` or `.png`"), "{text}");
        assert!(!file(name).exists());
    }
}

#[test]
fn a_picture_that_cannot_be_written_leaves_what_was_there() {
    let folder = file("taken.svg");
    fs::create_dir_all(folder.join("inside")).unwrap();
    let error = plot::cost_curves(&folder, &[("J", &COSTS)], Scale::Linear).unwrap_err();
    let source = error.source().expect("the error of the system");
    assert_eq!(error.to_string(), format!("{} cannot be written", folder.display()));
    assert_eq!(format!("{error:?}"), format!("{error}: {source}"));
    assert!(folder.join("inside").exists());

    let nowhere = file("no_folder").join("costs.svg");
    let error = plot::cost_curves(&nowhere, &[("J", &COSTS)], Scale::Linear).unwrap_err();
    assert!(matches!(error, PlotError::Write { .. }));

    // The old file is replaced atomically, and no other file is left beside it.
    let folder = file("replaced");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("costs.svg");
    fs::write(&path, "x".repeat(1 << 20)).unwrap();
    plot::cost_curves(&path, &[("J", &COSTS)], Scale::Linear).unwrap();
    assert_eq!(Svg::read(path).count("circle"), 5);
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["costs.svg"]);
}

#[test]
fn the_error_of_the_drawing_library_is_the_source_and_is_printed_once() {
    let error = PlotError::Drawing { path: "costs.png".into(), source: "no memory".into() };
    assert_eq!(error.to_string(), "costs.png cannot be drawn");
    assert_eq!(error.source().expect("the error of the library").to_string(), "no memory");
    assert_eq!(format!("{error:?}"), "costs.png cannot be drawn: no memory");
}

#[test]
fn a_png_that_is_too_large_to_draw_is_an_error_and_an_svg_is_written() {
    // 20 000 units with one input: an image for each.
    let theta = Theta::<f64, 20_000, 2>::zeros();
    plot::weights(file("large.svg"), &theta, [1, 1]).unwrap();
    let error = plot::weights(file("large.png"), &theta, [1, 1]).unwrap_err();
    assert!(matches!(error, PlotError::Drawing { .. }));
    assert!(
        format!("{error:?}").ends_with("pixels are too many for a PNG; an SVG has no limit, so name the file `.svg`")
    );
}

#[test]
fn a_png_without_its_feature_is_an_error_that_names_the_feature() {
    let error = PlotError::NoPng { path: "costs.png".into() };
    let text = "costs.png: a PNG needs the feature `png` of `backprop`; enable it, or name the file `.svg`";
    assert_eq!(error.to_string(), text);
}

#[test]
fn what_xml_forbids_in_a_text_is_replaced() {
    let path = file("control.svg");
    plot::cost_curves(&path, &[("a\u{0}b \"c\" ' ]]>", &COSTS)], Scale::Linear).unwrap();
    Svg::read(path).assert_says(&["a\u{fffd}b \"c\" ' ]]>"]);
}

#[test]
fn the_area_under_a_curve_is_shown_beside_a_name_of_any_length() {
    let curve = RocCurve::from_scores([(1, 0.9), (0, 0.4), (1, 0.6), (0, 0.7)]).unwrap();
    let folder = Folder::new("roc_names");
    for name in ["short", "a name that is much longer than all the room that there is in the legend of such a picture"]
    {
        let path = folder.path("roc.svg");
        plot::roc_curve(&path, &[(name, &curve)]).unwrap();
        let svg = std::fs::read_to_string(&path).unwrap();
        assert!(svg.contains(" (AUC 0.750)"), "{name}: {svg}");
    }
}
