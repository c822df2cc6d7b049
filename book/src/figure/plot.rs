//! Axes, curves and points.

use super::{Drawing, label};
use std::ops::Range;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 340.0;
/// Room for the numbers and the names of the axes: left, right, top, bottom.
const MARGIN: [f64; 4] = [56.0, 16.0, 28.0, 44.0];

/// A plot in the making.
pub(super) struct Plot {
    x: Range<f64>,
    y: Range<f64>,
    body: String,
}

impl Plot {
    /// A plot of these ranges, with a tick at each of these numbers.
    pub(super) fn new(x: Range<f64>, y: Range<f64>) -> Self {
        Self { x, y, body: String::new() }
    }

    /// Where a point lies in the picture.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let [left, right, top, bottom] = MARGIN;
        let across = (x - self.x.start) / (self.x.end - self.x.start);
        let up = (y - self.y.start) / (self.y.end - self.y.start);
        (left + across * (WIDTH - left - right), HEIGHT - bottom - up * (HEIGHT - top - bottom))
    }

    /// Ticks with their texts, and the names of both axes.
    pub(super) fn axes(&mut self, x: &[(f64, String)], y: &[(f64, String)], names: [&str; 2]) {
        let (left, bottom) = self.at(self.x.start, self.y.start);
        let (right, top) = self.at(self.x.end, self.y.end);
        for (value, text) in x {
            let (at, _) = self.at(*value, 0.0);
            self.body += &format!(r#"<path class="grid" d="M{at:.1} {bottom:.1}V{top:.1}"/>"#);
            self.body += &label(at, bottom + 16.0, "tick middle", text);
        }
        for (value, text) in y {
            let (_, at) = self.at(0.0, *value);
            self.body += &format!(r#"<path class="grid" d="M{left:.1} {at:.1}H{right:.1}"/>"#);
            self.body += &label(left - 6.0, at + 4.0, "tick end", text);
        }
        self.body += &format!(r#"<path class="axis" d="M{left:.1} {top:.1}V{bottom:.1}H{right:.1}"/>"#);
        self.body += &label((left + right) / 2.0, bottom + 36.0, "name middle", names[0]);
        self.body += &label(14.0, top - 12.0, "name", names[1]);
    }

    /// A curve through points.
    pub(super) fn curve(&mut self, points: impl IntoIterator<Item = (f64, f64)>, class: &str) {
        let places: Vec<String> = points
            .into_iter()
            .map(|(x, y)| {
                let (x, y) = self.at(x, y);
                format!("{x:.1} {y:.1}")
            })
            .collect();
        self.body += &format!(r#"<path class="curve {class}" d="M{}"/>"#, places.join("L"));
    }

    /// A dot.
    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, class: &str) {
        let (x, y) = self.at(x, y);
        self.body += &format!(r#"<circle class="dot {class}" cx="{x:.1}" cy="{y:.1}" r="{radius}"/>"#);
    }

    /// A filled cell of the plane, with so much of its color.
    pub(super) fn cell(&mut self, x: Range<f64>, y: Range<f64>, class: &str, opacity: f64) {
        let (left, top) = self.at(x.start, y.end);
        let (right, bottom) = self.at(x.end, y.start);
        // A little overlap, so that no seam shows between cells.
        let (width, height) = (right - left + 0.3, bottom - top + 0.3);
        self.body += &format!(
            r#"<rect class="{class}" x="{left:.1}" y="{top:.1}" width="{width:.1}" height="{height:.1}" opacity="{opacity:.2}"/>"#
        );
    }

    /// Text near a point.
    pub(super) fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let (x, y) = self.at(x, y);
        self.body += &label(x, y, class, text);
    }

    pub(super) fn finish(self) -> Drawing {
        Drawing { width: WIDTH as u32, height: HEIGHT as u32, body: self.body }
    }
}

/// Ticks from the first to the last number, at each step.
pub(super) fn ticks(range: Range<f64>, step: f64, decimals: usize) -> Vec<(f64, String)> {
    let count = ((range.end - range.start) / step + 1e-9) as usize;
    let tick = |i| {
        let value = range.start + i as f64 * step;
        (value, format!("{value:.decimals$}").replace('-', "−"))
    };
    (0..=count).map(tick).collect()
}
