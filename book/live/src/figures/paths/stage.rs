//! The stage: the network with its paths, and a column of factors for each path.

use super::{ACTIVATIONS, FACTORS, MOST, NAMES, OUTPUT, PATHS, UNITS};
use crate::show::numbered;
use crate::stage::{Stage, words};
use backprop::plot::drawing::Anchor;
use worked::intuition::{X, Y};

/// The width of the drawing, and the size of a unit's box.
const WIDTH: f64 = 350.0;
const BOX: (f64, f64) = (146.0, 46.0);
/// The height of an input's box, and the room between layers.
const INPUT: f64 = 28.0;
const ROOM: f64 = 86.0;

/// Returns the center of a unit, by its layer and its number there, both from 0 on.
fn place(layer: usize, unit: usize) -> (f64, f64) {
    let side = 3.0 + BOX.0 / 2.0;
    let x = match (layer, unit) {
        (3, _) => WIDTH / 2.0,
        (_, 0) => side,
        _ => WIDTH - side,
    };
    let first = 2.0 + INPUT;
    (x, if layer == 0 { first - INPUT / 2.0 } else { first + (ROOM + BOX.1) * layer as f64 - BOX.1 / 2.0 })
}

fn rectangle((x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let (left, top) = (x - width / 2.0, y - height / 2.0);
    format!(r#"<rect x="{left}" y="{top}" width="{width}" height="{height}"/>"#)
}

/// Draws a weight: its line, and the label that can be pressed.
fn edge(stage: &Stage<'_>, weight: usize) -> String {
    let (to, from) = (weight / 3, weight % 3 - 1);
    let layer = to / 2;
    let ((from_x, from_y), (to_x, to_y)) = (place(layer, from), place(layer + 1, to % 2));
    let from_y = from_y + if layer == 0 { INPUT } else { BOX.1 } / 2.0;
    let to_y = to_y - BOX.1 / 2.0;
    // The lines to the output arrive next to each other.
    let to_x = if to == OUTPUT { to_x + 0.25 * (from_x - to_x) } else { to_x };
    // A label is outside next to its line, but on it if the line crosses another one.
    let side = if from == 0 { -1.0 } else { 1.0 };
    let crosses = to != OUTPUT && to % 2 != from;
    let (share, anchor) = match (crosses, from) {
        (true, _) => (0.28, Anchor::Middle),
        (false, 0) => (0.5, Anchor::End),
        (false, _) => (0.5, Anchor::Start),
    };
    let aside = if crosses { 0.0 } else { 6.0 * side };
    let (x, y) = (from_x + share * (to_x - from_x) + aside, from_y + share * (to_y - from_y));
    let label = stage.text_at(&numbered("weight", weight), (x, y), anchor, "ink");
    let touch = rectangle((if crosses { x } else { x + 36.0 * side }, y), (80.0, 44.0));
    let under = if crosses {
        rectangle((x, y), (78.0, 16.0)).replace("<rect", r#"<rect class="fill ground""#)
    } else {
        String::new()
    };
    let line = format!(r#"<path class="stroke" d="M{from_x} {from_y}L{to_x} {to_y}"/>"#);
    let attributes = format!(r#"class="edge" data-act="target" data-value="{weight}""#);
    stage.group(&numbered("edge", weight), &attributes, &[line, under, touch, label].concat())
}

/// Draws a unit with its numbers.
fn unit(stage: &Stage<'_>, unit: usize) -> String {
    let (x, y) = place(unit / 2 + 1, unit % 2);
    let number = |quantity: &str, right: f64, down: f64, hue: &str| {
        stage.text(&numbered(quantity, unit), (x + right, y + down), hue)
    };
    let mut inside = rectangle((x, y), BOX);
    inside += &number("z", -36.0, -10.0, "forward");
    inside += &number("a", -36.0, 10.0, "forward");
    if unit != OUTPUT {
        inside += &number("g′", 36.0, -10.0, "backward");
    }
    inside += &number("δ", 36.0, 10.0, "backward");
    let attributes = format!(
        r#"class="box" data-point="look" data-act="target" data-value="{}" tabindex="0" role="button""#,
        3 * unit
    );
    stage.group(&numbered("unit", unit), &attributes, &inside)
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let mut drawing: String = (0..NAMES.len()).filter(|weight| weight % 3 > 0).map(|i| edge(stage, i)).collect();
    for (i, x) in X.iter().enumerate() {
        let place = place(0, i);
        let input = rectangle(place, (BOX.0, INPUT))
            + &words(&format!("{} {x}", ["x₁", "x₂"][i]), place, Anchor::Middle, "forward");
        drawing += &format!(r#"<g class="box">{input}</g>"#);
    }
    drawing += &(0..UNITS).map(|i| unit(stage, i)).collect::<String>();
    let (x, y) = place(3, 0);
    drawing += &words(&format!("y {}", Y[0]), (x + BOX.0 / 2.0 + 48.0, y - 10.0), Anchor::Middle, "forward");
    drawing += &stage.text("cost", (x + BOX.0 / 2.0 + 48.0, y + 10.0), "forward");
    let size = (WIDTH, y + BOX.1 / 2.0 + 2.0);
    let label = "The network with the numbers of both passes. Each unit shows the paths of its error.";
    let network = stage.picture(size, label, &drawing);

    let columns = || 0..PATHS;
    let row = |cells: String| format!("<tr>{cells}</tr>");
    let cell = |tag: &str, slot: String, attributes: &str| stage.slot(tag, &slot, attributes);
    let mut table =
        row(columns().map(|i| cell("th", format!("head {i}"), r#"colspan="2" scope="colgroup""#)).collect());
    for factor in 0..FACTORS {
        let cells = columns()
            .map(|i| cell("td", format!("name {i} {factor}"), "") + &cell("td", format!("value {i} {factor}"), ""));
        table += &row(cells.collect());
    }
    let results = columns()
        .map(|i| cell("td", format!("equals {i}"), "") + &cell("td", format!("product {i}"), r#"class="result""#));
    table += &row(results.collect());
    let paths = format!(r#"<div class="products"><table>{table}</table>{}</div>"#, stage.slot("p", "sum", ""));
    [
        stage.pictures(&[network, paths]),
        stage.controls(&[
            stage.choice("target", "Nudge", &NAMES),
            stage.slider("nudge", "by", -MOST..=MOST, 0.01),
            stage.choice("activation", "Hidden units", &ACTIVATIONS),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
