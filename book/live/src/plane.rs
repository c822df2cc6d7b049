//! A part of the plane, and where it is in its picture.

use crate::digits::within;

/// A part of the plane. Its own pixels begin at its upper left corner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plane {
    /// The ends of both axes.
    pub(crate) x: [f64; 2],
    pub(crate) y: [f64; 2],
    /// The size in pixels.
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// The room for numbers and names: to the left, and above.
    pub(crate) left: f64,
    pub(crate) top: f64,
    /// The numbers at both axes.
    pub(crate) ticks: [&'static [f64]; 2],
}

impl Plane {
    /// A plane of 280 × 200 pixels.
    pub(crate) const fn new(x: [f64; 2], y: [f64; 2], ticks: [&'static [f64]; 2]) -> Self {
        Self { x, y, width: 280.0, height: 200.0, left: 46.0, top: 12.0, ticks }
    }

    /// Returns the pixel of a point.
    pub(crate) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let share = |[from, to]: [f64; 2], value: f64| (value - from) / (to - from);
        (share(self.x, x) * self.width, (1.0 - share(self.y, y)) * self.height)
    }

    /// Returns the point of a pixel.
    pub(crate) fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let value = |[from, to]: [f64; 2], share: f64| from + share * (to - from);
        (value(self.x, x / self.width), value(self.y, 1.0 - y / self.height))
    }

    /// Returns the part of the plane where θ₀ + θ₁ x + θ₂ y is at least 0, and the line between it and the rest, in pixels.
    /// Either has no pixels where there is none.
    pub(crate) fn side(&self, [bias, first, second]: [f64; 3]) -> [Vec<(f64, f64)>; 2] {
        let ([left, right], [low, high]) = (self.x, self.y);
        let corners = [(left, low), (right, low), (right, high), (left, high)];
        let (mut side, mut line) = (Vec::new(), Vec::new());
        for (i, &(x, y)) in corners.iter().enumerate() {
            let (next_x, next_y) = corners[(i + 1) % 4];
            let (here, next) = (bias + first * x + second * y, bias + first * next_x + second * next_y);
            if here >= 0.0 {
                side.push(self.at(x, y));
            }
            if (here >= 0.0) != (next >= 0.0) {
                let share = here / (here - next);
                let place = self.at(x + share * (next_x - x), y + share * (next_y - y));
                side.push(place);
                line.push(place);
            }
        }
        [side, line]
    }

    /// Returns the pixels of a curve in so many steps.
    pub(crate) fn curve(&self, steps: usize, y: impl Fn(f64) -> f64) -> impl Iterator<Item = (f64, f64)> {
        let [from, to] = self.x;
        (0..=steps).map(move |step| from + (to - from) * step as f64 / steps as f64).map(move |x| {
            // What is far outside would be a long number.
            let (x, y) = self.at(x, y(x));
            (x, within(y, -self.height, 2.0 * self.height))
        })
    }
}
