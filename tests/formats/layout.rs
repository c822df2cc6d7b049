//! No text of a picture is cut off, overlaps another one, crosses an edge, or is painted over, however long the numbers and
//! names are.
//!
//! Texts are measured by the outlines of their letters in DejaVu Sans, the font of PNG plots and the first one of SVG plots. A
//! letter that it lacks counts as a full square.

use crate::svg::{Element, Svg, file};
use backprop::metrics::{ConfusionMatrix, LearningPoint, RocCurve};
use backprop::plot::drawing::{self, Axis, Curve};
use backprop::plot::{self, Boundary, Scale};
use backprop::{CrossEntropy, Identity, Samples, Sigmoid, Softmax, SquaredError, Tanh, Theta, network};
use proptest::prelude::*;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::fs;
use std::path::PathBuf;

network! {
    struct Small { layers: 2 -> 3 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Linear { layers: 2 -> 3 Identity -> 1 Identity, cost: SquaredError }
    struct Crowded { layers: 6 -> 3 Tanh -> 10 Tanh -> 5 Softmax, cost: CrossEntropy }
    struct Straight { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
    struct Eight { layers: 2 -> 8 Softmax, cost: CrossEntropy }
}

/// Names that are hard to place.
const NAMES: [&str; 8] = [
    "",
    "i",
    "setosa",
    "a name that is far too long to stand above any picture of this width, whatever its letters are",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm@@@@@@@@@@@@@@@@@@@%%%%%%%%%%%%%%%%",
    "длина чашелистика, Länge des Kelchblatts, 花萼长度, 🌸🌸🌸",
    "two\nlines <&>",
];

/// Numbers that are hard to place.
const NUMBERS: [f64; 12] =
    [0.0, 1.0, -1.0, 0.5, -1e-6, 123_456.789, -1_234_567.0, 1e7, -1e-300, 1e299, -9_999.999_9, 12_345_678_901_234.5];

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Box([f64; 4]);

impl Box {
    /// Returns whether both share more than the blur of an edge.
    fn meets(self, Self([left, top, right, bottom]): Self) -> bool {
        const BLUR: f64 = 0.3;
        let Self([l, t, r, b]) = self;
        l + BLUR < right && left + BLUR < r && t + BLUR < bottom && top + BLUR < b
    }

    fn is_inside(self, Self([left, top, right, bottom]): Self) -> bool {
        let Self([l, t, r, b]) = self;
        left <= l && top <= t && r <= right && b <= bottom
    }
}

/// Returns the box of a text without its turn: the outlines of its letters.
fn ink(face: &FontRef<'_>, text: &Element, words: &str) -> Option<Box> {
    let em = text.number("font-size");
    // Metrics at the size of the letters, in pixels, y upwards.
    let metrics = face.glyph_metrics(Size::new(em as f32), LocationRef::default());
    let letters = face.charmap();
    let (mut pen, mut ink) = (0.0, [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY]);
    for letter in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        let glyph = letters.map(letter);
        let advance = glyph.and_then(|glyph| metrics.advance_width(glyph)).map_or(em, f64::from);
        let outline = match glyph {
            Some(glyph) => metrics
                .bounds(glyph)
                .filter(|outline| outline.x_min < outline.x_max)
                .map(|outline| [outline.x_min, -outline.y_max, outline.x_max, -outline.y_min].map(f64::from)),
            None => Some([0.0, -0.9 * em, em, 0.2 * em]),
        };
        if let Some([left, top, right, bottom]) = outline {
            ink = [ink[0].min(pen + left), ink[1].min(top), ink[2].max(pen + right), ink[3].max(bottom)];
        }
        pen += advance;
    }
    let start = match text.get("text-anchor") {
        None => 0.0,
        Some("middle") => -pen / 2.0,
        Some(_) => -pen,
    };
    let base = 0.36 * em; // dy
    ink[0].is_finite().then(|| Box([start + ink[0], base + ink[1], start + ink[2], base + ink[3]]))
}

/// Returns the box of a text in the picture.
fn text_box(face: &FontRef<'_>, text: &Element, words: &str) -> Option<Box> {
    let Box([left, top, right, bottom]) = ink(face, text, words)?;
    let (x, y) = (text.number("x"), text.number("y"));
    match text.get("transform") {
        None => Some(Box([x + left, y + top, x + right, y + bottom])),
        // Turned by a right angle, to the left.
        Some(_) => Some(Box([x + top, y - right, x + bottom, y - left])),
    }
}

/// Returns the box of a rectangle or a disc.
fn shape_box(shape: &Element) -> Option<Box> {
    let number = |name| shape.number(name);
    match shape.name.as_str() {
        "rect" => Some(Box([number("x"), number("y"), number("x") + number("width"), number("y") + number("height")])),
        "circle" => {
            let (x, y, r) = (number("cx"), number("cy"), number("r"));
            Some(Box([x - r, y - r, x + r, y + r]))
        }
        _ => None,
    }
}

/// Checks that each text of a picture can be read.
#[track_caller]
fn assert_legible(path: PathBuf) {
    let svg = Svg::read(path);
    let face = FontRef::new(dejavu::sans::regular()).unwrap();
    let root = &svg.elements[0];
    let canvas = Box([0.0, 0.0, root.number("width"), root.number("height")]);
    let mut texts: Vec<(usize, &str, Box)> = Vec::new();
    for (i, element) in svg.elements.iter().enumerate().filter(|(_, element)| element.name == "text") {
        let words = element.words();
        if let Some(place) = text_box(&face, element, words) {
            assert!(place.is_inside(canvas), "`{words}` at {place:?} leaves {canvas:?}");
            texts.push((i, words, place));
        }
    }
    assert!(!texts.is_empty());
    for (n, (_, words, place)) in texts.iter().enumerate() {
        let other = texts[n + 1..].iter().find(|(_, _, other)| other.meets(*place));
        assert!(other.is_none(), "`{words}` overlaps `{}`", other.unwrap().1);
    }
    for (at, shape) in svg.elements.iter().enumerate() {
        let Some(area) = shape_box(shape) else { continue };
        let is_filled = shape.get("fill") != Some("none");
        for (i, words, place) in texts.iter().filter(|(_, _, place)| place.meets(area)) {
            assert!(!is_filled || at < *i, "`{words}` is painted over by {shape:?}");
            assert!(place.is_inside(area), "`{words}` at {place:?} crosses an edge of {shape:?}");
        }
    }
}

#[test]
fn texts_that_cannot_be_read_are_found() {
    let text =
        |x: f64, y: f64| format!(r##"<text x="{x}" y="{y}" dy=".36em" font-size="10" fill="#222222">1200000</text>"##);
    let area = |x: f64, fill: &str| format!(r#"<rect x="{x}" y="40" width="20" height="20" fill="{fill}"/>"#);
    let reason = |shapes: &[String]| {
        let body = shapes.concat();
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{body}</svg>"#);
        let path = file("illegible.svg");
        fs::write(&path, svg).unwrap();
        let result = std::panic::catch_unwind(|| assert_legible(path));
        result.err().map(|panic| panic.downcast_ref::<String>().expect("a message").clone()).unwrap_or_default()
    };
    // Seven digits of 0.636 em are 44.5 pixels wide.
    assert_eq!(reason(&[text(20.0, 50.0), text(20.0, 62.0), text(54.0, 80.0)]), "");
    assert!(reason(&[text(57.0, 50.0)]).contains(" leaves "));
    assert!(reason(&[text(20.0, 1.0)]).contains(" leaves "));
    assert!(reason(&[text(20.0, 50.0), text(40.0, 55.0)]).contains(" overlaps "));
    assert!(reason(&[text(20.0, 50.0), area(60.0, "#ffffff")]).contains(" is painted over "));
    assert!(reason(&[area(60.0, "#ffffff"), text(20.0, 50.0)]).contains(" crosses an edge "));
    assert!(reason(&[text(20.0, 50.0), area(60.0, "none")]).contains(" crosses an edge "));
}

#[test]
fn cost_curves_are_legible() {
    let path = || file("legible_costs.svg");
    let epochs = [0, 1, 7, 100, 12_345_678, 100_000_000_000, 100_000_000_001, 100_000_000_004, usize::MAX];
    let values = [
        [0.123_456_789, 0.123_456_808],
        [0.1, 0.1 + 1e-17],
        [1.0, 1.0 + 3e-16],
        [1e8, 1e8 + 4.0],
        [1e-300, 1e300],
        [1e299, 1e300],
        [1.5e-300, 1.6e-300],
        [0.001_234_5, 0.001_234_6],
        [99_999.0, 100_001.0],
        [9_999_999.0, 1e7],
        [3.0, 3.0],
    ];
    for scale in [Scale::Linear, Scale::Logarithmic] {
        for [low, high] in values {
            for ends in epochs.windows(2) {
                let points = [(ends[0], low), (ends[1], high)];
                plot::cost_curves(path(), &[("training", &points), ("validation", &points)], scale).unwrap();
                assert_legible(path());
            }
        }
    }
    for [low, high] in [[-1e300, 1e300], [0.0, 1e-300], [0.0, 5e-324], [-123_456.7, -123_456.6], [-0.000_02, 0.0]] {
        plot::cost_curves(path(), &[("J", &[(3, low), (90_000_000, high)])], Scale::Linear).unwrap();
        assert_legible(path());
    }
    let points = [(0, 0.5), (1, 0.25)];
    let series = NAMES.map(|name| (name, &points[..]));
    plot::cost_curves(path(), &series, Scale::Linear).unwrap();
    assert_legible(path());
}

#[test]
fn learning_curves_and_roc_curves_are_legible() {
    let path = || file("legible_curves.svg");
    for name in NAMES {
        for rows in [1, 12_345_678, usize::MAX / 2] {
            let points = [LearningPoint::new(rows, 1.0, 0.71), LearningPoint::new(rows + 1, 1e-7, 0.93)];
            plot::learning_curve(path(), &points, name).unwrap();
            assert_legible(path());
        }
    }
    let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.8), (0, 0.1)]).unwrap();
    plot::roc_curve(path(), &NAMES.map(|name| (name, &curve))).unwrap();
    assert_legible(path());
}

#[test]
fn axes_of_the_books_figures_are_legible() {
    let points: Vec<(f64, f64)> = (0..9).map(|i| (f64::from(20 << i), 0.1 / f64::from(i + 1))).collect();
    let axes = || Axis::growing("steps", points.iter().map(|(x, _)| *x));
    for y in [Axis::exact("", -1e-9..1e-9), Axis::with_room("J", [1e6, 1e6 + 1.0].into_iter(), 0.08)] {
        let canvas = drawing::curves(&[Curve { name: "J", points: points.clone() }], axes(), y, [360.0, 240.0]);
        let (width, height) = canvas.size();
        let body = canvas.body();
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{body}</svg>"#);
        fs::write(file("legible_figure.svg"), svg).unwrap();
        assert_legible(file("legible_figure.svg"));
    }
}

#[test]
fn confusion_matrices_are_legible() {
    let path = || file("legible_confusion.svg");
    let counts = |counts: [usize; 4]| {
        let cells = [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().zip(counts);
        ConfusionMatrix::from_pairs(2, cells.flat_map(|(cell, count)| std::iter::repeat_n(cell, count))).unwrap()
    };
    for cells in [[1, 0, 0, 0], [1_200_000, 0, 2, 999_999], [5_000, 12_345, 0, 1]] {
        let matrix = counts(cells);
        plot::confusion_matrix(path(), &matrix).unwrap();
        assert_legible(path());
        let texts = Svg::read(path()).texts;
        assert!(cells.iter().all(|count| texts.contains(&count.to_string())), "{texts:?}");
    }
    for name in NAMES {
        for classes in [2, 3, 8, 9, 30] {
            let names: Vec<String> = (0..classes).map(|class| format!("{name}{class}")).collect();
            let pairs = (0..9 * classes).map(|i| (i % classes, (i * i) % classes));
            let matrix = ConfusionMatrix::from_pairs(classes, pairs).unwrap().with_names(&names).unwrap();
            plot::confusion_matrix(path(), &matrix).unwrap();
            assert_legible(path());
        }
    }
}

#[test]
fn a_confusion_matrix_is_all_right_only_if_every_example_is() {
    let title = |right: usize, wrong: usize| {
        let pairs = std::iter::repeat_n((0, 0), right).chain(std::iter::repeat_n((0, 1), wrong));
        plot::confusion_matrix(file("title.svg"), &ConfusionMatrix::from_pairs(2, pairs).unwrap()).unwrap();
        Svg::read(file("title.svg")).texts.into_iter().find(|text| text.contains('%')).unwrap()
    };
    assert_eq!((title(9, 0), title(0, 9)), ("100.0 % of 9 right".to_owned(), "0.0 % of 9 right".to_owned()));
    assert_eq!((title(9_999, 1), title(1, 9_999)), ("> 99.9 % of 10000 right".into(), "< 0.1 % of 10000 right".into()));
}

#[test]
fn weights_are_legible_and_no_outline_covers_a_pixel() {
    fn check<const ROWS: usize, const COLS: usize>(shape: [usize; 2], largest: f64) {
        let theta: Theta<f64, ROWS, COLS> =
            Theta::from_fn(|i, j| if (i + j) % 2 == 0 { largest } else { -largest / 3.0 });
        plot::weights(file("legible_weights.svg"), &theta, shape).unwrap();
        assert_legible(file("legible_weights.svg"));
        let svg = Svg::read(file("legible_weights.svg"));
        let areas: Vec<Box> = svg.areas().skip(1).take(ROWS * (COLS - 1)).filter_map(shape_box).collect();
        for outline in svg.of("rect").filter(|shape| shape.get("fill") == Some("none")).take(ROWS) {
            let Box([left, top, right, bottom]) = shape_box(outline).unwrap();
            // The inner edge of a line that is one pixel wide.
            let inside = Box([left + 0.5, top + 0.5, right - 0.5, bottom - 0.5]);
            assert!(areas.iter().all(|area| !area.meets(Box([left, top, right, bottom])) || area.is_inside(inside)));
        }
        assert!(areas.iter().all(|Box([left, top, right, bottom])| right - left > 1.9 && bottom - top > 1.9));
    }
    for largest in NUMBERS {
        check::<3, 5>([2, 2], largest);
        check::<1, 2>([1, 1], largest);
    }
    check::<3, 65>([64, 1], 1.0);
    check::<3, 65>([1, 64], 1.0);
    check::<1, 785>([28, 28], 1.0);
    check::<2, 785>([784, 1], 1.0);
    check::<2, 785>([2, 392], 1.0);
    check::<300, 4>([3, 1], 0.0);
}

#[test]
fn diagrams_are_legible_and_no_number_that_is_not_zero_reads_as_zero() {
    let path = || file("legible_diagram.svg");
    for value in NUMBERS {
        let small = Small {
            theta_1: [[value, value / 7.0, -1e-6], [value, 1e4, -1e-9], [-0.5, 0.25, value]].into(),
            theta_2: [[-0.11, value, 0.33, 0.44], [0.55, 0.66, -0.77, value]].into(),
        };
        plot::diagram(path(), &small, &[0.5, value.clamp(-1e4, 1e4)], &[1.0, 0.0]).unwrap();
        assert_legible(path());
        Svg::read(path()).assert_says(&["−1·10⁻⁶", "−1·10⁻⁹", "1·10⁴"]);
    }
    let linear = Linear {
        theta_1: [[0.0, 1e7, 0.0], [0.0, 0.0, -1e-7], [12_345.678_9, 0.0, 0.0]].into(),
        theta_2: [[0.0, 1.0, 1.0, 1.0]].into(),
    };
    plot::diagram(path(), &linear, &[-1.5, 1e150], &[-1e100]).unwrap();
    assert_legible(path());
    Svg::read(path()).assert_says(&["z −1.5·10⁷", "bias 1.235·10⁴", "x 1·10¹⁵⁰", "y −1·10¹⁰⁰"]);
    plot::diagram(path(), &Crowded::random(1), &[0.1; 6], &[0.0; 5]).unwrap();
    assert_legible(path());
    let mut crowded = Crowded::random(1);
    crowded.theta_3.iter_mut().flatten().for_each(|weight| *weight *= -1e-120);
    plot::diagram(path(), &crowded, &[-1e5; 6], &[0.0; 5]).unwrap();
    assert_legible(path());
}

#[test]
fn boundaries_are_legible() {
    let path = || file("legible_boundary.svg");
    let straight = Straight { theta_1: [[0.1, 1e-320, 1e-320]].into() };
    let ranges =
        [[0.0, 1.0], [1e8, 1e8 + 1.0], [-1e300, 1e300], [0.0, 5e-324], [5.0, 5.0], [-1e-7, 2e-7], [1.0, 1.0 + 1e-15]];
    for ([low, high], name) in ranges.into_iter().cycle().zip(NAMES) {
        let samples = Samples::from_classes([[low, low], [high, high]], &[0, 1]).unwrap();
        let picture = Boundary::new(&straight, &samples).inputs([name, name]).classes(&[name, "other"]);
        picture.save(path()).unwrap();
        assert_legible(path());
    }
    let samples = Samples::from_classes([[0.0, 0.0], [1.0, 1.0]], &[0, 7]).unwrap();
    Boundary::new(&Eight::zeros(), &samples).classes(&NAMES).save(path()).unwrap();
    assert_legible(path());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn curves_of_any_numbers_and_names_are_legible(
        points in prop::collection::vec((any::<usize>(), -1.0..1.0, -300..300_i32), 1..6),
        near in any::<bool>(),
        names in prop::collection::vec("\\PC{0,60}", 1..8),
    ) {
        let cost = |&(epoch, digits, power): &(usize, f64, i32)| {
            (epoch, if near { 123.456 + digits * 10_f64.powi(-power.abs() / 20) } else { digits * 10_f64.powi(power) })
        };
        let points: Vec<(usize, f64)> = points.iter().map(cost).collect();
        let series: Vec<(&str, &[(usize, f64)])> = names.iter().map(|name| (name.as_str(), &points[..])).collect();
        plot::cost_curves(file("legible_any.svg"), &series, Scale::Linear).unwrap();
        assert_legible(file("legible_any.svg"));
    }
}
