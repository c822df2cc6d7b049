//! A small network and one example as a diagram with all numbers.

mod plan;

use self::plan::Plan;
use crate::network::{Network, Quantity, Record};
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::file::{Format, write};
use crate::plot::paint::Hue;
use crate::plot::text::{significant, width};
use std::path::Path;

/// The height of a row of a unit, and the room around texts.
const ROW: f64 = 16.0;
const AROUND: f64 = 8.0;
/// The sizes of the letters: of the numbers of a unit, and of the captions and the weights.
const LETTERS: [f64; 2] = [13.0, 12.0];
/// The largest number of units in a layer.
const MOST: usize = 10;
/// The room around the picture.
const MARGIN: f64 = 12.0;

/// Draws the layers of a network with one example.
///
/// Each unit contains its bias, z, a and δ. The edges carry their weights: red above zero, blue below it, the thicker the
/// larger. Numbers have four significant digits; one below 0.001, or of 10 000 or more, has a power of ten.
///
/// ```no_run
/// use backprop::{CrossEntropy, Sigmoid, Tanh, network, plot};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// plot::diagram("xor.svg", &Xor::random(7), &[0.0, 1.0], &[1.0])?;
/// # Ok::<(), plot::PlotError>(())
/// ```
///
/// # Errors
///
/// Returns an error if a layer has more than 10 units, a number is not finite, or if the file cannot be written or its
/// extension is unsupported.
pub fn diagram<N: Network<Scalar: Into<f64>>>(
    path: impl AsRef<Path>,
    network: &N,
    x: &N::Input,
    y: &N::Output,
) -> Result<(), PlotError> {
    let path = path.as_ref();
    Format::of(path)?;
    let target: Vec<f64> = y.as_ref().iter().map(|&y| y.into()).collect();
    write(&draw(&layers(network, x, y), &target, Flow::Right)?, path)
}

/// The direction from the first layer to the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// From left to right.
    Right,
    /// From top to bottom, for narrow screens.
    Down,
}

impl Flow {
    /// Returns the place that is so far along the direction, and so far across it.
    pub fn at(self, along: f64, across: f64) -> Place {
        match self {
            Self::Right => (along, across),
            Self::Down => (across, along),
        }
    }

    /// The extent along the direction, and across it, of something that is so wide and so high.
    fn extent(self, (width, height): (f64, f64)) -> (f64, f64) {
        self.at(width, height)
    }
}

/// What is shown of a layer. The input has no z, δ and weights; what is empty is not drawn. Where weights are unknown, the edges
/// are plain.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// The names of the units, for a diagram without an example.
    pub names: Vec<String>,
    /// The weighted sums of the units.
    pub z: Vec<f64>,
    /// The activations.
    pub a: Vec<f64>,
    /// The errors δ.
    pub delta: Vec<f64>,
    /// The weights from the layer before: a row for each unit, with its bias first.
    pub theta: Vec<Vec<f64>>,
}

/// Draws the layers of a network, and the target `y` behind the output unless it is empty.
///
/// # Errors
///
/// Returns an error if a layer has more than 10 units, or a number is not finite.
pub fn draw(layers: &[Layer], y: &[f64], flow: Flow) -> Result<Canvas, PlotError> {
    for (l, layer) in (1..).zip(layers) {
        let values = [&layer.z, &layer.a, &layer.delta].into_iter().chain(&layer.theta).flatten();
        if let Some(&value) = values.clone().find(|value| !value.is_finite()) {
            return Err(PlotError::NotFinite { what: format!("a number of layer {l}"), value });
        }
        if layer.units() > MOST {
            return Err(PlotError::TooMany { what: "units in a layer", found: layer.units(), most: MOST });
        }
    }
    let plan = Plan::new(layers, flow);
    let targets: Vec<String> = y.iter().map(|&y| format!("y {}", significant(y))).collect();
    let (unit_width, unit_height) = plan.unit;
    let (right, bottom) = plan.end();
    let beyond = match flow {
        Flow::Right => (targets.iter().map(|text| width(text, LETTERS[0]) + AROUND).fold(0.0, f64::max), 0.0),
        Flow::Down => (0.0, if targets.is_empty() { 0.0 } else { ROW }),
    };
    let mut canvas = Canvas::new(right + beyond.0 + MARGIN, bottom + beyond.1 + MARGIN);
    for (l, layer) in layers.iter().enumerate().skip(1) {
        plan.edges(&mut canvas, &layer.theta, l);
    }
    for (l, layer) in layers.iter().enumerate() {
        plan.caption(&mut canvas, l);
        for (i, &place) in plan.places[l].iter().enumerate() {
            layer.draw_unit(&mut canvas, i, place, plan.unit);
        }
    }
    for (text, &(x, y)) in targets.into_iter().zip(plan.places.last().into_iter().flatten()) {
        let (place, anchor) = match flow {
            Flow::Right => ((x + unit_width / 2.0 + AROUND, y), Anchor::Start),
            Flow::Down => ((x, y + (unit_height + ROW) / 2.0), Anchor::Middle),
        };
        canvas.text(text, place, anchor, LETTERS[0], Hue::Ink);
    }
    Ok(canvas)
}

impl Layer {
    fn units(&self) -> usize {
        self.a.len().max(self.names.len())
    }

    /// The weights at the edges from the layer before, without the biases.
    fn weights(&self) -> impl Iterator<Item = f64> {
        self.theta.iter().flat_map(|row| row[1..].iter().copied())
    }

    /// The rows of text in a unit, each with its color.
    fn rows(&self, unit: usize) -> Vec<(String, Hue)> {
        let named = |name: &str, values: &[f64], hue: Hue| {
            values.get(unit).map(|&value| (format!("{name} {}", significant(value)), hue))
        };
        let a = if self.z.is_empty() { "x" } else { "a" };
        let bias = self.theta.get(unit).map(|row| (format!("bias {}", significant(row[0])), Hue::Gray));
        let name = self.names.get(unit).map(|name| (name.clone(), Hue::Ink));
        let numbers = [
            named("z", &self.z, Hue::Forward),
            named(a, &self.a, Hue::Forward),
            named("δ", &self.delta, Hue::Backward),
        ];
        name.into_iter().chain(bias).chain(numbers.into_iter().flatten()).collect()
    }

    fn draw_unit(&self, canvas: &mut Canvas, unit: usize, (x, y): Place, (width, height): (f64, f64)) {
        let (corner, opposite) = ((x - width / 2.0, y - height / 2.0), (x + width / 2.0, y + height / 2.0));
        canvas.area(corner, opposite, Hue::Ground);
        canvas.outline(corner, opposite, 1.5, Hue::Ink);
        let rows = self.rows(unit);
        let first = y - ROW * (rows.len() as f64 - 1.0) / 2.0;
        for (i, (words, hue)) in rows.into_iter().enumerate() {
            canvas.text(words, (x, first + ROW * i as f64), Anchor::Middle, LETTERS[0], hue);
        }
    }
}

/// Runs the example forward and backward.
fn layers<N: Network<Scalar: Into<f64>>>(network: &N, x: &N::Input, y: &N::Output) -> Vec<Layer> {
    let forward = network.forward(x);
    let deltas = network.backward(&forward, y);
    let mut layers: Vec<Layer> = Vec::new();
    for values in forward.layers().into_iter().chain(deltas.layers()) {
        layers.resize_with(layers.len().max(values.layer), Layer::default);
        let layer = &mut layers[values.layer - 1];
        let units = values.units.iter().map(|&value| value.into()).collect();
        match values.quantity {
            Quantity::Z => layer.z = units,
            Quantity::A => layer.a = units,
            Quantity::Delta => layer.delta = units,
        }
    }
    for (layer, theta) in layers[1..].iter_mut().zip(network.thetas()) {
        layer.theta = theta.rows().into_iter().map(|row| row.iter().map(|&weight| weight.into()).collect()).collect();
    }
    layers
}
