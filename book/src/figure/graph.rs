//! Draws the computational graph of the first chapter's network: operations, and on the wires between them the values of both
//! passes.

use super::Drawing;
use backprop::plot::drawing::{Anchor, Canvas, Flow, Hue, Place, significant};
use serde_json::Value;

/// The radius of an operation, and the length of a wire along the flow and across it.
const RADIUS: f64 = 17.0;
const WIRE: (f64, f64) = (84.0, 78.0);
/// The lengths of wires if the flow is downward.
const WIRE_DOWN: (f64, f64) = (52.0, 110.0);
/// Half of the distance between both arrows of a wire, and the distance of a number from its arrow.
const ASIDE: f64 = 4.0;
const APART: f64 = 4.0;
const MARGIN: f64 = 12.0;
const LETTERS: f64 = 12.0;
const OPERATION: f64 = 13.0;
/// The height of a row of the legend.
const ROW: f64 = 20.0;

/// A wire from one place to another one, with the value that runs forward and the derivative that comes back.
struct Wire {
    from: Place,
    to: Place,
    forward: String,
    backward: Option<String>,
}

/// Draws the graph of C = −ln g(w₂ g(w₁ x)).
pub(super) fn draw(run: &Value) -> Result<Drawing, String> {
    let number = |name: &str| run[name].as_f64().ok_or_else(|| format!("the run `chain` has no number `{name}`"));
    let along = [
        ("x", number("x")?, None),
        ("z₂", number("z_2")?, Some(number("delta_2")?)),
        ("a₂", number("a_2")?, Some(number("slope_a_2")?)),
        ("z₃", number("z_3")?, Some(number("delta_3")?)),
        ("a₃", number("a_3")?, Some(number("slope_a_3")?)),
        ("C", number("cost")?, Some(1.0)),
    ];
    let weights = [("w₁", number("w_1")?, number("slope_w_1")?, 0), ("w₂", number("w_2")?, number("slope_w_2")?, 2)];
    let picture = |flow: Flow| {
        let (wire, across) = if flow == Flow::Right { WIRE } else { WIRE_DOWN };
        let step = wire + 2.0 * RADIUS;
        // The ends of the graph have no operation.
        let at = |i: f64, beside: f64| {
            let (x, y) = flow.at(step * i, across * (1.0 - beside));
            (MARGIN + x, MARGIN + y)
        };
        let operations = ["×", "g", "×", "g", "−ln"];
        let end = at(along.len() as f64, 0.0);
        let (right, bottom) = match flow {
            Flow::Right => (end.0 + MARGIN, end.1 + 3.0 * MARGIN),
            Flow::Down => (end.0 + RADIUS + 70.0, end.1 + MARGIN),
        };
        let mut canvas = Canvas::new(right.max(250.0), bottom + 2.0 * ROW + MARGIN);
        for (i, (name, value, slope)) in along.iter().enumerate() {
            let (from, to) = (at(i as f64, 0.0), at(i as f64 + 1.0, 0.0));
            let forward = format!("{name} {}", significant(*value));
            Wire { from, to, forward, backward: slope.map(significant) }.draw(&mut canvas);
        }
        for (name, value, slope, operation) in weights {
            let (from, to) = (at(operation as f64 + 1.0, 1.0), at(operation as f64 + 1.0, 0.0));
            let forward = format!("{name} {}", significant(value));
            Wire { from, to, forward, backward: Some(significant(slope)) }.draw(&mut canvas);
        }
        for (i, operation) in operations.iter().enumerate() {
            let center = at(i as f64 + 1.0, 0.0);
            canvas.ring(center, RADIUS, 1.5, Hue::Ink);
            canvas.text(*operation, center, Anchor::Middle, OPERATION, Hue::Ink);
        }
        let legend = [("→ forward: the value", Hue::Forward), ("← backward: its derivative", Hue::Backward)];
        for (i, (text, hue)) in legend.into_iter().enumerate() {
            canvas.text(text, (MARGIN, bottom + ROW * (i as f64 + 0.5)), Anchor::Start, OPERATION, hue);
        }
        canvas
    };
    let said = |name: &str, value: f64, slope: Option<f64>| {
        let slope = slope.map(|slope| format!(", back {}", significant(slope))).unwrap_or_default();
        format!("{name}: forward {}{slope}", significant(value))
    };
    let wires = along.map(|(name, value, slope)| said(name, value, slope));
    let weights = weights.map(|(name, value, slope, _)| said(name, value, Some(slope)));
    let says = format!("C is −ln of g of w₂ times g of w₁ times x. {}; {}.", wires.join("; "), weights.join("; "));
    Ok(Drawing { pictures: vec![picture(Flow::Right)], narrow: vec![picture(Flow::Down)], says })
}

impl Wire {
    /// Draws an arrow forward and one back next to it, each with its number on its side: above and below a level wire, to the
    /// left and to the right of an upright one.
    fn draw(self, canvas: &mut Canvas) {
        let (across, down) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let length = across.hypot(down);
        let is_level = down == 0.0;
        let (right, lower) = (across / length, down / length);
        // Toward the forward number.
        let (x, y) = if is_level { (0.0, -1.0) } else { (-1.0, 0.0) };
        // Operations are circles, and a wire begins at the edge of one.
        let at =
            |along: f64, aside: f64| (self.from.0 + along * right + aside * x, self.from.1 + along * lower + aside * y);
        let (start, end) = (RADIUS + 2.0, length - RADIUS - 2.0);
        canvas.arrow(at(start, ASIDE), at(end, ASIDE), 1.6, Hue::Forward);
        let half = LETTERS / 2.0 + APART;
        let middle = (start + end) / 2.0;
        let (side, anchors) = match is_level {
            true => (half, [Anchor::Middle, Anchor::Middle]),
            false => (APART + 2.0, [Anchor::End, Anchor::Start]),
        };
        canvas.text(self.forward, at(middle, ASIDE + side), anchors[0], LETTERS, Hue::Forward);
        if let Some(backward) = self.backward {
            canvas.arrow(at(end, -ASIDE), at(start, -ASIDE), 1.6, Hue::Backward);
            canvas.text(backward, at(middle, -ASIDE - side), anchors[1], LETTERS, Hue::Backward);
        }
    }
}
