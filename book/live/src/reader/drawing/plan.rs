//! Where the layers of a network are, their units, and the numbers at the edges. It knows the sizes of the layers alone.

use super::pixel;
use backprop::plot::drawing::Flow;
use core::fmt::Write;

/// The widest picture whose layers are always below each other.
pub const NARROW: f64 = 350.0;

/// The most units of a layer that have their numbers in a box.
const BOXES: usize = 6;
/// The most units of a layer that are all drawn, and how many are drawn at both ends of a larger layer if there is room.
pub(super) const MOST: usize = 16;
const FEW: usize = 4;
/// The largest and the least width of a box, and the room between boxes.
const BOX: f64 = 96.0;
const LEAST_BOX: f64 = 76.0;
const APART: f64 = 6.0;
/// The height of a row in a box, and the room around the rows.
pub(super) const ROW: f64 = 15.0;
pub(super) const AROUND: f64 = 5.0;
/// The least height of a box on a narrow screen, which a finger presses.
const FINGER: f64 = 44.0;
/// The diameter of a disc, and the least distance between the centers of two.
pub(super) const DISC: f64 = 22.0;
const LEAST_PITCH: f64 = 24.0;
/// The room for the caption of a layer, and around the picture.
const CAPTION: f64 = 20.0;
const MARGIN: f64 = 8.0;
/// The least and the most room between layers side by side, and the room between layers below each other.
const GAP: (f64, f64) = (48.0, 160.0);
const GAP_BELOW: f64 = 72.0;
/// The size of the number at an edge.
pub(super) const LABEL: (f64, f64) = (52.0, 15.0);

/// Where everything is.
pub(super) struct Plan {
    pub(super) flow: Flow,
    pub(super) size: (f64, f64),
    pub(super) layers: Vec<Layer>,
}

/// The units of a layer. Those that are drawn stand in slots, next to each other across the direction of the layers.
pub(super) struct Layer {
    units: usize,
    pub(super) slots: usize,
    pub(super) is_of_boxes: bool,
    /// The width and the height of a unit.
    pub(super) size: (f64, f64),
    /// The center along the direction of the layers, that of the first slot across it, and the distance of two slots.
    pub(super) along: f64,
    first: f64,
    pitch: f64,
}

impl Plan {
    pub(super) fn new(sizes: &[usize], width: f64) -> Self {
        let between = sizes.len() as f64 - 1.0;
        let least = 2.0 * MARGIN + BOX * sizes.len() as f64 + GAP.0 * between;
        let flow = if width > NARROW && least <= width { Flow::Right } else { Flow::Down };
        let (room, gap, mut along) = match flow {
            Flow::Right => {
                let gap = (width - 2.0 * MARGIN - BOX * sizes.len() as f64) / between;
                (f64::INFINITY, gap.min(GAP.1).floor(), MARGIN)
            }
            // A caption is higher than a disc.
            Flow::Down => (width - CAPTION, GAP_BELOW, 2.0 * MARGIN),
        };
        let mut layers: Vec<Layer> =
            sizes.iter().enumerate().map(|(l, &units)| Layer::new(flow, units, l == 0, room)).collect();
        let across = match flow {
            Flow::Right => layers.iter().map(|layer| layer.across(flow)).fold(0.0, f64::max) + MARGIN,
            Flow::Down => room,
        };
        for layer in &mut layers {
            let extent = if flow == Flow::Right { BOX } else { layer.size.1 };
            layer.along = along + extent / 2.0;
            layer.first = CAPTION + (across - layer.pitch * (layer.slots - 1) as f64) / 2.0;
            along += extent + gap;
        }
        let end = along - gap + if flow == Flow::Right { MARGIN } else { 2.0 * MARGIN };
        Self { flow, size: flow.at(end, CAPTION + across), layers }
    }

    /// Returns how far along the edges to layer `l` their numbers are, if there is room. There, the edges cross one line at equal
    /// distances: those of a unit of the larger layer fill the room up to those of its neighbor.
    pub(super) fn share_of_labels(&self, l: usize) -> Option<f64> {
        let (from, to, flow) = (&self.layers[l - 1], &self.layers[l], self.flow);
        let gap = to.side(flow, -1.0) - from.side(flow, 1.0);
        let is_larger = from.slots > to.slots || from.slots == to.slots && from.pitch >= to.pitch;
        let (larger, smaller) = if is_larger { (from, to) } else { (to, from) };
        let share = larger.pitch / (larger.pitch + smaller.slots as f64 * smaller.pitch);
        let (along, across) = flow.at(LABEL.0, LABEL.1);
        let fits = share * smaller.pitch >= across && share.min(1.0 - share) * gap >= along / 2.0 + 2.0;
        let all = !from.has_dots() && !to.has_dots();
        (fits && all).then_some(if is_larger { share } else { 1.0 - share })
    }

    /// Writes the number of a layer, above it or to the left of it.
    pub(super) fn caption(&self, l: usize, to: &mut String) {
        let (x, y) = self.flow.at(self.layers[l].along, CAPTION / 2.0);
        let turned = if self.flow == Flow::Down {
            format!(r#" transform="rotate(-90 {} {})""#, pixel(x), pixel(y))
        } else {
            String::new()
        };
        _ = write!(
            to,
            r#"<text class="fill gray" x="{}" y="{}" dy=".36em" text-anchor="middle"{turned}>layer {}</text>"#,
            pixel(x),
            pixel(y),
            l + 1
        );
    }
}

impl Layer {
    fn new(flow: Flow, units: usize, is_input: bool, room: f64) -> Self {
        let share = room / units as f64;
        let is_of_boxes = units <= BOXES && share - APART >= LEAST_BOX;
        let fit = ((room / LEAST_PITCH) as usize).max(3);
        let slots = if is_of_boxes || units <= fit.min(MOST) { units } else { 2 * FEW.min((fit - 1) / 2) + 1 };
        let rows = if is_input { 1.0 } else { 4.0 };
        let least = if flow == Flow::Down { FINGER } else { 0.0 };
        let height = (ROW * rows + 2.0 * AROUND).max(least);
        let size = if is_of_boxes { (BOX.min(share - APART), height) } else { (DISC, DISC) };
        let pitch = match (flow, is_of_boxes) {
            (Flow::Right, true) => size.1 + 2.0 * APART,
            (Flow::Right, false) => DISC + APART,
            (Flow::Down, true) => share.min(2.0 * BOX),
            (Flow::Down, false) => (room / slots as f64).min(2.0 * DISC),
        };
        Self { units, slots, is_of_boxes, size, along: 0.0, first: 0.0, pitch }
    }

    /// How far the layer extends across the direction of the layers.
    fn across(&self, flow: Flow) -> f64 {
        self.pitch * (self.slots - 1) as f64 + flow.at(self.size.0, self.size.1).1
    }

    fn has_dots(&self) -> bool {
        self.slots < self.units
    }

    /// Returns the units that are drawn, from 0 on, with their places across.
    pub(super) fn shown(&self) -> impl Iterator<Item = (usize, f64)> {
        let middle = self.slots / 2;
        (0..self.slots).filter(move |&slot| !self.has_dots() || slot != middle).map(move |slot| {
            let unit = if slot <= middle { slot } else { self.units - self.slots + slot };
            (unit, self.first + self.pitch * slot as f64)
        })
    }

    /// Draws dots in the place of the units that are left out.
    pub(super) fn dots(&self, flow: Flow) -> String {
        let dot = |step: f64| {
            let (x, y) = flow.at(self.along, self.first + self.pitch * (self.slots / 2) as f64 + 7.0 * step);
            format!(r#"<circle class="fill gray" cx="{}" cy="{}" r="2"/>"#, pixel(x), pixel(y))
        };
        if self.has_dots() { [-1.0, 0.0, 1.0].map(dot).concat() } else { String::new() }
    }

    /// Returns where lines come in or go out, on this side of its units along the direction.
    pub(super) fn side(&self, flow: Flow, side: f64) -> f64 {
        self.along + side * flow.at(self.size.0, self.size.1).0 / 2.0
    }
}
