//! A frame: two axes with ticks, a grid and a legend, and within it curves and points.

use crate::plot::axis::Axis;
use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::paint::Hue;
use crate::plot::text::{HEIGHT, shortened, width};

/// The size of an em.
pub(super) const LETTERS: f64 = 13.0;
/// The least room for ticks and names: to the left and to the right of the frame, and below it.
const MARGIN: [f64; 3] = [40.0, 16.0, 52.0];
/// The place of the name of the vertical axis, and the room up to its right edge.
const NAME: f64 = 18.0;
const NAME_ROOM: f64 = 34.0;
/// The distance of a tick's text from the frame, to the left.
const TICK: f64 = 9.0;
/// The least distance between neighboring texts.
const APART: f64 = 8.0;
/// The height of a row of the legend, and the length of the line before each name.
const ROW: f64 = 20.0;
const SWATCH: f64 = 22.0;
/// The width of a curve.
const CURVE: f64 = 2.5;

/// Two axes and a legend, at their place in a picture.
#[derive(Debug)]
pub struct Frame {
    x: Axis,
    y: Axis,
    size: [f64; 2],
    legend: Vec<Entry>,
    left: f64,
    right: f64,
    top: f64,
}

/// A name in the legend above the frame.
#[derive(Debug)]
struct Entry {
    name: String,
    hue: Hue,
    place: Place,
}

/// Returns the room for the text of an entry in the legend of a frame that is so many pixels wide.
fn entry_room(across: f64) -> f64 {
    across - SWATCH - 6.0
}

/// Returns a name and a result behind it as the text of an entry, the name shortened so that the result can be read.
pub(super) fn entry(name: &str, result: &str, across: f64) -> String {
    format!("{}{result}", shortened(name, LETTERS, entry_room(across) - width(result, LETTERS)))
}

impl Frame {
    /// A frame whose inside has this size, below a legend of names with their colors. An empty name is not in the legend.
    ///
    /// The margins have room for the texts of the ticks. Of ticks whose texts would overlap, some are left out.
    pub fn new(mut x: Axis, mut y: Axis, size: [f64; 2], names: impl IntoIterator<Item = (String, Hue)>) -> Self {
        let [across, up] = size;
        x.thin_out(across, |text| width(text, LETTERS) + APART);
        y.thin_out(up, |_| LETTERS * HEIGHT);
        (x.name, y.name) = (shortened(&x.name, LETTERS + 1.0, across), shortened(&y.name, LETTERS + 1.0, up));
        let left = left_margin(&x, &y, across);
        // The last text may reach further to the right than the frame.
        let over = x.ticks.iter().map(|(value, text)| width(text, LETTERS) / 2.0 - across * (1.0 - x.share(*value)));
        let right = over.map(|over| over + APART).fold(MARGIN[1], f64::max);

        let mut place = (left, ROW);
        let mut legend: Vec<Entry> = Vec::new();
        for (name, hue) in names.into_iter().filter(|(name, _)| !name.is_empty()) {
            let name = shortened(&name, LETTERS, entry_room(across));
            let width = SWATCH + 6.0 + width(&name, LETTERS);
            if !legend.is_empty() && place.0 + width > left + across {
                place = (left, place.1 + ROW);
            }
            legend.push(Entry { name, hue, place });
            place.0 += width + 20.0;
        }
        Self { x, y, size, legend, left, right, top: place.1 + ROW }
    }

    /// An empty canvas of the size of the frame and its margin.
    pub fn canvas(&self) -> Canvas {
        let [.., bottom] = MARGIN;
        Canvas::new(self.left + self.size[0] + self.right, self.top + self.size[1] + bottom)
    }

    /// The place of a point in the picture.
    pub fn at(&self, x: f64, y: f64) -> Place {
        (self.left + self.x.share(x) * self.size[0], self.top + (1.0 - self.y.share(y)) * self.size[1])
    }

    /// Draws a line for each tick; to be drawn below the curves.
    pub fn grid(&self, canvas: &mut Canvas) {
        for (value, _) in &self.x.ticks {
            canvas.line([self.y.range.start, self.y.range.end].map(|y| self.at(*value, y)), 1.0, Hue::Grid);
        }
        for (value, _) in &self.y.ticks {
            canvas.line([self.x.range.start, self.x.range.end].map(|x| self.at(x, *value)), 1.0, Hue::Grid);
        }
    }

    /// Draws a curve through points.
    pub fn curve(&self, canvas: &mut Canvas, points: impl IntoIterator<Item = (f64, f64)>, hue: Hue) {
        canvas.line(points.into_iter().map(|(x, y)| self.at(x, y)), CURVE, hue);
    }

    /// Draws the edges, the ticks with their texts, the names of the axes, and the legend.
    pub fn axes(&self, canvas: &mut Canvas) {
        let (left, bottom) = self.at(self.x.range.start, self.y.range.start);
        let (right, top) = self.at(self.x.range.end, self.y.range.end);
        canvas.outline((left, top), (right, bottom), 1.0, Hue::Ink);
        for (value, text) in &self.x.ticks {
            let (at, _) = self.at(*value, self.y.range.start);
            canvas.line([(at, bottom), (at, bottom + 5.0)], 1.0, Hue::Ink);
            canvas.text(text, (at, bottom + 16.0), Anchor::Middle, LETTERS, Hue::Ink);
        }
        for (value, text) in &self.y.ticks {
            let (_, at) = self.at(self.x.range.start, *value);
            canvas.line([(left - 5.0, at), (left, at)], 1.0, Hue::Ink);
            canvas.text(text, (left - TICK, at), Anchor::End, LETTERS, Hue::Ink);
        }
        canvas.text(&self.x.name, ((left + right) / 2.0, bottom + 38.0), Anchor::Middle, LETTERS + 1.0, Hue::Ink);
        canvas.text(&self.y.name, (NAME, (top + bottom) / 2.0), Anchor::Upwards, LETTERS + 1.0, Hue::Ink);
        for Entry { name, hue, place: (x, y) } in &self.legend {
            canvas.line([(*x, *y), (x + SWATCH, *y)], 4.0, *hue);
            canvas.text(name, (x + SWATCH + 6.0, *y), Anchor::Start, LETTERS, Hue::Ink);
        }
    }
}

/// Returns the room to the left of a frame: for the name and the ticks of the vertical axis, and for the first ticks of the
/// horizontal axis, whose texts may begin before the frame.
fn left_margin(x: &Axis, y: &Axis, across: f64) -> f64 {
    let name = if y.name.is_empty() { APART } else { NAME_ROOM };
    let ticks = y.ticks.iter().map(|(_, text)| name + width(text, LETTERS) + TICK);
    let first = x.ticks.iter().map(|(value, text)| width(text, LETTERS) / 2.0 - across * x.share(*value) + APART);
    ticks.chain(first).fold(MARGIN[0], f64::max).ceil()
}
