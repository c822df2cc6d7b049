//! Draws ways downhill in the valley of the run `valley`: at three learning rates, and with other optimizers.

use super::Drawing;
use backprop::plot::drawing::{Anchor, Axis, Canvas, Frame, Grid, Hue, Place, Point, significant, width};
use backprop_live::thin::thinned;
use std::ops::Range;
use worked::valley::{self, Path, Valley};

/// The part of the plane that is shown, and the side of its frame: a unit of b is as long as a unit of w.
const B: Range<f64> = -3.0..4.0;
const W: Range<f64> = -1.5..5.5;
const SIDE: f64 = 230.0;
/// The size of the letters within a frame.
const LETTERS: f64 = 12.0;
/// The costs of the contours.
const LEVELS: [f64; 7] = [0.01, 0.1, 0.5, 2.0, 6.0, 15.0, 30.0];
/// The bottom of the valley.
const BOTTOM: Point = (0.0, 2.0);

/// Draws the path of gradient descent over the plane of b and w for each rate.
pub(super) fn paths() -> Drawing {
    let [small, right, large] = valley::run().rates;
    draw(&[("too small", small), ("right", right), ("too large", large)])
}

/// Draws the paths of gradient descent, momentum and Adam over the plane of b and w.
pub(super) fn optimizers() -> Drawing {
    let valley::Run { rates: [small, ..], momentum, adam } = valley::run();
    draw(&[("gradient descent", small), ("momentum", momentum), ("Adam", adam)])
}

fn draw(paths: &[(&str, Path)]) -> Drawing {
    let pictures = paths.iter().map(|(name, path)| picture(name, path));
    let says: Vec<String> = paths.iter().map(|(name, path)| said(name, path)).collect();
    Drawing::new(pictures, says.join(" "))
}

/// Returns the costs at both ends of a path as a sentence.
fn said(name: &str, Path { rate, costs, .. }: &Path) -> String {
    let [first, last] = [costs[0], costs[costs.len() - 1]].map(significant);
    format!("{name}, α = {rate}: J is {first} at the start and {last} after {} steps.", costs.len() - 1)
}

/// Draws contours of J, and a path from one step to the next until it leaves the frame.
fn picture(name: &str, path: &Path) -> Canvas {
    let names = [(format!("{name}, α = {}", path.rate), Hue::Series(0))];
    let frame = Frame::new(Axis::exact("b", B), Axis::exact("w", W), [SIDE, SIDE], names);
    let mut canvas = frame.canvas();
    let (valley, grid) = (Valley::new(), Grid::new(B, W));
    for level in LEVELS {
        for line in grid.zero_lines(|points| points.iter().map(|&(b, w)| valley.cost([b, w]) - level).collect()) {
            let places: Vec<Place> = line.into_iter().map(|(b, w)| frame.at(b, w)).collect();
            canvas.line(thinned(&places), 1.0, Hue::Gray);
        }
    }
    frame.axes(&mut canvas);
    let points: Vec<Point> = path.weights.iter().map(|&[b, w]| (b, w)).collect();
    let inside: Vec<Point> = points.iter().copied().take_while(|point| is_inside(*point)).collect();
    let leaves = points.get(inside.len()).map(|&out| edge(inside[inside.len() - 1], out));
    canvas.line(inside.iter().copied().chain(leaves).map(|(b, w)| frame.at(b, w)), 1.0, Hue::Series(0));
    for &(b, w) in &inside {
        canvas.disc(frame.at(b, w), 2.4, Hue::Series(0));
    }
    let bottom = frame.at(BOTTOM.0, BOTTOM.1);
    canvas.ring(bottom, 5.0, 1.5, Hue::Ink);
    let (x, y) = frame.at(points[0].0, points[0].1);
    canvas.text("start", (x + 8.0, y + 4.0), Anchor::Start, LETTERS, Hue::Ink);
    let last = significant(path.costs[path.costs.len() - 1]);
    // In the corner that no path reaches.
    let (x, y) = frame.at(B.start, W.end);
    let after = format!("{} steps: J = {last}", path.costs.len() - 1);
    canvas.area((x + 2.0, y + 2.0), (x + 10.0 + width(&after, LETTERS), y + 20.0), Hue::Ground);
    canvas.text(after, (x + 6.0, y + 11.0), Anchor::Start, LETTERS, Hue::Ink);
    canvas
}

fn is_inside((b, w): Point) -> bool {
    (B.start..=B.end).contains(&b) && (W.start..=W.end).contains(&w)
}

/// Returns the last point of a line from a point within the frame to one outside of it that is still inside.
fn edge((b1, w1): Point, (b2, w2): Point) -> Point {
    let part = |from: f64, to: f64, range: Range<f64>| {
        if to > range.end {
            (range.end - from) / (to - from)
        } else if to < range.start {
            (range.start - from) / (to - from)
        } else {
            1.0
        }
    };
    let part = part(b1, b2, B).min(part(w1, w2, W));
    (b1 + part * (b2 - b1), w1 + part * (w2 - w1))
}
