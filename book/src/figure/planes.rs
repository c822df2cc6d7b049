//! Draws examples in the plane of two numbers, with the lines that separate them.

use super::Drawing;
use crate::snapshot::numbers;
use backprop::plot::drawing::{Anchor, Axis, Canvas, Frame, Hue, significant};
use serde_json::Value;

/// Draws the petals of both species, the boundary between them, and which petals are on the wrong side.
pub(super) fn iris(run: &Value) -> Result<Drawing, String> {
    /// The petal whose measures are the inputs 0 and 0.
    const MIDDLE: [f64; 2] = [5.0, 1.5];
    let (lengths, widths) = (2.8..7.2, 0.8..2.7);
    let (x, y) = (Axis::exact("length of the petal, cm", lengths), Axis::exact("width, cm", widths.clone()));
    let species = ["versicolor", "virginica"].into_iter().enumerate();
    let names = species.map(|(class, name)| (name.to_owned(), Hue::Sample(class)));
    let frame = Frame::new(x, y, [320.0, 230.0], names.chain([("h = 0.5".to_owned(), Hue::Ink)]));
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    frame.axes(&mut canvas);

    let ends = [&run["boundary"][0], &run["boundary"][1]].map(numbers);
    let [Some([x1, y1]), Some([x2, y2])] = [ends[0].as_deref(), ends[1].as_deref()] else {
        return Err("logistic/boundary: expected two points".to_owned());
    };
    // Extends the line to the lower and the upper edge of the frame.
    let at = |y: f64| x1 + (y - y1) * (x2 - x1) / (y2 - y1);
    frame.curve(&mut canvas, [widths.start, widths.end].map(|width| (at(width), width)), Hue::Ink);

    let petals = petals(run).ok_or("the run `logistic` has no trace of petals")?;
    for petal in &petals {
        let is_shared = petals.iter().any(|other| other.x == petal.x && other.class != petal.class);
        let (x, y) = frame.at(petal.x[0] + MIDDLE[0], petal.x[1] + MIDDLE[1]);
        // At a place of both species, both can be seen.
        let x = if is_shared { x + 5.0 * (2.0 * petal.class as f64 - 1.0) } else { x };
        canvas.disc((x, y), 4.0, Hue::Sample(petal.class));
        if petal.is_wrong() {
            canvas.ring((x, y), 7.0, 1.5, Hue::Ink);
        }
    }
    let (x, y) = frame.at(6.0, 1.0);
    canvas.ring((x, y), 7.0, 1.5, Hue::Ink);
    canvas.text("wrong side", (x + 14.0, y), Anchor::Start, 13.0, Hue::Ink);

    let wrong = petals.iter().filter(|petal| petal.is_wrong()).count();
    let says = format!("{} petals, {wrong} of them with a ring: they are on the wrong side of the line.", petals.len());
    Ok(Drawing::new([canvas], says))
}

/// A petal of the run `logistic`.
struct Petal {
    x: Vec<f64>,
    h: f64,
    class: usize,
}

impl Petal {
    fn is_wrong(&self) -> bool {
        (self.h >= 0.5) != (self.class == 1)
    }
}

/// Returns the petals of a trace; y is a − δ.
fn petals(run: &Value) -> Option<Vec<Petal>> {
    let trace = &run["trace"];
    let examples = trace["forward"].as_array()?.iter().zip(trace["deltas"].as_array()?);
    let petal = |(forward, deltas): (&Value, &Value)| {
        let (h, delta) = (forward["a_2"][0].as_f64()?, deltas["delta_2"][0].as_f64()?);
        Some(Petal { x: numbers(&forward["a_1"])?, h, class: usize::from(h - delta > 0.5) })
    };
    examples.map(petal).collect()
}

/// Draws the four examples of XNOR in the plane of x, where the hidden units draw two lines, and in the plane of a⁽²⁾, where
/// the output unit draws one.
pub(super) fn hidden(run: &Value) -> Result<Drawing, String> {
    let missing = || "the run `gates` has no trace `xnor` of a network 2-2-1".to_owned();
    let line = |layer: &str, unit: usize| numbers(&run["theta"][layer][unit]).ok_or_else(missing);
    let examples = run["xnor"]["forward"].as_array().ok_or_else(missing)?;
    let mut points: Vec<Point> = Vec::new();
    let mut moved: Vec<Point> = Vec::new();
    for example in examples {
        let layer = |name: &str| numbers(&example[name]).filter(|units| units.len() == 2).ok_or_else(missing);
        let (x, a) = (layer("a_1")?, layer("a_2")?);
        let class = usize::from(example["a_3"][0].as_f64().ok_or_else(missing)? >= 0.5);
        let name = format!("{}{}", x[0], x[1]);
        points.push(Point { name: name.clone(), at: [x[0], x[1]], class });
        // Two examples may come to lie on each other.
        match moved.iter_mut().find(|other| (other.at[0] - a[0]).hypot(other.at[1] - a[1]) < 0.01) {
            Some(other) => other.name += &format!(", {name}"),
            None => moved.push(Point { name, at: [a[0], a[1]], class }),
        }
    }
    let says = moved.iter().map(|Point { name, at: [one, other], .. }| {
        format!("{name} moves to ({}, {})", significant(round(*one)), significant(round(*other)))
    });
    let says = format!("From the plane of x to the plane of a⁽²⁾: {}.", says.collect::<Vec<_>>().join("; "));
    let first = [("z₁⁽²⁾ = 0", line("theta_1", 0)?), ("z₂⁽²⁾ = 0", line("theta_1", 1)?)];
    let second = [("z₁⁽³⁾ = 0", line("theta_2", 0)?)];
    let (left, right) = (plane(["x₁", "x₂"], &points, &first), plane(["a₁⁽²⁾", "a₂⁽²⁾"], &moved, &second));
    Ok(Drawing::new([left, right], says))
}

/// Rounds to three decimals.
fn round(value: f64) -> f64 {
    (1000.0 * value).round() / 1000.0
}

/// One example, or several at the same place.
struct Point {
    name: String,
    at: [f64; 2],
    class: usize,
}

/// Draws points in a square, and the lines where θ₀ + θ₁ x₁ + θ₂ x₂ is 0, each with its name.
fn plane([across, up]: [&str; 2], points: &[Point], lines: &[(&str, Vec<f64>)]) -> Canvas {
    /// The ends of both axes.
    const ENDS: [f64; 2] = [-0.3, 1.5];
    let axis = |name: &str| Axis::exact(name, ENDS[0]..ENDS[1]);
    let names = [("y = 0, empty".to_owned(), Hue::Sample(0)), ("y = 1, filled".to_owned(), Hue::Sample(1))];
    let frame = Frame::new(axis(across), axis(up), [240.0, 240.0], names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    frame.axes(&mut canvas);
    for (name, theta) in lines {
        if let [bias, first, second] = theta[..] {
            // The part of the line within the frame.
            let all = (0..=200).map(|i| ENDS[0] + (ENDS[1] - ENDS[0]) * f64::from(i) / 200.0);
            let all = all.map(|x| (x, -(bias + first * x) / second));
            let inside: Vec<(f64, f64)> = all.filter(|(_, y)| (ENDS[0]..=ENDS[1]).contains(y)).collect();
            if let Some(&(x, y)) = inside.get(inside.len() / 2) {
                let (x, y) = frame.at(x, y);
                canvas.text(*name, (x + 8.0, y - 6.0), Anchor::Start, 13.0, Hue::Gray);
            }
            frame.curve(&mut canvas, inside, Hue::Ink);
        }
    }
    for Point { name, at: [x, y], class } in points {
        let (right, down) = frame.at(*x, *y);
        match class {
            0 => canvas.ring((right, down), 5.0, 3.0, Hue::Sample(0)),
            class => canvas.disc((right, down), 6.5, Hue::Sample(*class)),
        }
        canvas.text(name, (right + 10.0, down - 11.0), Anchor::Start, 13.0, Hue::Ink);
    }
    canvas
}
