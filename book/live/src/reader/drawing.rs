//! Draws the reader's network with the numbers of one example.
//!
//! An element says by the attribute `data-symbol` which quantities it shows, in the words of the equations, separated by commas:
//! `a 2 1`, `Θ 1 1 2`. So a script can light up one wherever the reader points at the other.
//!
//! | element | `data-symbol` | `data-act`, and what `data-value` counts |
//! |---|---|---|
//! | a unit | all of its quantities, its a first | `unit`: the units from the first input on, layer by layer |
//! | a row of numbers in it | z, a, δ or x | |
//! | a bias, an edge, and the number at an edge | its Θ, Δ and D | `weight`: the weights row by row, Θ⁽¹⁾ first |
//!
//! **Invariant**: nothing that can be read or pressed lies on another such thing, whatever the numbers are, and the places
//! do not depend on the numbers.

mod outline;
mod plan;

pub use self::outline::outline;
pub use self::plan::NARROW;

use self::plan::{AROUND, DISC, LABEL, Layer, MOST, Plan, ROW};
use super::chosen::{Chosen, Deltas, Forward};
use crate::digits::{attribute, significant};
use crate::plain::Plain;
use crate::show::pixel;
use backprop::Network;
use backprop::ndarray::ArrayView2;
use backprop::plot::drawing::width;
use core::fmt::Write;

/// A picture, without the element `<svg>` around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The width and the height of its `viewBox`.
    pub size: (f64, f64),
    /// What is in it.
    pub content: String,
}

/// The size of the letters, and how wide they are in a page in comparison with the estimate, which is for a wider font.
const LETTERS: f64 = 12.0;
const NARROWER: f64 = 0.86;

/// Draws a network with both passes of one example, and marks a weight. The picture is at most so wide; up to [`NARROW`], and
/// with many layers, they are below each other.
pub fn draw(
    network: &Chosen<Plain>,
    forward: &Forward<Plain>,
    deltas: &Deltas<Plain>,
    width: f64,
    chosen: usize,
) -> Drawing {
    let sizes: Vec<usize> = forward.a.iter().map(Vec::len).collect();
    let plan = Plan::new(&sizes, width);
    let mut content = format!(r#"<g class="network" font-size="{LETTERS}">"#);
    let mut labels = String::new();
    let (mut unit, mut weight) = (0, 0);
    let mut units = String::new();
    for (l, layer) in plan.layers.iter().enumerate() {
        let theta = l.checked_sub(1).map(|before| network.thetas()[before]);
        if let Some(theta) = &theta {
            edges(&plan, l, theta, (weight, chosen), &mut content, &mut labels);
        }
        plan.caption(l, &mut units);
        let largest = forward.a[l].iter().fold(0.0_f64, |largest, a| largest.max(a.0.abs()));
        for (i, across) in layer.shown() {
            let numbers = match &theta {
                None => Numbers { a: forward.a[l][i], rest: None },
                Some(theta) => {
                    let rest = Rest {
                        bias: (theta[[i, 0]], weight + i * theta.ncols()),
                        is_chosen: weight + i * theta.ncols() == chosen,
                        z: forward.z[l - 1][i],
                        delta: deltas.0[sizes.len() - 1 - l][i],
                    };
                    Numbers { a: forward.a[l][i], rest: Some(rest) }
                }
            };
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

/// Draws the edges to layer `l`, and their numbers if there is room for all of them. `first` is the number of its first weight,
/// and `chosen` that of the marked one.
fn edges(
    plan: &Plan,
    l: usize,
    theta: &ArrayView2<'_, Plain>,
    (first, chosen): (usize, usize),
    lines: &mut String,
    labels: &mut String,
) {
    let (from, to, flow) = (&plan.layers[l - 1], &plan.layers[l], plan.flow);
    let (start, end) = (from.side(flow, 1.0), to.side(flow, -1.0));
    let share = plan.share_of_labels(l);
    let shown = || to.shown().flat_map(|to| from.shown().map(move |from| (from, to)));
    let largest = shown().fold(0.0_f64, |largest, ((j, _), (i, _))| largest.max(theta[[i, j + 1]].0.abs()));
    for ((j, across), (i, to_across)) in shown() {
        let weight = theta[[i, j + 1]].0;
        let number = first + i * theta.ncols() + j + 1;
        let opens = format!(
            r#"<g class="edge{}" data-symbol="{}" data-act="weight" data-value="{number}">"#,
            if number == chosen { " chosen" } else { "" },
            of_weight(l, i + 1, j + 1),
        );
        let ((x1, y1), (x2, y2)) = (flow.at(start, across), flow.at(end, to_across));
        let path = [&*pixel(x1), " ", &pixel(y1), "L", &pixel(x2), " ", &pixel(y2)].concat();
        let thickness = 0.75 + if largest > 0.0 { 2.25 * weight.abs() / largest } else { 0.0 };
        // A broad line that cannot be seen is easier to press.
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

/// The numbers of a unit. An input has an a alone, which is x.
struct Numbers {
    a: Plain,
    rest: Option<Rest>,
}

/// The numbers of a unit that is no input. Its bias has its number among the weights.
struct Rest {
    bias: (Plain, usize),
    is_chosen: bool,
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
    // A unit stands for all of its quantities, and each row of a box for one.
    let symbols = match rest {
        Some(_) => format!("a {l} {i},z {l} {i},δ {l} {i},{}", of_weight(l - 1, i, 0)),
        None => format!("a {l} {i},x {i}"),
    };
    let class = if !layer.is_of_boxes && rest.as_ref().is_some_and(|rest| rest.is_chosen) { " chosen" } else { "" };
    let mut drawn = format!(
        r#"<g class="neuron{class}" data-symbol="{symbols}" data-act="unit" data-value="{number}" role="button" tabindex="0" aria-label="{name}: {}">"#,
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
    // The bias is the first one.
    let first = usize::from(rest.is_some());
    let count = first + rows.len();
    let row = |place: usize, text: &str, hue: &str| {
        let y = y + ROW * (place as f64 + 0.5 - count as f64 / 2.0);
        rectangle("row", (x, y), (layer.size.0 - 2.0, ROW)) + &label(text, (x - room / 2.0, y), "start", hue, room)
    };
    for (place, (text, symbol, hue)) in rows.iter().enumerate() {
        _ = write!(drawn, r#"<g data-symbol="{symbol}">{}</g>"#, row(first + place, text, hue));
    }
    drawn += "</g>";
    if let Some(Rest { bias: (bias, number), is_chosen, .. }) = rest {
        let text = row(0, &["bias ", &significant(bias.0)].concat(), "ink");
        let class = if *is_chosen { r#" class="chosen""# } else { "" };
        let symbols = of_weight(l - 1, i, 0);
        _ = write!(drawn, r#"<g{class} data-symbol="{symbols}" data-act="weight" data-value="{number}">{text}</g>"#);
    }
    drawn
}

/// Returns the names of what belongs to a weight: itself, Δ and D with the same indices.
fn of_weight(l: usize, i: usize, j: usize) -> String {
    ["Θ", "Δ", "D"].map(|letter| format!("{letter} {l} {i} {j}")).join(",")
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
