//! Draws the reader's network with the numbers of one example.
//!
//! An element says which quantity it shows by the attribute `data-symbol-of`, in the words that `data-symbol` has in the
//! equations: `a 2 1`, `Θ 1 1 2`. So a script can light up one wherever the reader points at the other.
//!
//! | element | `data-symbol-of` | `data-act`, and what `data-value` counts |
//! |---|---|---|
//! | a unit | its a | `unit`: the units from the first input on, layer by layer |
//! | a row of numbers in it | z, a, δ or x | |
//! | a bias, an edge, and the number at an edge | its Θ | `weight`: the weights row by row, Θ⁽¹⁾ first |
//!
//! A disc, the unit of a larger layer, has no rows: it stands for its z, δ and bias, too. Δ and D have no elements of their
//! own: they belong to the Θ with the same indices.
//!
//! **Invariant**: nothing that can be read or pressed lies on another such thing, whatever the numbers are, and the places
//! do not depend on the numbers.

use super::chosen::{Chosen, Deltas, Forward};
use crate::digits::{attribute, significant};
use crate::plain::Plain;
use backprop::Network;
use backprop::ndarray::ArrayView2;
use backprop::plot::drawing::{Flow, width};
use core::fmt::Write;

/// A picture, without the element `<svg>` around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The width and the height of its `viewBox`.
    pub size: (f64, f64),
    /// What is in it.
    pub content: String,
}

/// The widest picture whose layers are always below each other.
pub const NARROW: f64 = 350.0;

/// The size of the letters, and how wide they are in a page in comparison with the estimate, which is for a wider font.
const LETTERS: f64 = 12.0;
const NARROWER: f64 = 0.86;
/// The most units of a layer that have their numbers in a box.
const BOXES: usize = 6;
/// The most units of a layer that are all drawn, and how many are drawn at both ends of a larger layer.
const MOST: usize = 16;
const FEW: usize = 4;
/// The largest and the least width of a box, and the room between boxes.
const BOX: f64 = 96.0;
const LEAST_BOX: f64 = 76.0;
const APART: f64 = 6.0;
/// The height of a row in a box, and the room around the rows.
const ROW: f64 = 15.0;
const AROUND: f64 = 5.0;
/// The diameter of a disc, and the least distance between the centers of two.
const DISC: f64 = 22.0;
const LEAST_PITCH: f64 = 24.0;
/// The room for the caption of a layer, and around the picture.
const CAPTION: f64 = 20.0;
const MARGIN: f64 = 8.0;
/// The least and the most room between layers side by side, and the room between layers below each other.
const GAP: (f64, f64) = (48.0, 160.0);
const GAP_BELOW: f64 = 72.0;
/// The size of the number at an edge.
const LABEL: (f64, f64) = (52.0, 15.0);

/// Draws a network with both passes of one example. The picture is at most so wide; up to [`NARROW`], and with many layers,
/// they are below each other.
pub fn draw(network: &Chosen<Plain>, forward: &Forward<Plain>, deltas: &Deltas<Plain>, width: f64) -> Drawing {
    let sizes: Vec<usize> = forward.a.iter().map(Vec::len).collect();
    let plan = Plan::new(&sizes, width);
    let mut content = format!(r#"<g class="network" font-size="{LETTERS}">"#);
    let mut labels = String::new();
    let (mut unit, mut weight) = (0, 0);
    let mut units = String::new();
    for (l, layer) in plan.layers.iter().enumerate() {
        let theta = l.checked_sub(1).map(|before| network.thetas()[before]);
        if let Some(theta) = &theta {
            edges(&plan, l, theta, weight, &mut content, &mut labels);
        }
        plan.caption(l, &mut units);
        for (i, across) in layer.shown() {
            let numbers = match &theta {
                None => Numbers { a: forward.a[l][i], rest: None },
                Some(theta) => {
                    let rest = Rest {
                        bias: (theta[[i, 0]], weight + i * theta.ncols()),
                        z: forward.z[l - 1][i],
                        delta: deltas.0[sizes.len() - 1 - l][i],
                    };
                    Numbers { a: forward.a[l][i], rest: Some(rest) }
                }
            };
            let largest = forward.a[l].iter().fold(0.0_f64, |largest, a| largest.max(a.0.abs()));
            let place = plan.flow.at(layer.along, across);
            units += &drawn_unit(layer, (l + 1, i + 1, unit + i), place, &numbers, largest);
        }
        units += &layer.dots(plan.flow);
        unit += sizes[l];
        weight += theta.map_or(0, |theta| theta.len());
    }
    content += &(labels + &units + "</g>");
    Drawing { size: plan.size, content }
}

/// Where everything is.
struct Plan {
    flow: Flow,
    size: (f64, f64),
    layers: Vec<Layer>,
}

/// The units of a layer. Those that are drawn stand in slots, next to each other across the direction of the layers.
struct Layer {
    units: usize,
    slots: usize,
    is_of_boxes: bool,
    /// The width and the height of a unit.
    size: (f64, f64),
    /// The center along the direction of the layers, that of the first slot across it, and the distance of two slots.
    along: f64,
    first: f64,
    pitch: f64,
}

impl Plan {
    fn new(sizes: &[usize], width: f64) -> Self {
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

    /// Writes the number of a layer, above it or to the left of it.
    fn caption(&self, l: usize, to: &mut String) {
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
        let slots = if is_of_boxes || units <= MOST.min((room / LEAST_PITCH) as usize) { units } else { 2 * FEW + 1 };
        let rows = if is_input { 1.0 } else { 4.0 };
        let size = if is_of_boxes { (BOX.min(share - APART), ROW * rows + 2.0 * AROUND) } else { (DISC, DISC) };
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
    fn shown(&self) -> impl Iterator<Item = (usize, f64)> {
        (0..self.slots).filter(|&slot| !self.has_dots() || slot != FEW).map(|slot| {
            let unit = if slot <= FEW { slot } else { self.units - self.slots + slot };
            (unit, self.first + self.pitch * slot as f64)
        })
    }

    /// Draws dots in the place of the units that are left out.
    fn dots(&self, flow: Flow) -> String {
        let dot = |step: f64| {
            let (x, y) = flow.at(self.along, self.first + self.pitch * FEW as f64 + 7.0 * step);
            format!(r#"<circle class="fill gray" cx="{}" cy="{}" r="2"/>"#, pixel(x), pixel(y))
        };
        if self.has_dots() { [-1.0, 0.0, 1.0].map(dot).concat() } else { String::new() }
    }

    /// Returns where lines come in or go out, on this side of its units along the direction.
    fn side(&self, flow: Flow, side: f64) -> f64 {
        self.along + side * flow.at(self.size.0, self.size.1).0 / 2.0
    }
}

/// Draws the edges to layer `l`, and their numbers if there is room for all of them. `first` is the number of its first weight.
fn edges(plan: &Plan, l: usize, theta: &ArrayView2<'_, Plain>, first: usize, lines: &mut String, labels: &mut String) {
    let (from, to, flow) = (&plan.layers[l - 1], &plan.layers[l], plan.flow);
    let (start, end) = (from.side(flow, 1.0), to.side(flow, -1.0));
    let share = share_of_labels(from, to, end - start, flow);
    let shown = || to.shown().flat_map(|to| from.shown().map(move |from| (from, to)));
    let largest = shown().fold(0.0_f64, |largest, ((j, _), (i, _))| largest.max(theta[[i, j + 1]].0.abs()));
    for ((j, across), (i, to_across)) in shown() {
        let weight = theta[[i, j + 1]].0;
        let opens = format!(
            r#"<g class="edge" data-symbol-of="Θ {l} {} {}" data-act="weight" data-value="{}">"#,
            i + 1,
            j + 1,
            first + i * theta.ncols() + j + 1
        );
        let ((x1, y1), (x2, y2)) = (flow.at(start, across), flow.at(end, to_across));
        let path = [&*pixel(x1), " ", &pixel(y1), "L", &pixel(x2), " ", &pixel(y2)].concat();
        let thickness = 0.75 + if largest > 0.0 { 2.25 * weight.abs() / largest } else { 0.0 };
        // A broad line that cannot be seen is easier to press. It lies below those that can be seen.
        let reach = if from.slots * to.slots <= MOST {
            format!(r#"<path class="reach" stroke-width="12" d="M{path}"/>"#)
        } else {
            String::new()
        };
        _ = write!(
            lines,
            r#"{opens}{reach}<path class="stroke {}" stroke-width="{}" d="M{path}"/></g>"#,
            hue(weight),
            pixel(thickness)
        );
        if let Some(share) = share {
            let (x, y) = flow.at(start + share * (end - start), across + share * (to_across - across));
            let text = label(&significant(weight), (x, y), "middle", "ink", LABEL.0);
            _ = write!(labels, "{opens}{}{text}</g>", rectangle("fill ground", (x, y), LABEL));
        }
    }
}

/// Returns how far along the edges their numbers are, if there is room. There, the edges cross one line at equal distances: with
/// n units in the smaller layer, those of a unit of the larger one take n of the distances between its unit and the next.
fn share_of_labels(from: &Layer, to: &Layer, gap: f64, flow: Flow) -> Option<f64> {
    let is_larger = from.slots > to.slots || from.slots == to.slots && from.pitch >= to.pitch;
    let (larger, smaller) = if is_larger { (from, to) } else { (to, from) };
    let share = larger.pitch / (larger.pitch + smaller.slots as f64 * smaller.pitch);
    let (along, across) = flow.at(LABEL.0, LABEL.1);
    let fits = share * smaller.pitch >= across && share.min(1.0 - share) * gap >= along / 2.0 + 2.0;
    let all = !from.has_dots() && !to.has_dots();
    (fits && all).then_some(if is_larger { share } else { 1.0 - share })
}

/// The numbers of a unit. An input has an a alone, which is x.
struct Numbers {
    a: Plain,
    rest: Option<Rest>,
}

/// The numbers of a unit that is no input. Its bias has its number among the weights.
struct Rest {
    bias: (Plain, usize),
    z: Plain,
    delta: Plain,
}

/// Draws the unit of a layer, both counted from 1, with its number among all units. `largest` is the largest a of the layer.
fn drawn_unit(
    layer: &Layer,
    (l, i, number): (usize, usize, usize),
    (x, y): (f64, f64),
    Numbers { a, rest }: &Numbers,
    largest: f64,
) -> String {
    // The space keeps a row apart from the next one, as in the name of the unit, which contains what is seen of it.
    let row = |letter: &str, value: Plain| [letter, " ", &significant(value.0), " "].concat();
    let (name, rows) = match rest {
        None => (format!("input {i}"), vec![(row("x", *a), format!("x {i}"), "forward")]),
        Some(Rest { z, delta, .. }) => {
            let rows = [
                (row("z", *z), format!("z {l} {i}"), "forward"),
                (row("a", *a), format!("a {l} {i}"), "forward"),
                (row("δ", *delta), format!("δ {l} {i}"), "backward"),
            ];
            (format!("unit {i} of layer {l}"), rows.into())
        }
    };
    let says: String = rows.iter().map(|row| row.0.as_str()).collect();
    let mut drawn = format!(
        r#"<g class="neuron" data-symbol-of="a {l} {i}" data-act="unit" data-value="{number}" role="button" tabindex="0" aria-label="{name}: {}">"#,
        says.trim_end()
    );
    if !layer.is_of_boxes {
        let share = if largest > 0.0 { 0.6 * a.0.abs() / largest } else { 0.0 };
        _ = write!(
            drawn,
            r#"<circle class="unit" cx="{x}" cy="{y}" r="{}"/><circle class="fill {}" cx="{x}" cy="{y}" r="{}" fill-opacity="{}"/>{}</g>"#,
            DISC / 2.0 - 1.0,
            hue(a.0),
            DISC / 2.0 - 2.0,
            attribute(share, 2),
            label(&i.to_string(), (x, y), "middle", "ink", DISC),
            x = pixel(x),
            y = pixel(y),
        );
        return drawn;
    }
    drawn += &rectangle("unit", (x, y), layer.size);
    let room = layer.size.0 - 2.0 * AROUND;
    let row = |place: usize, text: &str, hue: &str| {
        let y = y - layer.size.1 / 2.0 + AROUND + ROW * (place as f64 + 0.5);
        rectangle("row", (x, y), (layer.size.0 - 2.0, ROW)) + &label(text, (x - room / 2.0, y), "start", hue, room)
    };
    let first = usize::from(rest.is_some());
    for (place, (text, symbol, hue)) in rows.iter().enumerate() {
        _ = write!(drawn, r#"<g data-symbol-of="{symbol}">{}</g>"#, row(first + place, text, hue));
    }
    drawn += "</g>";
    if let Some(Rest { bias: (bias, number), .. }) = rest {
        let text = row(0, &["bias ", &significant(bias.0)].concat(), "ink");
        let symbol = format!("Θ {} {i} 0", l - 1);
        _ = write!(drawn, r#"<g data-symbol-of="{symbol}" data-act="weight" data-value="{number}">{text}</g>"#);
    }
    drawn
}

/// Returns a text that starts or is centered at a place halfway up its digits. One that would not fit into the room is
/// written closer.
fn label(text: &str, (x, y): (f64, f64), anchor: &str, hue: &str, room: f64) -> String {
    let closer = if NARROWER * width(text.trim_end(), LETTERS) > room {
        format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, pixel(room))
    } else {
        String::new()
    };
    let (x, y) = (pixel(x), pixel(y));
    format!(r#"<text class="fill {hue}" x="{x}" y="{y}" dy=".36em" text-anchor="{anchor}"{closer}>{text}</text>"#)
}

/// Returns a rectangle around a place.
fn rectangle(class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let (left, top) = (pixel(x - width / 2.0), pixel(y - height / 2.0));
    let (width, height) = (pixel(width), pixel(height));
    format!(r#"<rect class="{class}" x="{left}" y="{top}" width="{width}" height="{height}"/>"#)
}

/// Returns the class of a number by its sign.
fn hue(value: f64) -> &'static str {
    if value < 0.0 { "series-0" } else { "series-1" }
}

fn pixel(value: f64) -> String {
    attribute(value, 1)
}
