//! From two axes to the frame that curves and points are drawn in.

use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::colors::{Color, GRID, INK};
use crate::plot::ticks::Axis;

/// The size of letters.
pub(super) const LETTERS: f64 = 13.0;
/// Room for ticks and names: left, right and bottom of the frame.
const MARGIN: [f64; 3] = [72.0, 24.0, 56.0];
/// A row of the legend, and the swatch of color before each name.
const ROW: f64 = 20.0;
const SWATCH: f64 = 22.0;

/// Two axes and the names of what is drawn, at their place in a picture.
#[derive(Debug)]
pub(super) struct Frame {
    x: Axis,
    y: Axis,
    size: [f64; 2],
    legend: Vec<Entry>,
    top: f64,
}

/// A name with its color, and where it stands above the frame.
#[derive(Debug)]
struct Entry {
    name: String,
    color: Color,
    place: Place,
}

impl Frame {
    /// A frame with an inside of this size, below names with their colors.
    pub(super) fn new(x: Axis, y: Axis, size: [f64; 2], names: impl IntoIterator<Item = (String, Color)>) -> Self {
        let [left, ..] = MARGIN;
        let mut place = (left, ROW);
        let mut legend: Vec<Entry> = Vec::new();
        for (name, color) in names {
            let name = shortened(name, size[0]);
            let width = SWATCH + 6.0 + width(&name);
            if !legend.is_empty() && place.0 + width > left + size[0] {
                place = (left, place.1 + ROW);
            }
            legend.push(Entry { name, color, place });
            place.0 += width + 20.0;
        }
        Self { x, y, size, legend, top: place.1 + ROW }
    }

    /// A canvas of the size of the frame and its margin.
    pub(super) fn canvas(&self) -> Canvas {
        let [left, right, bottom] = MARGIN;
        Canvas::new(left + self.size[0] + right, self.top + self.size[1] + bottom)
    }

    /// Where a point lies in the picture.
    pub(super) fn at(&self, x: f64, y: f64) -> Place {
        let [left, ..] = MARGIN;
        (left + self.x.share(x) * self.size[0], self.top + (1.0 - self.y.share(y)) * self.size[1])
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

    /// The edges, with ticks, their texts, the names of the axes, and the legend.
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
        for Entry { name, color, place: (x, y) } in &self.legend {
            canvas.line([(*x, *y), (x + SWATCH, *y)], *color, 4.0);
            canvas.text(name, (x + SWATCH + 6.0, *y), Anchor::Start, LETTERS, INK);
        }
    }
}

/// About how wide a name is.
fn width(name: &str) -> f64 {
    0.62 * LETTERS * name.chars().count() as f64
}

/// A name that fits into the width.
fn shortened(name: String, room: f64) -> String {
    let letters = ((room - SWATCH) / width("n")) as usize;
    if name.chars().count() <= letters { name } else { name.chars().take(letters - 1).chain(['…']).collect() }
}
