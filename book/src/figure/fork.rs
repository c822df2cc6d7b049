//! Draws a value that reaches the cost on two paths: along a path the factors multiply, and the paths add.

use super::Drawing;
use super::boxes::{Arrow, BOX, Row, Side, canvas, draw_box, place, product};
use super::intuition::Intuition;
use backprop::plot::drawing::{Canvas, Flow, Hue, Place, significant};
use backprop::{Activation, Sigmoid};
use serde_json::Value;

/// The room between boxes along the paths, and between the two paths: in rows, and in columns.
const ALONG: (f64, f64) = (88.0, 48.0);
const BETWEEN: (f64, f64) = (70.0, 84.0);
/// Half of the distance between a forward arrow and the backward arrow next to it.
const ASIDE: f64 = 7.0;

/// Draws the value a that reaches c through u and through v, with both passes.
pub(super) fn branch(run: &Value) -> Result<Drawing, String> {
    let number =
        |name: &str| run["branch"][name].as_f64().ok_or_else(|| format!("the run `chain` has no `branch/{name}`"));
    let boxes = [
        ("a", number("a")?, Some("slope")),
        ("u", number("u")?, Some("slope_u")),
        ("v", number("v")?, Some("slope_v")),
        ("c", number("c")?, None),
    ];
    let boxes = boxes.map(|(name, value, slope)| Ok((name, value, slope.map(number).transpose()?)));
    let boxes = boxes.into_iter().collect::<Result<Vec<_>, String>>()?;
    let arrows = [
        (0, 1, "u = 3a", number("u_a")?),
        (0, 2, "v = a²", number("v_a")?),
        (1, 3, "c = uv", number("slope_u")?),
        (2, 3, "", number("slope_v")?),
    ];
    let through = |name: &str, factors: [&str; 2], result: &str| {
        let factors = [number(factors[0])?, number(factors[1])?];
        Ok(format!("through {name}: {} = {}", product(&factors), significant(number(result)?)))
    };
    let results = [
        through("u", ["slope_u", "u_a"], "path_u"),
        through("v", ["slope_v", "v_a"], "path_v"),
        Ok(format!("together: ∂c/∂a = {}", significant(number("slope")?))),
    ];
    let results = results.into_iter().collect::<Result<Vec<_>, String>>()?;
    let picture = |flow: Flow| {
        let places = places(flow, 1);
        let mut canvas = canvas(flow, &places, &results);
        for (from, to, done, factor) in arrows {
            let outside = outside(flow, if [from, to].contains(&1) { 0 } else { 1 });
            let (from, to, aside) = (places[from], places[to], ASIDE);
            let label = if done.is_empty() { Vec::new() } else { vec![done.to_owned()] };
            Arrow { from, to, aside, side: outside, hue: Hue::Forward, label }.draw(&mut canvas);
            // The same side as seen the other way is the inside.
            let label = vec![format!("× {}", significant(factor))];
            Arrow { from: to, to: from, aside, side: outside, hue: Hue::Backward, label }.draw(&mut canvas);
        }
        for ((name, value, slope), place) in boxes.iter().zip(places) {
            let rows = [Some(((*name).to_owned(), Hue::Ink)), Some((significant(*value), Hue::Forward))];
            let slope = slope.map(|slope| (significant(slope), Hue::Backward));
            draw_box(&mut canvas, place, BOX, &rows.into_iter().flatten().chain(slope).collect::<Vec<_>>());
        }
        canvas
    };
    Ok(drawing(picture, &results))
}

/// Draws both paths from z₁⁽²⁾ to the cost with their factors, and their sum, δ₁⁽²⁾.
pub(super) fn paths(run: &Value) -> Result<Drawing, String> {
    let run = Intuition(run);
    let slope = Sigmoid::g_prime(run.unit("z", 2, 1)?);
    let weights = [run.theta(2, 1, 1)?, run.theta(2, 2, 1)?];
    let deltas = [run.unit("delta", 3, 1)?, run.unit("delta", 3, 2)?];
    let delta = run.unit("delta", 2, 1)?;
    let boxes =
        [("z₁⁽²⁾", Some(delta)), ("a₁⁽²⁾", None), ("z₁⁽³⁾", Some(deltas[0])), ("z₂⁽³⁾", Some(deltas[1])), ("C", None)];
    let arrows = [
        (0, 1, "g′(z₁⁽²⁾)", slope),
        (1, 2, "Θ₁₁⁽²⁾", weights[0]),
        (1, 3, "Θ₂₁⁽²⁾", weights[1]),
        (2, 4, "δ₁⁽³⁾", deltas[0]),
        (3, 4, "δ₂⁽³⁾", deltas[1]),
    ];
    let through = |i: usize| {
        let factors = [slope, weights[i], deltas[i]];
        let result = significant(factors.iter().product());
        format!("through {}: {} = {result}", boxes[2 + i].0, product(&factors))
    };
    let results = [through(0), through(1), format!("together: δ₁⁽²⁾ = {}", significant(delta))];
    let picture = |flow: Flow| {
        let places = places(flow, 2);
        let mut canvas = canvas(flow, &places, &results);
        for (from, to, factor, value) in arrows {
            let side = if to == 1 { Side::Left } else { outside(flow, if [from, to].contains(&2) { 0 } else { 1 }) };
            let label = vec![format!("× {factor}"), format!("= {}", significant(value))];
            let (from, to) = (places[from], places[to]);
            Arrow { from, to, aside: 0.0, side, hue: Hue::Forward, label }.draw(&mut canvas);
        }
        for ((name, delta), place) in boxes.iter().zip(places) {
            let delta = delta.map(|delta| (format!("δ {}", significant(delta)), Hue::Backward));
            let rows: Vec<Row> = [((*name).to_owned(), Hue::Ink)].into_iter().chain(delta).collect();
            draw_box(&mut canvas, place, BOX, &rows);
        }
        canvas
    };
    Ok(drawing(picture, &results))
}

fn drawing(picture: impl Fn(Flow) -> Canvas, results: &[String]) -> Drawing {
    let says = results.join("; ") + ".";
    Drawing { pictures: vec![picture(Flow::Right)], narrow: vec![picture(Flow::Down)], says }
}

/// Returns the places of `lead` boxes one after the other, of the two boxes of the fork, and of the box where they meet.
fn places(flow: Flow, lead: usize) -> Vec<Place> {
    let (step, between) = match flow {
        Flow::Right => (BOX.0 + ALONG.0, BOX.1 + BETWEEN.0),
        Flow::Down => (BOX.1 + ALONG.1, BOX.0 + BETWEEN.1),
    };
    let at = |i: usize, across: f64| place(flow, step * i as f64, across * between);
    let before = (0..lead).map(|i| at(i, 0.5));
    before.chain([at(lead, 0.0), at(lead, 1.0), at(lead + 1, 0.5)]).collect()
}

/// Returns the side of an arrow of the fork that is outside of it, as seen forward. Path 0 is the upper or the
/// left one.
fn outside(flow: Flow, path: usize) -> Side {
    match (flow, path) {
        (Flow::Right, 0) | (Flow::Down, 1) => Side::Left,
        _ => Side::Right,
    }
}
