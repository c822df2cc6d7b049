//! What is in a picture: lines, areas and words, each at its place.
//!
//! Places are in pixels from the upper left corner, with fractions.
//!
//! **Invariant**: a canvas knows nothing of files, and drawing on it cannot fail.

use crate::plot::colors::Color;

/// A place in the picture: to the right, and down.
pub(super) type Place = (f64, f64);

/// A picture in the making.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
}

/// What is drawn, later shapes above earlier ones.
#[derive(Debug)]
pub(super) enum Shape {
    Line { places: Vec<Place>, color: Color, width: f64 },
    Box { upper_left: Place, lower_right: Place, color: Color },
    Disc { center: Place, radius: f64, color: Color },
    Text(Text),
}

/// Words in the picture.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) place: Place,
    pub(super) anchor: Anchor,
    /// The size of an em.
    pub(super) size: f64,
    pub(super) color: Color,
}

/// Where words lie from their place; they are always in the middle of its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
    /// In the middle, read from below to above.
    Upwards,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    pub(super) fn line(&mut self, places: impl IntoIterator<Item = Place>, color: Color, width: f64) {
        self.shapes.push(Shape::Line { places: places.into_iter().collect(), color, width });
    }

    /// A filled rectangle between two of its corners.
    pub(super) fn area(&mut self, (x1, y1): Place, (x2, y2): Place, color: Color) {
        let upper_left = (x1.min(x2), y1.min(y2));
        let lower_right = (x1.max(x2), y1.max(y2));
        self.shapes.push(Shape::Box { upper_left, lower_right, color });
    }

    /// The edges of a rectangle.
    pub(super) fn outline(&mut self, (left, top): Place, (right, bottom): Place, color: Color, width: f64) {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for i in 0..4 {
            let ((x1, y1), (x2, y2)) = (corners[i], corners[(i + 1) % 4]);
            // Half a line longer on both sides, so that the corners are whole.
            let (along, down) = ((x2 - x1).signum() * width / 2.0, (y2 - y1).signum() * width / 2.0);
            let (along, down) = if y1 == y2 { (along, 0.0) } else { (0.0, down) };
            self.line([(x1 - along, y1 - down), (x2 + along, y2 + down)], color, width);
        }
    }

    pub(super) fn disc(&mut self, center: Place, radius: f64, color: Color) {
        self.shapes.push(Shape::Disc { center, radius, color });
    }

    pub(super) fn text(&mut self, words: impl Into<String>, place: Place, anchor: Anchor, size: f64, color: Color) {
        self.shapes.push(Shape::Text(Text { words: words.into(), place, anchor, size, color }));
    }
}
