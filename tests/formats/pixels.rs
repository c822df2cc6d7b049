//! A PNG shows the same shapes and texts as the SVG, at the same positions.

use crate::svg::{Svg, file, pixels};
use backprop::Theta;
use backprop::metrics::{LearningPoint, RocCurve};
use backprop::plot::{self, Scale};

/// The size of a PNG pixel in units of the SVG.
const PIXEL: f64 = 0.5;

/// The distance of a point from a shape, negative inside.
type Outside = Box<dyn Fn(f64, f64) -> f64>;

/// Returns the colors that the shapes of an SVG give to the pixels of a PNG, or `None` for pixels at edges and near
/// letters.
fn painted(svg: &Svg, width: usize, height: usize) -> Vec<Vec<Option<[u8; 3]>>> {
    let mut painted = vec![vec![None; width]; height];
    let mut letters = svg.texts.iter();
    for element in &svg.elements {
        let number = |name: &str| element.number(name);
        let color = |name: &str| Some(element.color(name));
        let (shapes, color): (Vec<Outside>, _) = match element.name.as_str() {
            "rect" => {
                let [x, y, width, height] = ["x", "y", "width", "height"].map(number);
                let outside = move |px: f64, py: f64| (x - px).max(px - x - width).max(y - py).max(py - y - height);
                if element.get("fill") == Some("none") {
                    let half = number("stroke-width") / 2.0;
                    (vec![Box::new(move |px, py| outside(px, py).abs() - half)], color("stroke"))
                } else {
                    (vec![Box::new(outside)], color("fill"))
                }
            }
            "circle" => {
                let [x, y, r] = ["cx", "cy", "r"].map(number);
                (vec![Box::new(move |px, py| (px - x).hypot(py - y) - r)], color("fill"))
            }
            "polyline" => {
                let points = element.points();
                let half = number("stroke-width") / 2.0;
                // Repeated points do not form a segment.
                let segments = points.windows(2).filter(|ends| ends[0] != ends[1]).map(|ends| {
                    let [[x1, y1], [x2, y2]] = [ends[0], ends[1]];
                    let outside = move |px: f64, py: f64| {
                        let length = (x2 - x1).hypot(y2 - y1);
                        let (dx, dy) = ((x2 - x1) / length, (y2 - y1) / length);
                        let along = (px - x1) * dx + (py - y1) * dy;
                        let beside = (px - x1) * dy - (py - y1) * dx;
                        (beside.abs() - half).max(-along).max(along - length)
                    };
                    Box::new(outside) as Outside
                });
                // The positions of dashes are unknown.
                (segments.collect(), color("stroke").filter(|_| element.get("stroke-dasharray").is_none()))
            }
            "text" => {
                let [x, y, size] = ["x", "y", "font-size"].map(number);
                let reach = size * letters.next().unwrap().chars().count() as f64;
                let (across, down) = if element.get("transform").is_some() { (size, reach) } else { (reach, size) };
                (vec![Box::new(move |px, py| (px - x).abs().max((py - y).abs() * across / down) - across)], None)
            }
            _ => continue,
        };
        for (py, row) in painted.iter_mut().enumerate() {
            for (px, pixel) in row.iter_mut().enumerate() {
                let middle = |i: usize| (i as f64 + 0.5) * PIXEL;
                for outside in &shapes {
                    match outside(middle(px), middle(py)) {
                        far if far < -PIXEL => *pixel = color,
                        near if near <= 3.0 * PIXEL => *pixel = None,
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
    let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.8), (0, 0.1)]).unwrap();
    for ending in ["svg", "PNG"] {
        let file = |name: &str| file(&format!("{name}.{ending}"));
        plot::weights(file("areas"), &theta, [1, 3]).unwrap();
        plot::cost_curves(file("lines"), &[("J", &[(0, 1.2), (50, 0.41), (200, 0.0091)])], Scale::Linear).unwrap();
        plot::roc_curve(file("places_met_twice"), &[("twice", &curve)]).unwrap();
    }
    for name in ["areas", "lines", "places_met_twice"] {
        let svg = Svg::read(file(&format!("{name}.svg")));
        let pixels = pixels(file(&format!("{name}.PNG")));
        let (width, height) = (pixels[0].len(), pixels.len());
        let size = ["width", "height"].map(|name| svg.elements[0].number(name));
        assert_eq!(size.map(|side| side / PIXEL), [width as f64, height as f64]);
        let painted = painted(&svg, width, height);
        let known = painted.iter().flatten().filter(|pixel| pixel.is_some()).count();
        assert!(known > width * height / 2, "only {known} pixels have a known color");
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

/// Returns the center of the dark pixels in a rectangle, and their right edge.
fn ink(pixels: &[Vec<[u8; 3]>], [left, right]: [f64; 2], [top, bottom]: [f64; 2]) -> ([f64; 2], f64) {
    let (mut from, mut to) = ([f64::INFINITY; 2], [0.0_f64; 2]);
    for (y, row) in pixels.iter().enumerate().take(bottom as usize).skip(top as usize) {
        for (x, pixel) in row.iter().enumerate().take(right as usize).skip(left as usize) {
            if pixel.iter().all(|channel| *channel < 0x90) {
                from = [from[0].min(x as f64), from[1].min(y as f64)];
                to = [to[0].max(x as f64 + 1.0), to[1].max(y as f64 + 1.0)];
            }
        }
    }
    ([0, 1].map(|i| f64::midpoint(from[i], to[i])), to[0])
}

#[test]
fn letters_of_a_png_stand_where_the_svg_has_them() {
    // All of these letters are as high as digits.
    let points = [LearningPoint::new(20, 0.1, 0.3)];
    plot::learning_curve(file("letters.svg"), &points, "HHH").unwrap();
    plot::learning_curve(file("letters.PNG"), &points, "HHH").unwrap();
    let pixels = pixels(file("letters.PNG"));
    let svg = Svg::read(file("letters.svg"));
    for (words, text) in svg.words().filter(|(words, _)| *words == "HHH" || words.parse::<f64>().is_ok()) {
        let [x, y] = ["x", "y"].map(|name| text.number(name) / PIXEL);
        // Distances within which there are no other letters and no lines.
        let (left, right, down) = match words {
            "HHH" => (x, 20.0, 40.0),
            _ if text.get("text-anchor") == Some("end") => (70.0, 5.0, 15.0),
            _ => (40.0, 40.0, 15.0),
        };
        let ([middle_x, middle_y], end) = ink(&pixels, [x - left, x + right], [y - down, y + down]);
        // A glyph has some space on both sides, so the tolerance along the line is larger.
        let off = match words {
            "HHH" => [middle_x - x, middle_y - y],
            _ if text.get("text-anchor") == Some("end") => [middle_y - y, end - x],
            _ => [middle_y - y, middle_x - x],
        };
        assert!(off[0].abs() < 2.5 && off[1].abs() < 4.5, "{words} is displaced by {off:?}");
    }
}
