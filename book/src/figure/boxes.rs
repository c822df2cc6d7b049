//! Draws quantities as boxes, and arrows with labels between them.

use backprop::plot::drawing::{Anchor, Canvas, Flow, Hue, Place, significant, width};

/// The size of a box.
pub(super) const BOX: (f64, f64) = (70.0, 58.0);
/// The room around the boxes of a picture.
pub(super) const MARGIN: f64 = 12.0;
/// The height of a row of text, and the sizes of the letters in a box and at an arrow.
const ROW: f64 = 16.0;
pub(super) const LETTERS: f64 = 13.0;
const LABEL: f64 = 12.0;
/// The distance of a label from its arrow.
const APART: f64 = 3.0;

/// A row of text with its color.
pub(super) type Row = (String, Hue);

/// Returns the place that is so far along the way and so far across it, with the margin before the first box.
pub(super) fn place(flow: Flow, along: f64, across: f64) -> Place {
    let (x, y) = flow.at(along, across);
    (MARGIN + BOX.0 / 2.0 + x, MARGIN + BOX.1 / 2.0 + y)
}

/// Returns a canvas with room for boxes at these places, and below them results of the backward pass.
pub(super) fn canvas(flow: Flow, places: &[Place], results: &[String]) -> Canvas {
    let right = places.iter().map(|(x, _)| *x).fold(0.0, f64::max) + BOX.0 / 2.0;
    let bottom = places.iter().map(|(_, y)| *y).fold(0.0, f64::max) + BOX.1 / 2.0 + 2.0 * MARGIN;
    let widest = results.iter().map(|text| width(text, LETTERS)).fold(0.0, f64::max);
    let room = ROW * results.len() as f64;
    let mut canvas = Canvas::new(right.max(MARGIN + widest) + MARGIN, bottom + room + MARGIN);
    let rows: Vec<Row> = results.iter().map(|text| (text.clone(), Hue::Backward)).collect();
    let (x, anchor) = match flow {
        Flow::Right => ((right + MARGIN) / 2.0, Anchor::Middle),
        Flow::Down => (MARGIN, Anchor::Start),
    };
    draw_rows(&mut canvas, (x, bottom + room / 2.0), anchor, LETTERS, &rows);
    canvas
}

/// Draws a box around a place, with rows of text.
pub(super) fn draw_box(canvas: &mut Canvas, place: Place, size: (f64, f64), rows: &[Row]) {
    let (x, y) = place;
    let (half_width, half_height) = (size.0 / 2.0, size.1 / 2.0);
    canvas.outline((x - half_width, y - half_height), (x + half_width, y + half_height), 1.5, Hue::Ink);
    draw_rows(canvas, place, Anchor::Middle, LETTERS, rows);
}

/// Draws rows of text, centered up and down around a place.
fn draw_rows(canvas: &mut Canvas, (x, y): Place, anchor: Anchor, letters: f64, rows: &[Row]) {
    let first = y - ROW * (rows.len() as f64 - 1.0) / 2.0;
    for (i, (words, hue)) in rows.iter().enumerate() {
        canvas.text(words, (x, first + ROW * i as f64), anchor, letters, *hue);
    }
}

/// An arrow from the edge of one box to the edge of another one.
pub(super) struct Arrow {
    pub(super) from: Place,
    pub(super) to: Place,
    /// The distance from the line between the centers, to the side of the label: a forward arrow and a backward arrow between
    /// the same boxes keep apart, like traffic.
    pub(super) aside: f64,
    pub(super) side: Side,
    pub(super) hue: Hue,
    /// The rows of the label.
    pub(super) label: Vec<String>,
}

/// The side of an arrow where its label is, as seen along the arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Arrow {
    pub(super) fn draw(self, canvas: &mut Canvas) {
        let (across, down) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = across.hypot(down);
        let turn = if self.side == Side::Left { 1.0 } else { -1.0 };
        // A step toward the label; y grows downward.
        let aside = (turn * down / length, -turn * across / length);
        let shift = (aside.0 * self.aside, aside.1 * self.aside);
        let start = leaves(shift, (across, down));
        let end = 1.0 - leaves(shift, (-across, -down));
        let at = |share: f64| (self.from.0 + shift.0 + share * across, self.from.1 + shift.1 + share * down);
        canvas.arrow(at(start), at(end), 1.8, self.hue);

        let widest = self.label.iter().map(|words| width(words, LABEL)).fold(0.0, f64::max);
        let high = ROW * self.label.len() as f64;
        let off = aside.0.abs() * widest / 2.0 + aside.1.abs() * high / 2.0 + APART;
        let (x, y) = at((start + end) / 2.0);
        let rows: Vec<Row> = self.label.into_iter().map(|words| (words, self.hue)).collect();
        draw_rows(canvas, (x + aside.0 * off, y + aside.1 * off), Anchor::Middle, LABEL, &rows);
    }
}

/// Returns the share of the way after which a line from a point of a box has left the box.
fn leaves(start: (f64, f64), way: (f64, f64)) -> f64 {
    let along = |start: f64, way: f64, half: f64| match way == 0.0 {
        true => f64::MAX,
        false => (half * way.signum() - start) / way,
    };
    along(start.0, way.0, BOX.0 / 2.0).min(along(start.1, way.1, BOX.1 / 2.0))
}

/// Returns a product as text, with negative factors in parentheses behind the first one.
pub(super) fn product(factors: &[f64]) -> String {
    let factor = |(i, &factor): (usize, &f64)| match significant(factor) {
        text if i > 0 && factor < 0.0 => format!("({text})"),
        text => text,
    };
    factors.iter().enumerate().map(factor).collect::<Vec<_>>().join(" · ")
}
