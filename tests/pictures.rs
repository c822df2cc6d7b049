//! Where each shape of a picture lies, and that its pixels lie there too.

use backprop::judging::{ConfusionMatrix, LearningPoint, RocCurve};
use backprop::plot::{self, Scale};
use backprop::{CrossEntropy, Sigmoid, Theta, network};
use std::fs;
use std::path::{Path, PathBuf};
use svg::{Svg, attribute, file};

mod svg;

network! {
    struct Small { layers: 2 -> 3 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Fan { layers: 1 -> 6 Sigmoid -> 5 Sigmoid, cost: CrossEntropy }
}

const COSTS: [(usize, f64); 3] = [(0, 1.2), (50, 0.41), (200, 0.0091)];

/// Pins all shapes of a picture.
#[track_caller]
fn pin(name: &str, draw: impl FnOnce(&Path) -> Result<(), plot::PlotError>) {
    let path = file(&format!("{name}.svg"));
    draw(&path).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/pictures");
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
    let point = |rows, training, validation| LearningPoint { rows, training, validation };
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
    // So few classes that the words are wider than the fields.
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
    // So many weights that the layers stand further apart.
    pin("diagram_of_a_fan", |path| plot::diagram(path, &Fan::zeros(), &[1.0], &[0.0, 1.0, 0.0, 1.0, 0.0]));
}

/// The pixels of a PNG, row by row.
fn pixels(path: PathBuf) -> Vec<Vec<[u8; 3]>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(fs::read(path).unwrap())).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    let (pixels, []) = bytes.as_chunks::<3>() else { panic!("three bytes a pixel") };
    pixels.chunks(info.width as usize).map(<[_]>::to_vec).collect()
}

/// How many units of an SVG's view box make a pixel of the PNG.
const FINE: f64 = 2.0;

/// The colours that the shapes of an SVG give to the pixels of a PNG; at edges and in the way of letters, none is known.
fn painted(svg: &Svg, width: usize, height: usize) -> Vec<Vec<Option<[u8; 3]>>> {
    let mut painted = vec![vec![None; width]; height];
    let mut letters = svg.texts.iter();
    for (name, attributes) in &svg.elements {
        let number = |name: &str| attribute(attributes, name);
        let colour = |name: &str| {
            let (_, digits) = attributes.split_once(&format!("{name}=\"#")).expect("a colour");
            Some([0, 2, 4].map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()))
        };
        // How far outside of the shape a point lies.
        type Outside<'a> = Box<dyn Fn(f64, f64) -> f64 + 'a>;
        let (shapes, colour): (Vec<Outside<'_>>, _) = match name.as_str() {
            "rect" => {
                let [x, y, width, height] = ["x", "y", "width", "height"].map(number);
                let outside = move |px: f64, py: f64| (x - px).max(px - x - width).max(y - py).max(py - y - height);
                (vec![Box::new(outside)], colour("fill"))
            }
            "circle" => {
                let [x, y, r] = ["cx", "cy", "r"].map(number);
                (vec![Box::new(move |px, py| (px - x).hypot(py - y) - r)], colour("fill"))
            }
            "polyline" => {
                let points: Vec<[f64; 2]> = svg::points(attributes);
                let half = number("stroke-width") / 2.0;
                let segments = points.windows(2).map(|ends| {
                    let [[x1, y1], [x2, y2]] = [ends[0], ends[1]];
                    let outside = move |px: f64, py: f64| {
                        let (dx, dy) = (x2 - x1, y2 - y1);
                        let along = (((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
                        (px - x1 - along * dx).hypot(py - y1 - along * dy) - half
                    };
                    Box::new(outside) as Outside<'_>
                });
                (segments.collect(), colour("stroke"))
            }
            "text" => {
                let [x, y, size] = ["x", "y", "font-size"].map(number);
                let reach = size * letters.next().unwrap().chars().count() as f64;
                let (across, down) = if attributes.contains("rotate") { (size, reach) } else { (reach, size) };
                (vec![Box::new(move |px, py| (px - x).abs().max((py - y).abs() * across / down) - across)], None)
            }
            _ => continue,
        };
        for (py, row) in painted.iter_mut().enumerate() {
            for (px, pixel) in row.iter_mut().enumerate() {
                let middle = |i: usize| (i as f64 + 0.5) * FINE;
                for outside in &shapes {
                    match outside(middle(px), middle(py)) {
                        far if far < -FINE => *pixel = colour,
                        near if near <= FINE => *pixel = None,
                        _ => {}
                    }
                }
            }
        }
    }
    painted
}

#[test]
fn a_png_shows_the_shapes_of_the_svg_at_their_places() {
    let theta: Theta<f64, 3, 4> = [[0.0, 0.1, 0.2, 0.3], [0.0, -0.4, -0.5, -0.6], [1.0, 0.5, -0.5, 0.25]].into();
    plot::weights(file("areas.svg"), &theta, [1, 3]).unwrap();
    plot::weights(file("areas.PNG"), &theta, [1, 3]).unwrap();
    plot::cost_curves(file("lines.svg"), &[("training", &COSTS)], Scale::Linear).unwrap();
    plot::cost_curves(file("lines.PNG"), &[("training", &COSTS)], Scale::Linear).unwrap();
    for name in ["areas", "lines"] {
        let svg = Svg::read(file(&format!("{name}.svg")));
        let pixels = pixels(file(&format!("{name}.PNG")));
        let (width, height) = (pixels[0].len(), pixels.len());
        assert!(svg.elements[0].1.starts_with(&format!("width=\"{}\" height=\"{}\" ", width / 2, height / 2)));
        let painted = painted(&svg, width, height);
        let known = painted.iter().flatten().filter(|pixel| pixel.is_some()).count();
        assert!(known > width * height / 2, "{known} pixels are known");
        for (y, (row, expected)) in pixels.iter().zip(&painted).enumerate() {
            for (x, (pixel, expected)) in row.iter().zip(expected).enumerate() {
                assert!(
                    expected.is_none_or(|expected| expected == *pixel),
                    "{name}, ({x}, {y}): {pixel:?}, {expected:?}"
                );
            }
        }
    }
}
