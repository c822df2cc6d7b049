//! The weights of a layer as one image for each unit.

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas};
use crate::plot::file::{Format, write};
use crate::plot::paint::{Hue, Paint};
use crate::plot::text::{significant, width};
use std::path::Path;

/// The least length of the longer side of an image, and the room around an image.
const SIDE: f64 = 88.0;
const GAP: f64 = 14.0;
/// Room for the number of the unit above each image.
const TITLE: f64 = 18.0;
/// The least side of a pixel, and the least side of an image: a long row of inputs is not a mere line.
const PIXEL: f64 = 2.0;
const THIN: f64 = 12.0;
/// The size of the letters.
const LETTERS: f64 = 11.0;
/// The length of the color scale.
const STRIP: f64 = 240.0;
/// The number of shades of each sign.
const SHADES: f64 = 40.0;
/// The largest number of weights.
const MOST: usize = 200_000;

/// Draws the incoming weights of each unit of a layer as an image of `rows` × `columns` pixels, row by row in the order of
/// the inputs.
///
/// Blue is below zero, white is zero, red is above zero. All images have the same scale; the bias is not shown.
///
/// ```no_run
/// # use backprop::{CrossEntropy, Sigmoid};
/// # backprop::network! { struct Digits { layers: 64 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy } }
/// let digits = Digits::random(1);
/// backprop::plot::weights("weights.svg", &digits.theta_1, [8, 8])?;
/// # Ok::<(), backprop::plot::PlotError>(())
/// ```
///
/// # Errors
///
/// Returns an error if an image does not have as many pixels as a unit has inputs, there are more than 200 000 weights, one
/// of them is not finite, or if the file cannot be written or its extension is unsupported.
pub fn weights<T: Scalar + Into<f64>, const ROWS: usize, const COLS: usize>(
    path: impl AsRef<Path>,
    theta: &Theta<T, ROWS, COLS>,
    [rows, columns]: [usize; 2],
) -> Result<(), PlotError> {
    let path = path.as_ref();
    Format::of(path)?;
    let inputs = COLS - 1;
    if rows.checked_mul(columns) != Some(inputs) {
        return Err(PlotError::Shape { rows, columns, inputs });
    }
    if ROWS * inputs > MOST {
        return Err(PlotError::TooMany { what: "weights", found: ROWS * inputs, most: MOST });
    }
    let units: Vec<Vec<f64>> = theta.iter().map(|row| row[1..].iter().map(|&weight| weight.into()).collect()).collect();
    for (i, row) in units.iter().enumerate() {
        for (j, &value) in (1..).zip(row) {
            if !value.is_finite() {
                return Err(PlotError::NotFinite { what: format!("the weight in row {i}, column {j}"), value });
            }
        }
    }
    write(&draw(&units, [rows, columns], SIDE), path)
}

/// Draws the weights of each unit as an image of `rows` × `columns` pixels, whose longer side has at least the length `side`.
pub fn draw(units: &[Vec<f64>], [rows, columns]: [usize; 2], side: f64) -> Canvas {
    let largest = units.iter().flatten().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let pixel = (side / rows.max(columns) as f64).max(PIXEL);
    // A pixel is a square, unless the image has so few rows or columns that it would be too thin.
    let [across, down] = [columns, rows].map(|count| pixel.max(THIN / count as f64));
    let (image_width, image_height) = (across * columns as f64, down * rows as f64);
    let name = |unit: usize| format!("unit {}", unit + 1);
    let field = image_width.max(side).max(width(&name(units.len()), LETTERS));
    let in_a_row = (units.len() as f64).sqrt().ceil() as usize;
    let place = |unit: usize| {
        let (column, row) = ((unit % in_a_row) as f64, (unit / in_a_row) as f64);
        let left = GAP + column * (field + GAP) + (field - image_width) / 2.0;
        (left, GAP + TITLE + row * (image_height + TITLE + GAP))
    };
    let right = GAP + in_a_row as f64 * (field + GAP);
    let bottom = GAP + units.len().div_ceil(in_a_row) as f64 * (image_height + TITLE + GAP);
    let mut canvas = Canvas::new(right.max(STRIP + 80.0), bottom + 44.0);
    for (unit, row) in units.iter().enumerate() {
        let (left, top) = place(unit);
        for (k, &weight) in row.iter().enumerate() {
            let (x, y) = (left + across * (k % columns) as f64, top + down * (k / columns) as f64);
            let share = if largest > 0.0 { weight / largest } else { 0.0 };
            canvas.area((x, y), (x + across, y + down), signed(share));
        }
    }
    for unit in 0..units.len() {
        let (left, top) = place(unit);
        // The outline lies around the pixels, not on them.
        let (edge, opposite) = ((left - 1.0, top - 1.0), (left + image_width + 1.0, top + image_height + 1.0));
        canvas.outline(edge, opposite, 1.0, Hue::Gray);
        canvas.text(name(unit), (left + image_width / 2.0, top - 9.0), Anchor::Middle, LETTERS, Hue::Ink);
    }
    strip(&mut canvas, bottom + 6.0, largest);
    canvas
}

/// Draws the color scale, from the least to the largest weight.
fn strip(canvas: &mut Canvas, top: f64, largest: f64) {
    const PARTS: usize = 60;
    let left = (canvas.width - STRIP) / 2.0;
    for i in 0..PARTS {
        let at = |i: usize| left + STRIP * i as f64 / PARTS as f64;
        let share = 2.0 * (i as f64 + 0.5) / PARTS as f64 - 1.0;
        canvas.area((at(i), top), (at(i + 1), top + 10.0), signed(share));
    }
    canvas.outline((left, top), (left + STRIP, top + 10.0), 1.0, Hue::Gray);
    let ends = [(0.0, significant(-largest)), (0.5, "0".to_owned()), (1.0, significant(largest))];
    for (share, text) in ends {
        canvas.text(text, (left + share * STRIP, top + 22.0), Anchor::Middle, LETTERS, Hue::Ink);
    }
}

/// The color of a weight, as a share of the largest one. A page is to be small, so there are few shades.
fn signed(share: f64) -> Paint {
    Hue::of_sign(share).tint((SHADES * share.abs()).round() / SHADES)
}
