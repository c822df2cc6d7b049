//! The stage: the plane with the answers, the curve of the cost, and the controls.

use super::{BETAS, COST, LAMBDAS, PLANE, RATES};
use crate::area::{SIDE, drawn};
use crate::plane::Plane;
use crate::stage::{LETTERS, Stage};
use backprop::plot::drawing::{Anchor, Canvas, Hue};

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let areas = drawn(stage);
    let legend = [("■", "0", 46.0), ("●", "1", 46.0 + 116.0)].map(|(mark, class, x)| {
        format!(
            r#"<text class="fill ink" x="{x}" y="16" dy=".36em"><tspan class="fill series-{class}">{mark}</tspan> should be {class}</text>"#
        )
    });
    let name = |axis: &str, x: f64, y: f64| {
        [0, 1, 2].map(|tick| {
            let along = [1.0 / 12.0, 0.5, 11.0 / 12.0][tick] * SIDE;
            let place = if axis == "x" { (x + along, y) } else { (x, y + SIDE - along) };
            stage.text(&format!("tick {tick}"), place, "ink")
        })
    };
    let below = PLANE.top + SIDE + 12.0;
    let plane = picture(
        stage,
        ["x₁", "x₂"],
        "What the network answers over the plane: the deeper the color, the more certain is the answer; and the examples",
        &[legend.concat(), name("x", PLANE.left, below).concat(), name("y", PLANE.left - 16.0, PLANE.top).concat()]
            .concat(),
        &areas,
    );

    let mut around = String::new();
    let mut canvas = Canvas::new(0.0, 0.0);
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (x, y) = COST.at(0.0, tick);
        let (x, y) = (COST.left + x, COST.top + y);
        canvas.line([(x, y), (x + SIDE, y)], 1.0, Hue::Grid);
        canvas.text(tick.to_string(), (x - 6.0, y), Anchor::End, LETTERS, Hue::Ink);
    }
    canvas.text("0", (COST.left, below), Anchor::Middle, LETTERS, Hue::Ink);
    around += &canvas.body();
    around += &stage.text("middle", (COST.left + SIDE / 2.0, below), "ink");
    around += &stage.text("end", (COST.left + SIDE - 10.0, below), "ink");
    for (before, slot, after, x) in
        [("step ", "at", "", 88.0), ("J ", "cost", "", 186.0), ("", "right", " right", 278.0)]
    {
        around += &format!(
            r#"<text class="fill ink" x="{x}" y="16" dy=".36em" text-anchor="middle">{before}{}{after}</text>"#,
            stage.slot("tspan", slot, "")
        );
    }
    let curve = [stage.curve("curve", "forward", 2.0), stage.disk("now", "forward", 5.0)].concat();
    let cost = picture(stage, ["step", "J"], "The cost J after each step", &around, &curve);
    [
        stage.pictures(&[plane, cost]),
        stage.controls(&[
            stage.button("run", "Run"),
            stage.button("step", "One step"),
            stage.button("again", "Start again"),
            stage.button("seed", "Next seed"),
            format!("<span>seed {}</span>", stage.slot("output", "seed is", "")),
        ]),
        stage.controls(&[
            stage.choice("data", "data", &["exclusive or", "spiral"]),
            stage.choice("optimizer", "optimizer", &["gradient descent", "momentum", "Adam"]),
            stage.choice("beta", "its β", &BETAS.map(|beta| beta.to_string()).each_ref().map(String::as_str)),
            stage.slider("rate", "learning rate", 0.0..=(RATES.len() - 1) as f64, 1.0),
            stage.choice("lambda", "λ", &LAMBDAS.map(|lambda| lambda.to_string()).each_ref().map(String::as_str)),
            stage.button("book", "The book’s settings"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}

/// Returns a picture of a plane: what is around it, and what is inside, in the plane's own pixels.
fn picture(stage: &Stage<'_>, [x, y]: [&str; 2], label: &str, around: &str, inside: &str) -> String {
    let Plane { left, top, .. } = PLANE;
    let mut canvas = Canvas::new(left + SIDE + 14.0, top + SIDE + 44.0);
    canvas.text(x, (left + SIDE / 2.0, top + SIDE + 36.0), Anchor::Middle, LETTERS, Hue::Ink);
    canvas.text(y, (8.0, top + SIDE / 2.0), Anchor::Upwards, LETTERS, Hue::Ink);
    let content = format!(
        r#"{}{around}<rect class="stroke grid" x="{left}" y="{top}" width="{SIDE}" height="{SIDE}"/><svg x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}">{inside}</svg>"#,
        canvas.body()
    );
    stage.picture(canvas.size(), label, &content)
}
