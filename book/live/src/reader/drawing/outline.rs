//! Draws a network without numbers: one that this page does not compute with.

use super::plan::{Layer, Plan};
use super::{DISC, Drawing, LETTERS, label, rectangle};
use crate::show::pixel;
use core::fmt::Write;

/// Draws layers of these sizes. The picture is at most so wide.
pub fn outline(sizes: &[usize], width: f64) -> Drawing {
    let plan = Plan::new(sizes, width);
    let (mut lines, mut units) = (format!(r#"<g class="network" font-size="{LETTERS}">"#), String::new());
    for (l, layer) in plan.layers.iter().enumerate() {
        if let Some(before) = l.checked_sub(1).map(|before| &plan.layers[before]) {
            edges(&plan, before, layer, &mut lines);
        }
        plan.caption(l, &mut units);
        for (i, across) in layer.shown() {
            let (x, y) = plan.flow.at(layer.along, across);
            let number = label(&(i + 1).to_string(), (x, y), "middle", "ink", DISC);
            if layer.is_of_boxes {
                units += &rectangle("unit", (x, y), layer.size);
            } else {
                let (x, y, radius) = (pixel(x), pixel(y), DISC / 2.0 - 1.0);
                _ = write!(units, r#"<circle class="unit" cx="{x}" cy="{y}" r="{radius}"/>"#);
            }
            units += &number;
        }
        units += &layer.dots(plan.flow);
    }
    Drawing { size: plan.size, content: lines + &units + "</g>" }
}

/// Draws the edges between two layers.
fn edges(plan: &Plan, from: &Layer, to: &Layer, lines: &mut String) {
    let (start, end) = (from.side(plan.flow, 1.0), to.side(plan.flow, -1.0));
    for (_, from) in from.shown() {
        for (_, to) in to.shown() {
            let ((x1, y1), (x2, y2)) = (plan.flow.at(start, from), plan.flow.at(end, to));
            let path = [&*pixel(x1), " ", &pixel(y1), "L", &pixel(x2), " ", &pixel(y2)].concat();
            _ = write!(lines, r#"<path class="stroke gray" stroke-width="0.75" d="M{path}"/>"#);
        }
    }
}
