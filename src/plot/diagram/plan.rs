//! Where the units of a diagram are, and the edges between them.

use super::{AROUND, Flow, LETTERS, Layer, MARGIN, ROW};
use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::paint::Hue;
use crate::plot::text::{significant, width};

/// The least width of a unit, and the room above and below its rows.
const UNIT: f64 = 66.0;
const PADDING: f64 = 5.0;
/// The height of a weight at an edge, and the room for the head of an arrow.
const WEIGHT: f64 = 16.0;
const HEAD: f64 = 10.0;
/// The least distance between neighboring units of a layer, and between neighboring layers.
const BETWEEN: (f64, f64) = (24.0, 76.0);
/// The room for the caption of a layer above it.
const CAPTION: f64 = 22.0;

/// Where everything is in a diagram.
pub(super) struct Plan {
    flow: Flow,
    /// The width and the height of a unit.
    pub(super) unit: (f64, f64),
    /// The center of each unit, layer by layer.
    pub(super) places: Vec<Vec<Place>>,
}

impl Plan {
    /// Places the units, with room for the weights at the edges; each layer is centered.
    pub(super) fn new(layers: &[Layer], flow: Flow) -> Self {
        let rows: Vec<_> = layers.iter().flat_map(|layer| (0..layer.units()).map(|unit| layer.rows(unit))).collect();
        let widest = rows.iter().flatten().map(|(words, _)| width(words, LETTERS[0]) + AROUND).fold(UNIT, f64::max);
        let most = rows.iter().map(Vec::len).max().unwrap_or(1);
        let unit = (widest, ROW * most as f64 + 2.0 * PADDING);
        let (unit_along, unit_across) = flow.extent(unit);

        let sizes: Vec<usize> = layers.iter().map(Layer::units).collect();
        let tallest = sizes.iter().copied().max().unwrap_or(1);
        // Where n is the number of units of the smaller of two layers, see `edges`.
        let shares = |l: usize| (sizes[l - 1].min(sizes[l]) + 1) as f64;
        let weight = |l: usize| {
            let widths = layers[l].weights().map(|weight| width(&significant(weight), LETTERS[1]));
            flow.extent((widths.fold(0.0, f64::max) + AROUND, WEIGHT))
        };
        let apart = (1..sizes.len()).map(|l| weight(l).1 * shares(l)).fold(unit_across + BETWEEN.0, f64::max);
        let caption = match flow {
            Flow::Right => CAPTION,
            Flow::Down => MARGIN + width("layer 10", LETTERS[1]),
        };
        let mut along = MARGIN + unit_along / 2.0;
        let start = caption + unit_across / 2.0;
        let mut places = Vec::new();
        for (l, &units) in sizes.iter().enumerate() {
            if l > 0 {
                // A weight is at one n-th of the way, so each side of it needs room for half of it.
                along += unit_along + f64::max(BETWEEN.1, (weight(l).0 / 2.0 + HEAD) * shares(l));
            }
            let first = start + apart * (tallest - units) as f64 / 2.0;
            places.push((0..units).map(|i| flow.at(along, first + apart * i as f64)).collect());
        }
        Self { flow, unit, places }
    }

    /// The lower right end of the units.
    pub(super) fn end(&self) -> Place {
        let places = || self.places.iter().flatten();
        let (right, bottom) = (places().map(|(x, _)| *x), places().map(|(_, y)| *y));
        (right.fold(0.0, f64::max) + self.unit.0 / 2.0, bottom.fold(0.0, f64::max) + self.unit.1 / 2.0)
    }

    /// Writes the number of a layer: above it, or to its left.
    pub(super) fn caption(&self, canvas: &mut Canvas, l: usize) {
        let (x, y) = self.places[l][0];
        let (place, anchor) = match self.flow {
            Flow::Right => ((x, CAPTION / 2.0), Anchor::Middle),
            Flow::Down => ((MARGIN, y), Anchor::Start),
        };
        canvas.text(format!("layer {}", l + 1), place, anchor, LETTERS[1], Hue::Gray);
    }

    /// Draws the edges to layer `l` from the one before, and the weight of each. Where n is the number of units of the smaller
    /// layer, the weights are at 1/(n + 1) of the way from the larger one's units: there, all edges cross one line at equal
    /// distances, so that each weight lies on its own edge and hides no other one.
    pub(super) fn edges(&self, canvas: &mut Canvas, theta: &[Vec<f64>], l: usize) {
        let (from, to) = (&self.places[l - 1], &self.places[l]);
        let (half, _) = self.flow.extent((self.unit.0 / 2.0, self.unit.1 / 2.0));
        let (right, down) = self.flow.at(half, 0.0);
        let largest = theta.iter().flat_map(|row| &row[1..]).fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
        let share =
            if to.len() <= from.len() { 1.0 / (to.len() + 1) as f64 } else { 1.0 - 1.0 / (from.len() + 1) as f64 };
        let mut labels = Vec::new();
        for (i, &(x2, y2)) in to.iter().enumerate() {
            for (j, &(x1, y1)) in from.iter().enumerate() {
                let ((x1, y1), (x2, y2)) = ((x1 + right, y1 + down), (x2 - right, y2 - down));
                let Some(&weight) = theta.get(i).map(|row| &row[j + 1]) else {
                    canvas.arrow((x1, y1), (x2, y2), 1.5, Hue::Gray);
                    continue;
                };
                let thickness = if largest > 0.0 { weight.abs() / largest } else { 0.0 };
                canvas.arrow((x1, y1), (x2, y2), 0.5 + 2.0 * thickness, Hue::of_sign(weight));
                labels.push((significant(weight), (x1 + share * (x2 - x1), y1 + share * (y2 - y1))));
            }
        }
        for (text, (x, y)) in labels {
            let half = width(&text, LETTERS[1]) / 2.0 + 1.0;
            canvas.area((x - half, y - 7.0), (x + half, y + 7.0), Hue::Ground);
            canvas.text(text, (x, y), Anchor::Middle, LETTERS[1], Hue::Ink);
        }
    }
}
