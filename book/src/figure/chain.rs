//! Draws the network of the first chapter, one unit after the other, as boxes with arrows forward and backward.

use super::Drawing;
use super::boxes::{Arrow, BOX, LETTERS, MARGIN, Row, Side, draw_box};
use backprop::plot::drawing::{Anchor, Canvas, Flow, Hue, Place, significant};
use serde_json::Value;

/// The room between boxes along the chain, and across it.
const ROOM: (f64, f64) = (62.0, 44.0);
/// Half of the distance between a forward arrow and the backward arrow next to it.
const ASIDE: f64 = 8.0;
/// Room for labels: to the left of a column of boxes, or below a row of them.
const LABELS: (f64, f64) = (40.0, 16.0);
/// The height of a row of the legend.
const LEGEND: f64 = 20.0;

/// A quantity of the chain: its name, its value, and the slope of the cost along it, unless nothing uses it.
struct Quantity {
    name: &'static str,
    value: f64,
    slope: Option<f64>,
}

/// A step of the chain: forward, what is done; backward, the factor and its value.
struct Step {
    from: usize,
    to: usize,
    forward: &'static str,
    backward: Option<(&'static str, f64)>,
}

/// Draws the boxes x, z₂, a₂, z₃, a₃ and C with the weights w₁ and w₂.
pub(super) fn chain(run: &Value) -> Result<Drawing, String> {
    let number = |name: &str| run[name].as_f64().ok_or_else(|| format!("the run `chain` has no number `{name}`"));
    let quantity = |name, value, slope: Option<&str>| {
        Ok(Quantity { name, value: number(value)?, slope: slope.map(number).transpose()? })
    };
    let quantities = [
        quantity("x", "x", None),
        quantity("z₂", "z_2", Some("delta_2")),
        quantity("a₂", "a_2", Some("slope_a_2")),
        quantity("z₃", "z_3", Some("delta_3")),
        quantity("a₃", "a_3", Some("slope_a_3")),
        quantity("C", "cost", None),
        quantity("w₁", "w_1", Some("slope_w_1")),
        quantity("w₂", "w_2", Some("slope_w_2")),
    ];
    let quantities = quantities.into_iter().collect::<Result<Vec<_>, String>>()?;
    let step = |from, to, forward, backward| Step { from, to, forward, backward };
    let steps = [
        step(0, 1, "· w₁", None),
        step(6, 1, "", Some(("× x", number("x")?))),
        step(1, 2, "g", Some(("× g′(z₂)", number("g_prime_2")?))),
        step(2, 3, "· w₂", Some(("× w₂", number("w_2")?))),
        step(7, 3, "", Some(("× a₂", number("a_2")?))),
        step(3, 4, "g", Some(("× g′(z₃)", number("g_prime_3")?))),
        step(4, 5, "cost", Some(("∂C/∂a₃", number("slope_a_3")?))),
    ];
    let says = quantities.iter().map(|Quantity { name, value, slope }| {
        let slope = slope.map(|slope| format!(", ∂C/∂{name} = {}", significant(slope)));
        format!("{name} = {}{}", significant(*value), slope.unwrap_or_default())
    });
    let says = format!("{}.", says.collect::<Vec<_>>().join("; "));
    let picture = |flow| draw(&quantities, &steps, flow);
    Ok(Drawing { pictures: vec![picture(Flow::Right)], narrow: vec![picture(Flow::Down)], says })
}

fn draw(quantities: &[Quantity], steps: &[Step], flow: Flow) -> Canvas {
    let (places, (right, bottom)) = places(quantities.len(), flow);
    let mut canvas = Canvas::new(right, bottom);
    // In a row of boxes, there is room to the right of the weights.
    let left = if flow == Flow::Right { 4.0 * (BOX.0 + ROOM.0) - ROOM.0 / 2.0 } else { MARGIN };
    for (row, (words, hue)) in
        [("→ forward: the value", Hue::Forward), ("← backward: its derivative", Hue::Backward)].into_iter().enumerate()
    {
        canvas.text(words, (left, MARGIN + 0.5 * LEGEND + LEGEND * row as f64), Anchor::Start, LETTERS, hue);
    }
    for Step { from, to, forward, backward } in steps {
        let (from, to) = (places[*from], places[*to]);
        let label = if forward.is_empty() { Vec::new() } else { vec![(*forward).to_owned()] };
        let (side, aside) = (Side::Left, if backward.is_some() { ASIDE } else { 0.0 });
        Arrow { from, to, aside, side, hue: Hue::Forward, label }.draw(&mut canvas);
        if let Some((factor, value)) = backward {
            let label = vec![(*factor).to_owned(), format!("= {}", significant(*value))];
            Arrow { from: to, to: from, aside, side, hue: Hue::Backward, label }.draw(&mut canvas);
        }
    }
    for (Quantity { name, value, slope }, place) in quantities.iter().zip(places) {
        let mut rows: Vec<Row> = vec![((*name).to_owned(), Hue::Ink), (significant(*value), Hue::Forward)];
        rows.extend(slope.map(|slope| (significant(slope), Hue::Backward)));
        draw_box(&mut canvas, place, BOX, &rows);
    }
    canvas
}

/// Returns the places of the boxes, and the size of the picture. The last two are the weights, next to z₂ and z₃: above a row
/// of boxes, or to the right of a column.
fn places(boxes: usize, flow: Flow) -> (Vec<Place>, (f64, f64)) {
    let (step, aside, start) = match flow {
        Flow::Right => (BOX.0 + ROOM.0, -(BOX.1 + ROOM.1), (MARGIN, MARGIN + BOX.1 + ROOM.1)),
        Flow::Down => (BOX.1 + ROOM.1, BOX.0 + ROOM.0, (MARGIN + LABELS.0, MARGIN + 2.5 * LEGEND)),
    };
    let place = |i: usize| {
        let (x, y) = match i {
            6 => flow.at(step, aside),
            7 => flow.at(3.0 * step, aside),
            _ => flow.at(step * i as f64, 0.0),
        };
        (start.0 + BOX.0 / 2.0 + x, start.1 + BOX.1 / 2.0 + y)
    };
    let places: Vec<Place> = (0..boxes).map(place).collect();
    let right = places.iter().map(|(x, _)| *x).fold(0.0, f64::max) + BOX.0 / 2.0 + MARGIN;
    let bottom = places.iter().map(|(_, y)| *y).fold(0.0, f64::max) + BOX.1 / 2.0 + MARGIN;
    let below = if flow == Flow::Right { LABELS.1 } else { 0.0 };
    (places, (right, bottom + below))
}
