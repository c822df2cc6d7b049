//! Draws all built-in activations in small frames with the same axes.

use super::Drawing;
use backprop::plot::drawing::{Anchor, Axis, Canvas, Frame, Hue};
use backprop::{Activation, Identity, LeakyRelu, Relu, Sigmoid, Softplus, Tanh};

/// The range of z, the range of the values, and the side of a frame: a unit of z is as long as a unit of g.
const Z: f64 = 3.0;
const VALUES: [f64; 2] = [-2.0, 4.0];
const SIDE: f64 = 190.0;

/// Draws g and its slope g′ for each built-in activation.
pub(super) fn draw() -> Drawing {
    let (pictures, says): (Vec<Canvas>, Vec<String>) = [
        drawn::<Identity>("identity"),
        drawn::<Sigmoid>("sigmoid"),
        drawn::<Tanh>("tanh"),
        drawn::<Relu>("ReLU"),
        drawn::<LeakyRelu>("leaky ReLU"),
        drawn::<Softplus>("softplus"),
    ]
    .into_iter()
    .unzip();
    Drawing::new(pictures, says.join(" "))
}

/// Returns the picture of an activation, and what it says.
fn drawn<A: Activation>(name: &str) -> (Canvas, String) {
    (picture::<A>(name), said::<A>(name))
}

fn picture<A: Activation>(name: &str) -> Canvas {
    let [low, high] = VALUES;
    let names = [("g".to_owned(), Hue::Series(0)), ("g′".to_owned(), Hue::Series(1))];
    let frame = Frame::new(Axis::exact("z", -Z..Z), Axis::exact("", low..high), [SIDE, SIDE], names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    let (x, y) = frame.at(-Z, high);
    canvas.text(name, (x + 8.0, y + 14.0), Anchor::Start, 13.0, Hue::Ink);
    for (series, f) in [A::g as fn(f64) -> f64, A::g_prime].into_iter().enumerate() {
        for piece in pieces(f) {
            frame.curve(&mut canvas, piece, Hue::Series(series));
        }
    }
    frame.axes(&mut canvas);
    canvas
}

/// Returns the points of a curve within the frame, in pieces: no line is drawn where the function jumps.
fn pieces(f: fn(f64) -> f64) -> Vec<Vec<(f64, f64)>> {
    const POINTS: i32 = 240;
    // A slope is 1 at most, so that a larger step is a jump.
    let jump = 4.0 * Z / f64::from(POINTS);
    let mut pieces: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for z in (0..=POINTS).map(|i| Z * (2.0 * f64::from(i) / f64::from(POINTS) - 1.0)) {
        let point = (z, f(z));
        if !(VALUES[0]..=VALUES[1]).contains(&point.1) {
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if piece.last().is_none_or(|last: &(f64, f64)| (point.1 - last.1).abs() < jump) => {
                piece.push(point)
            }
            _ => pieces.push(vec![point]),
        }
    }
    pieces
}

/// Returns the values and the slopes at both ends as a sentence.
fn said<A: Activation>(name: &str) -> String {
    let shown = |value: f64| format!("{value:.2}").replace('-', "−");
    let ends = [-Z, Z].map(|z| format!("g {} and g′ {} at z = {}", shown(A::g(z)), shown(A::g_prime(z)), shown(z)));
    format!("{name}: {}.", ends.join(", "))
}
