//! Draws how a push of one z reaches the cost, and how an error becomes the slopes of weights.

use super::Drawing;
use super::boxes::{Arrow, BOX, LETTERS, MARGIN, Row, Side, canvas, draw_box, place, product};
use super::intuition::Intuition;
use backprop::plot::drawing::{Anchor, Canvas, Flow, Hue, Place, significant};
use backprop::{Activation, Sigmoid};
use serde_json::Value;

/// The room between boxes: in a row, and in a column.
const ROOM: (f64, f64) = (88.0, 44.0);

/// Draws the three steps of a push of z₁⁽³⁾ through its unit to the cost, and their product, δ₁⁽³⁾.
pub(super) fn push(run: &Value) -> Result<Drawing, String> {
    let run = Intuition(run);
    let factors = [
        ("g′(z₁⁽³⁾)", Sigmoid::g_prime(run.unit("z", 3, 1)?)),
        ("Θ₁₁⁽³⁾", run.theta(3, 1, 1)?),
        ("δ₁⁽⁴⁾", run.unit("delta", 4, 1)?),
    ];
    let moves = factors.iter().scan(1.0, |product, (_, factor)| {
        *product *= factor;
        Some(format!("{} ε", significant(*product)))
    });
    let moves: Vec<String> = std::iter::once("ε".to_owned()).chain(moves).collect();
    let boxes: Vec<(&str, &String)> = ["z₁⁽³⁾", "a₁⁽³⁾", "z₁⁽⁴⁾", "C"].into_iter().zip(&moves).collect();
    let delta = significant(run.unit("delta", 3, 1)?);
    let result = [format!("δ₁⁽³⁾ = {} = {delta}", product(&factors.map(|(_, factor)| factor)))];
    let picture = |flow: Flow| {
        let step = if flow == Flow::Right { BOX.0 + ROOM.0 } else { BOX.1 + ROOM.1 };
        let places: Vec<Place> = (0..boxes.len()).map(|i| place(flow, step * i as f64, 0.0)).collect();
        let mut canvas = canvas(flow, &places, &result);
        for ((factor, value), ends) in factors.iter().zip(places.windows(2)) {
            let label = vec![format!("× {factor}"), format!("= {}", significant(*value))];
            let (from, to, hue) = (ends[0], ends[1], Hue::Forward);
            Arrow { from, to, aside: 0.0, side: Side::Left, hue, label }.draw(&mut canvas);
        }
        for ((name, moved), place) in boxes.iter().zip(places) {
            let rows = [((*name).to_owned(), Hue::Ink), ((*moved).clone(), Hue::Forward)];
            draw_box(&mut canvas, place, BOX, &rows);
        }
        canvas
    };
    let says = boxes.iter().map(|(name, moved)| format!("{name} moves by {moved}")).collect::<Vec<_>>();
    let says = format!("{}. {}.", says.join(", "), result[0]);
    Ok(Drawing { pictures: vec![picture(Flow::Right)], narrow: vec![picture(Flow::Down)], says })
}

/// Draws the weights into the output unit: δ at the head of each arrow, a at its tail, and their product.
pub(super) fn head_tail(run: &Value) -> Result<Drawing, String> {
    /// The room for a product, and between tails.
    const GAP: (f64, f64) = (206.0, 20.0);
    let run = Intuition(run);
    let delta = run.unit("delta", 4, 1)?;
    let tails = [
        ("1", None, "Θ₁₀⁽³⁾"),
        ("a₁⁽³⁾", Some(run.unit("a", 3, 1)?), "Θ₁₁⁽³⁾"),
        ("a₂⁽³⁾", Some(run.unit("a", 3, 2)?), "Θ₁₂⁽³⁾"),
    ];
    let step = BOX.1 + GAP.1;
    let (left, top) = place(Flow::Right, 0.0, 0.0);
    let right = left + BOX.0 + GAP.0;
    let middle = top + step;
    let mut canvas = Canvas::new(right + BOX.0 / 2.0 + MARGIN, middle + step + BOX.1 / 2.0 + MARGIN);
    let mut says = Vec::new();
    for (i, (tail, a, weight)) in tails.into_iter().enumerate() {
        let y = top + step * i as f64;
        // The bias is the weight of the constant 1.
        let factor = a.unwrap_or(1.0);
        let slope = format!("{} = {}", product(&[delta, factor]), significant(delta * factor));
        canvas.arrow((left + BOX.0 / 2.0, y), (right - BOX.0 / 2.0, y), 1.8, Hue::Ink);
        let center = (left + right) / 2.0;
        canvas.text(weight, (center, y - 12.0), Anchor::Middle, LETTERS, Hue::Ink);
        canvas.text(&slope, (center, y + 13.0), Anchor::Middle, LETTERS, Hue::Backward);
        let name = (tail.to_owned(), if a.is_none() { Hue::Forward } else { Hue::Ink });
        let rows: Vec<Row> = [name].into_iter().chain(a.map(|a| (significant(a), Hue::Forward))).collect();
        draw_box(&mut canvas, (left, y), BOX, &rows);
        says.push(format!("∂C/∂{weight} = {slope}"));
    }
    let rows = [("δ₁⁽⁴⁾".to_owned(), Hue::Ink), (significant(delta), Hue::Backward)];
    draw_box(&mut canvas, (right, middle), (BOX.0, BOX.1 + 2.0 * step), &rows);
    Ok(Drawing::new([canvas], says.join("; ") + "."))
}
