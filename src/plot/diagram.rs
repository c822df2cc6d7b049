//! A small network and one example as a diagram with all numbers.

use crate::network::{Network, Quantity, Record};
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas, Place};
use crate::plot::file::{Format, write};
use crate::plot::paint::Hue;
use crate::plot::text::{self, trimmed, width};
use std::path::Path;

/// The least width of a unit, and its height.
const UNIT: (f64, f64) = (84.0, 42.0);
/// The least distance between the weights at the edges, down.
const WEIGHT: f64 = 16.0;
/// The least distance between units of neighboring layers, and the least that each column of weights needs.
const BETWEEN: (f64, f64) = (110.0, 32.0);
/// The sizes of the letters: of the numbers of a unit, of its bias, and of a weight.
const LETTERS: [f64; 3] = [12.0, 11.0, 10.5];
/// The largest number of units in a layer.
const MOST: usize = 10;
/// Room from the edge of the picture to the centers of the first units, and above and below the units.
const MARGIN: (f64, f64) = (70.0, 64.0);

/// Draws the layers of a network with one example.
///
/// Each unit contains z and a, with δ below and its bias above. The edges carry their weights: red above zero, blue below
/// it, the thicker the larger. Numbers have three decimals; one that they would round to 0, or that is 10 000 or more, is written
/// with a power of ten.
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

    let unit = layers.iter().flat_map(Layer::texts).fold(UNIT.0, |unit, (words, em)| unit.max(width(&words, em) + 8.0));
    let places = places(layers, &sizes, unit);
    let right = places.iter().flatten().fold(0.0_f64, |right, (x, _)| right.max(*x));
    let bottom = places.iter().flatten().fold(0.0_f64, |bottom, (_, y)| bottom.max(*y));
    let targets: Vec<String> = y.iter().map(|&y| format!("y {}", number(y))).collect();
    let target = targets.iter().map(|text| width(text, LETTERS[0])).fold(0.0, f64::max);
    let across = right + f64::max(MARGIN.0 + 40.0, unit / 2.0 + 8.0 + target + 12.0);
    let mut canvas = Canvas::new(across, bottom + MARGIN.1);
    for (l, layer) in layers.iter().enumerate().skip(1) {
        edges(&mut canvas, &layer.theta, [&places[l - 1], &places[l]], unit);
    }
    for (l, (layer, places)) in layers.iter().zip(&places).enumerate() {
        canvas.text(format!("layer {}", l + 1), (places[0].0, 18.0), Anchor::Middle, 13.0, Hue::Gray);
        for (i, &place) in places.iter().enumerate() {
            layer.draw_unit(&mut canvas, i, place, unit);
        }
    }
    let last = places.last().map_or(&[][..], |places| places);
    for (text, (right, middle)) in targets.into_iter().zip(last) {
        canvas.text(text, (right + unit / 2.0 + 8.0, *middle), Anchor::Start, LETTERS[0], Hue::Ink);
    }
    Ok(canvas)
}

impl Layer {
    /// The weights at the edges from the layer before, without the biases.
    fn weights(&self) -> impl Iterator<Item = f64> {
        self.theta.iter().flat_map(|row| row[1..].iter().copied())
    }

    /// The texts of a unit, each with the place of its middle below that of the unit, the size of its letters and its color.
    fn unit_texts(&self, unit: usize) -> Vec<(String, f64, f64, Hue)> {
        let [letters, small, _] = LETTERS;
        let Some(&z) = self.z.get(unit) else {
            return vec![(format!("x {}", number(self.a[unit])), 0.0, letters, Hue::Ink)];
        };
        let half = UNIT.1 / 2.0;
        let mut texts = vec![
            (format!("z {}", number(z)), -9.0, letters, Hue::Ink),
            (format!("a {}", number(self.a[unit])), 9.0, letters, Hue::Ink),
            (format!("δ {}", number(self.delta[unit])), half + 11.0, letters, Hue::Ink),
        ];
        if let Some(theta) = self.theta.get(unit) {
            texts.push((format!("bias {}", short(theta[0])), -half - 10.0, small, Hue::Gray));
        }
        texts
    }

    /// All texts of the units, each with the size of its letters.
    fn texts(&self) -> impl Iterator<Item = (String, f64)> {
        (0..self.a.len()).flat_map(|unit| self.unit_texts(unit)).map(|(words, _, em, _)| (words, em))
    }

    fn draw_unit(&self, canvas: &mut Canvas, unit: usize, (x, y): Place, width: f64) {
        let (half_width, half_height) = (width / 2.0, UNIT.1 / 2.0);
        let (corner, opposite) = ((x - half_width, y - half_height), (x + half_width, y + half_height));
        canvas.area(corner, opposite, Hue::Ground);
        canvas.outline(corner, opposite, 1.5, Hue::Ink);
        for (words, down, em, hue) in self.unit_texts(unit) {
            canvas.text(words, (x, y + down), Anchor::Middle, em, hue);
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
fn places(layers: &[Layer], sizes: &[usize], unit: f64) -> Vec<Vec<Place>> {
    let tallest = sizes.iter().copied().max().unwrap_or(1);
    let fewer = |l: usize| sizes[l - 1].min(sizes[l]);
    let edges = (1..sizes.len()).map(fewer).max().unwrap_or(1);
    let down = f64::max(92.0, WEIGHT * (edges + 1) as f64);
    let mut x = MARGIN.0.max(unit / 2.0 + 28.0);
    let mut places = Vec::new();
    for (l, &units) in sizes.iter().enumerate() {
        if l > 0 {
            // The weights stand at one n-th of the way, centered, so each side of it holds half of the widest one.
            let widest = layers[l].weights().map(|weight| width(&short(weight), LETTERS[2])).fold(0.0, f64::max);
            let column = BETWEEN.1.max(widest / 2.0 + 6.0);
            x += unit + BETWEEN.0.max(column * (fewer(l) + 1) as f64);
        }
        let top = MARGIN.1 + 16.0 + down * (tallest - units) as f64 / 2.0;
        places.push((0..units).map(|i| (x, top + down * i as f64)).collect());
    }
    places
}

/// Draws the edges between two layers, and the weight of each. Where n is the number of units of the smaller layer, the
/// weights stand at 1/(n + 1) of the way from the larger one's units: there, all edges cross one line at equal distances,
/// so that no weight hides another.
fn edges(canvas: &mut Canvas, theta: &[Vec<f64>], [from, to]: [&[Place]; 2], unit: f64) {
    let largest = theta.iter().flat_map(|row| &row[1..]).fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let share = if to.len() <= from.len() { 1.0 / (to.len() + 1) as f64 } else { 1.0 - 1.0 / (from.len() + 1) as f64 };
    let mut labels = Vec::new();
    for (i, (x2, y2)) in to.iter().enumerate() {
        for (j, (x1, y1)) in from.iter().enumerate() {
            let (x1, x2) = (x1 + unit / 2.0, x2 - unit / 2.0);
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
        let half = width(&text, LETTERS[2]) / 2.0 + 2.0;
        canvas.area((x - half, y - 6.5), (x + half, y + 6.5), Hue::Ground);
        canvas.text(text, (x, y), Anchor::Middle, LETTERS[2], Hue::Ink);
    }
}

/// A number with three decimals at most: many weights are set by hand.
fn short(value: f64) -> String {
    trimmed(&number(value)).to_owned()
}

/// A number with three decimals, or with a power of ten.
fn number(value: f64) -> String {
    text::number(value, 3)
}
