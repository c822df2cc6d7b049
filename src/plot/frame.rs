//! From two axes to the frame that curves and points are drawn in.

use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::colours::{Colour, GRID, INK};
use crate::plot::ticks::Axis;

/// The size of letters.
pub(super) const LETTERS: f64 = 13.0;
/// Room for ticks and names: left, right, top and bottom of the frame.
const MARGIN: [f64; 4] = [72.0, 24.0, 44.0, 56.0];

/// Two axes at their place in a picture.
#[derive(Debug)]
pub(super) struct Frame {
    x: Axis,
    y: Axis,
    width: f64,
    height: f64,
}

impl Frame {
    /// A frame with an inside of this size.
    pub(super) fn new(x: Axis, y: Axis, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// A canvas of the size of the frame and its margin.
    pub(super) fn canvas(&self) -> Canvas {
        let [left, right, top, bottom] = MARGIN;
        Canvas::new(left + self.width + right, top + self.height + bottom)
    }

    /// Where a point lies in the picture.
    pub(super) fn at(&self, x: f64, y: f64) -> Place {
        let [left, _, top, _] = MARGIN;
        (left + self.x.share(x) * self.width, top + (1.0 - self.y.share(y)) * self.height)
    }

    /// A line for each tick, to be drawn below the curves.
    pub(super) fn grid(&self, canvas: &mut Canvas) {
        for (value, _) in &self.x.ticks {
            canvas.line([self.y.range.start, self.y.range.end].map(|y| self.at(*value, y)), GRID, 1.0);
        }
        for (value, _) in &self.y.ticks {
            canvas.line([self.x.range.start, self.x.range.end].map(|x| self.at(x, *value)), GRID, 1.0);
        }
    }

    /// The edges, with ticks, their texts and the names of the axes.
    pub(super) fn axes(&self, canvas: &mut Canvas) {
        let (left, bottom) = self.at(self.x.range.start, self.y.range.start);
        let (right, top) = self.at(self.x.range.end, self.y.range.end);
        canvas.outline((left, top), (right, bottom), INK, 1.0);
        for (value, text) in &self.x.ticks {
            let (at, _) = self.at(*value, self.y.range.start);
            canvas.line([(at, bottom), (at, bottom + 5.0)], INK, 1.0);
            canvas.text(text, (at, bottom + 16.0), Anchor::Middle, LETTERS, INK);
        }
        for (value, text) in &self.y.ticks {
            let (_, at) = self.at(self.x.range.start, *value);
            canvas.line([(left - 5.0, at), (left, at)], INK, 1.0);
            canvas.text(text, (left - 9.0, at), Anchor::End, LETTERS, INK);
        }
        canvas.text(&self.x.name, ((left + right) / 2.0, bottom + 38.0), Anchor::Middle, LETTERS + 1.0, INK);
        canvas.text(&self.y.name, (18.0, (top + bottom) / 2.0), Anchor::Upwards, LETTERS + 1.0, INK);
    }

    /// Names with their colours, above the frame, where they hide nothing.
    pub(super) fn legend(&self, canvas: &mut Canvas, entries: &[(String, Colour)]) {
        let [left, _, top, _] = MARGIN;
        // Each gets an equal part of the width, and a name is cut that is too long for it.
        let part = self.width / entries.len() as f64;
        let letters = ((part - 34.0) / (0.62 * LETTERS)).max(1.0) as usize;
        for (i, (name, colour)) in entries.iter().enumerate() {
            let (x, y) = (left + part * i as f64, top - 20.0);
            canvas.line([(x, y), (x + 22.0, y)], *colour, 4.0);
            let words = match name.chars().count() {
                count if count > letters => name.chars().take(letters - 1).chain(['…']).collect(),
                _ => name.clone(),
            };
            canvas.text(words, (x + 28.0, y), Anchor::Start, LETTERS, INK);
        }
    }
}
