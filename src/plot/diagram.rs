//! A small network and one example as a diagram with all numbers.

use crate::display::{fixed, with_minus};
use crate::network::{Network, Quantity, Record};
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::file::{Format, write};
use crate::plot::paint::Hue;
use std::path::Path;

/// The size of a unit.
const UNIT: (f64, f64) = (84.0, 42.0);
/// The least distance between the weights at the edges, to the right and down.
const WEIGHT: (f64, f64) = (32.0, 16.0);
/// The largest number of units in a layer.
const MOST: usize = 10;
/// Room around the units.
const MARGIN: (f64, f64) = (70.0, 64.0);

/// Draws the layers of a network with one example.
///
/// Each unit contains z and a, with δ below and its bias above. The edges carry their weights: red above zero, blue below
/// it, the thicker the larger.
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
    write(&draw(&layers(network, x, y), &target)?, path)
}

/// The numbers of a layer; the input has `a` only. Where weights are unknown, the edges are plain.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// The weighted inputs of the units.
    pub z: Vec<f64>,
    /// The activations.
    pub a: Vec<f64>,
    /// The errors δ.
    pub delta: Vec<f64>,
    /// The weights from the layer before: a row for each unit, with its bias first.
    pub theta: Vec<Vec<f64>>,
}

/// Draws the layers of a network, and the target `y` beside the output unless it is empty.
///
/// # Errors
///
/// Returns an error if a layer has more than 10 units, or a number is not finite.
pub fn draw(layers: &[Layer], y: &[f64]) -> Result<Canvas, PlotError> {
    for (l, layer) in (1..).zip(layers) {
        let values = [&layer.z, &layer.a, &layer.delta].into_iter().chain(&layer.theta).flatten();
        if let Some(&value) = values.clone().find(|value| !value.is_finite()) {
            return Err(PlotError::NotFinite { what: format!("a number of layer {l}"), value });
        }
    }
    let sizes: Vec<usize> = layers.iter().map(|layer| layer.a.len()).collect();
    if let Some(&found) = sizes.iter().find(|&&units| units > MOST) {
        return Err(PlotError::TooMany { what: "units in a layer", found, most: MOST });
    }

    let places = places(&sizes);
    let right = places.iter().flatten().fold(0.0_f64, |right, (x, _)| right.max(*x));
    let bottom = places.iter().flatten().fold(0.0_f64, |bottom, (_, y)| bottom.max(*y));
    let mut canvas = Canvas::new(right + MARGIN.0 + 40.0, bottom + MARGIN.1);
    for (l, layer) in layers.iter().enumerate().skip(1) {
        edges(&mut canvas, &layer.theta, &places[l - 1], &places[l]);
    }
    for (l, (layer, places)) in layers.iter().zip(&places).enumerate() {
        canvas.text(format!("layer {}", l + 1), (places[0].0, 18.0), Anchor::Middle, 13.0, Hue::Gray);
        for (unit, &place) in places.iter().enumerate() {
            layer.draw_unit(&mut canvas, unit, place);
        }
    }
    let last = places.last().map_or(&[][..], |places| places);
    for (&y, (right, middle)) in y.iter().zip(last) {
        let place = (right + UNIT.0 / 2.0 + 8.0, *middle);
        canvas.text(format!("y {}", number(y)), place, Anchor::Start, 12.0, Hue::Ink);
    }
    Ok(canvas)
}

impl Layer {
    fn draw_unit(&self, canvas: &mut Canvas, unit: usize, (x, y): Place) {
        let (half_width, half_height) = (UNIT.0 / 2.0, UNIT.1 / 2.0);
        let (corner, opposite) = ((x - half_width, y - half_height), (x + half_width, y + half_height));
        canvas.area(corner, opposite, Hue::Ground);
        canvas.outline(corner, opposite, 1.5, Hue::Ink);
        let mut text = |name, value: String, down: f64, size, hue: Hue| {
            canvas.text(format!("{name} {value}"), (x, y + down), Anchor::Middle, size, hue);
        };
        match self.z.get(unit) {
            Some(&z) => {
                text("z", number(z), -9.0, 12.0, Hue::Ink);
                text("a", number(self.a[unit]), 9.0, 12.0, Hue::Ink);
                text("δ", number(self.delta[unit]), half_height + 11.0, 12.0, Hue::Ink);
                if let Some(theta) = self.theta.get(unit) {
                    text("bias", short(theta[0]), -half_height - 10.0, 11.0, Hue::Gray);
                }
            }
            None => text("x", number(self.a[unit]), 0.0, 12.0, Hue::Ink),
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

/// The center of each unit, layer by layer; each layer is centered vertically. There is room for the weights.
fn places(sizes: &[usize]) -> Vec<Vec<Place>> {
    let tallest = sizes.iter().copied().max().unwrap_or(1);
    let fewer = |l: usize| sizes[l - 1].min(sizes[l]);
    let edges = (1..sizes.len()).map(fewer).max().unwrap_or(1);
    let down = f64::max(92.0, WEIGHT.1 * (edges + 1) as f64);
    let mut x = MARGIN.0;
    let mut places = Vec::new();
    for (l, &units) in sizes.iter().enumerate() {
        if l > 0 {
            x += UNIT.0 + f64::max(110.0, WEIGHT.0 * (fewer(l) + 1) as f64);
        }
        let top = MARGIN.1 + 16.0 + down * (tallest - units) as f64 / 2.0;
        places.push((0..units).map(|unit| (x, top + down * unit as f64)).collect());
    }
    places
}

/// Draws the edges between two layers, and the weight of each. Where n is the number of units of the smaller layer, the
/// weights stand at 1/(n + 1) of the way from the larger one's units: there, all edges cross one line at equal distances,
/// so that no weight hides another.
fn edges(canvas: &mut Canvas, theta: &[Vec<f64>], from: &[Place], to: &[Place]) {
    let largest = theta.iter().flat_map(|row| &row[1..]).fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let share = if to.len() <= from.len() { 1.0 / (to.len() + 1) as f64 } else { 1.0 - 1.0 / (from.len() + 1) as f64 };
    let mut labels = Vec::new();
    for (i, (x2, y2)) in to.iter().enumerate() {
        for (j, (x1, y1)) in from.iter().enumerate() {
            let (x1, x2) = (x1 + UNIT.0 / 2.0, x2 - UNIT.0 / 2.0);
            let edge = [(x1, *y1), (x2, *y2)];
            let Some(&weight) = theta.get(i).map(|row| &row[j + 1]) else {
                canvas.line(edge, 1.5, Hue::Gray);
                continue;
            };
            let thickness = if largest > 0.0 { weight.abs() / largest } else { 0.0 };
            canvas.line(edge, 0.5 + 2.5 * thickness, Hue::of_sign(weight));
            labels.push((short(weight), (x1 + share * (x2 - x1), y1 + share * (y2 - y1))));
        }
    }
    for (text, (x, y)) in labels {
        let half = 3.1 * text.chars().count() as f64 + 2.0;
        canvas.area((x - half, y - 6.5), (x + half, y + 6.5), Hue::Ground);
        canvas.text(text, (x, y), Anchor::Middle, 10.5, Hue::Ink);
    }
}

/// A number with three decimals at most: many weights are set by hand.
fn short(value: f64) -> String {
    number(value).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with three decimals.
fn number(value: f64) -> String {
    with_minus(&fixed(value, 3))
}
