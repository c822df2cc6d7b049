//! The contours of the cost of the neuron over its two weights, for the figure that moves and for the one that does not.
//! They are drawn while the book is built.

use crate::thin::thinned;
use backprop::plot::drawing::{Anchor, Canvas, Grid, Hue, Place, significant, width};
use worked::contours::Plane;

/// The least weight, of the length and of the width.
pub const FROM: f64 = -1.0;
/// The largest weight.
pub const TO: f64 = 8.0;
/// The costs of the contours.
const LEVELS: [f64; 7] = [0.15, 0.16, 0.18, 0.22, 0.3, 0.45, 0.7];
/// The size of the letters of a cost.
const LETTERS: f64 = 11.0;

/// Draws the contours with their costs. `at` returns the place of two weights.
pub fn draw(canvas: &mut Canvas, at: impl Fn(f64, f64) -> Place) {
    let (plane, grid) = (Plane::of_petals(), Grid::new(FROM..TO, FROM..TO));
    for level in LEVELS {
        let lines = grid.zero_lines(|points| points.iter().map(|&(x, y)| plane.cost([x, y]) - level).collect());
        for line in &lines {
            let places: Vec<Place> = line.iter().map(|&(x, y)| at(x, y)).collect();
            canvas.line(thinned(&places), 1.0, Hue::Gray);
        }
        // The label is where the contour comes nearest to the lower right corner, away from the edges.
        let points = lines.iter().flatten().filter(|(x, y)| *x < 7.3 && *y > -0.6);
        if let Some(&(x, y)) = points.max_by(|one, other| (one.0 - one.1).total_cmp(&(other.0 - other.1))) {
            let (text, (x, y)) = (significant(level), at(x, y));
            let half = width(&text, LETTERS) / 2.0;
            canvas.area((x - half, y - 6.0), (x + half, y + 6.0), Hue::Ground);
            canvas.text(text, (x, y), Anchor::Middle, LETTERS, Hue::Gray);
        }
    }
}
