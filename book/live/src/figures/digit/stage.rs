//! The stage: the pad with the outputs, what each pixel does to the cost, and the weights of the hidden units.

use super::{BARS, CLASSES, IMAGE, PAD, PIXELS, ROW, SIDE, UNIT, UNIT_EDGE, UNITS, WEIGHTS, unit_place};
use crate::show::numbered;
use crate::stage::{Stage, pad, words};
use backprop::plot::drawing::{Anchor, Canvas, Hue};

pub(crate) fn stage(stage: &Stage<'_>, given: &[f64]) -> String {
    let names: Vec<String> = (0..UNITS).map(|number| number.to_string()).collect();
    let digits: Vec<&str> = names[..CLASSES].iter().map(String::as_str).collect();
    let units: Vec<String> = (1..=UNITS).map(|number| number.to_string()).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    [
        stage.pictures(&[drawing(stage), closer(stage)]),
        stage.controls(&[
            stage.button("next", "Next example"),
            stage.button("clear", "Clear"),
            stage.button("erase", "Eraser"),
            stage.choice("target", "Target", &digits),
            stage.button("downhill", "Pixels downhill"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
        stage.pictures(&[hidden(stage, given)]),
        stage.controls(&[stage.choice("unit", "Enlarge unit", &units)]),
    ]
    .concat()
}

/// A picture of 8 × 8 pixels and its edge.
fn pixels(stage: &Stage<'_>, name: &str, hue: &str, (left, top): (f64, f64), side: f64) -> String {
    let edge = SIDE as f64 * side + 2.0;
    let mut pixels = format!(
        r#"<rect class="stroke gray" x="{}" y="{}" width="{edge}" height="{edge}"/><g shape-rendering="crispEdges">"#,
        left - 1.0,
        top - 1.0
    );
    for i in 0..PIXELS {
        let (x, y) = (left + side * (i % SIDE) as f64, top + side * (i / SIDE) as f64);
        let place = format!(r#"class="fill {hue}" x="{x}" y="{y}" width="{side}" height="{side}""#);
        pixels += &stage.slot("rect", &numbered(name, i), &place);
    }
    pixels + "</g>"
}

/// The pad, and the outputs beside it.
fn drawing(stage: &Stage<'_>) -> String {
    let (edge, size) = (2.0, SIDE as f64 * PAD);
    let cursor = format!(r#"<rect class="stroke backward" stroke-width="2" width="{PAD}" height="{PAD}"/>"#);
    let mut content = pixels(stage, "ink", "ink", (edge, edge), PAD);
    content += &format!(
        r#"<g transform="translate({edge} {edge})">{}{}</g>"#,
        pad("pad", (size, size), "Draw: press and drag, or move by the arrow keys and paint by the space bar"),
        stage.group("cursor", r#"class="cursor""#, &cursor)
    );
    let left = edge + size + 24.0;
    content += &words("output", (left, 9.0), Anchor::Start, "ink");
    let mark = format!(r#"<path class="fill backward" d="M{} -5l8 5l-8 5z"/>"#, left - 14.0);
    content += &stage.group("targeted", "", &mark);
    for k in 0..CLASSES {
        let y = ROW.1 + ROW.0 * k as f64;
        content += &words(&k.to_string(), (left, y), Anchor::Start, "ink");
        let bar = format!(r#"class="fill forward" x="{}" y="{}" height="12""#, left + 12.0, y - 6.0);
        content += &stage.slot("rect", &numbered("bar", k), &bar);
        content += &stage.text(&numbered("output", k), (left + 12.0 + BARS[0] + 22.0, y), "ink");
    }
    stage.picture((350.0, size + 2.0 * edge), "A pad to draw a digit, and the ten outputs of the network", &content)
}

/// The slope of each pixel, and the hidden unit that is enlarged.
fn closer(stage: &Stage<'_>) -> String {
    let (side, top, lefts) = (20.0, 22.0, [8.0, 182.0]);
    let below = top + side * SIDE as f64 + 14.0;
    let [slopes, unit] = lefts.map(|left| left + side * SIDE as f64 / 2.0);
    let mut content = words("∂C/∂x of each pixel", (slopes, 9.0), Anchor::Middle, "ink");
    content += &stage.text("activation", (unit, 9.0), "ink");
    for (name, left, [below_zero, above_zero]) in
        [("slope", lefts[0], ["ink lowers C", "ink raises C"]), ("weight", lefts[1], ["weight < 0", "weight > 0"])]
    {
        content += &pixels(stage, name, "series-0", (left, top), side);
        content += &words(below_zero, (left, below), Anchor::Start, "series-0");
        content += &words(above_zero, (left + side * SIDE as f64, below), Anchor::End, "series-1");
    }
    stage.picture(
        (350.0, below + 10.0),
        "The slope of the cost along each pixel, and the weights of a hidden unit",
        &content,
    )
}

/// The weights of all hidden units, each with its activation as a bar below it.
fn hidden(stage: &Stage<'_>, given: &[f64]) -> String {
    let side = IMAGE / SIDE as f64;
    let units: Vec<&[f64]> = given[..WEIGHTS[0]].chunks(PIXELS + 1).map(|row| &row[1..]).collect();
    let largest = units.iter().copied().flatten().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let (width, height) = (350.0, 5.0 * UNIT.1 + 2.0);
    let (mut canvas, mut above) = (Canvas::new(width, height), String::new());
    for (i, unit) in units.into_iter().enumerate() {
        let (left, top) = unit_place(i);
        for (k, &weight) in unit.iter().enumerate() {
            let (x, y) = (left + side * (k % SIDE) as f64, top + side * (k / SIDE) as f64);
            // With few shades, the picture has few elements.
            let share = (20.0 * weight.abs() / largest).round() / 20.0;
            canvas.area((x, y), (x + side, y + side), Hue::of_sign(weight).tint(share));
        }
        above += &words(&(i + 1).to_string(), (left, top + IMAGE + 9.0), Anchor::Start, "ink");
        let (x, y) = (left + IMAGE - BARS[1], top + IMAGE + 6.0);
        above += &format!(r#"<rect class="fill grid" x="{x}" y="{y}" width="{}" height="5"/>"#, BARS[1]);
        let bar = format!(r#"class="fill forward" x="{x}" y="{y}" height="5""#);
        above += &stage.slot("rect", &numbered("unit", i), &bar);
        above += &format!(
            r#"<rect data-point="unit" data-value="{i}" x="{}" y="{}" width="{}" height="{}" fill="transparent"/>"#,
            left - UNIT_EDGE.0,
            top - UNIT_EDGE.1,
            UNIT.0,
            UNIT.1
        );
    }
    let frame =
        format!(r#"<rect class="stroke ink" stroke-width="2" x="-2" y="-2" width="{0}" height="{0}"/>"#, IMAGE + 4.0);
    let frame = stage.group("enlarged", "", &frame);
    stage.picture(
        (width, height),
        "The weights of the 25 hidden units; a bar below each is as long as its activation is large",
        &[canvas.body(), frame, above].concat(),
    )
}
