//! Draws handwritten digits with the class that the network predicts for each.

use super::Drawing;
use crate::material::Material;
use crate::snapshot::numbers;
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use serde_json::Value;

/// The side length of a pixel.
const PIXEL: f64 = 9.0;
/// The number of digits in a row, and on a phone.
const IN_A_ROW: [usize; 2] = [6, 3];
/// The side length of a digit of 8 × 8 pixels.
const SIDE: f64 = 8.0 * PIXEL;
/// The distance from one digit to the next, to the right and down.
const STEP: (f64, f64) = (SIDE + 28.0, SIDE + 36.0);

/// Draws the digits that the run of the example `digits` recorded.
pub(super) fn draw(material: &Material) -> Result<Drawing, String> {
    let pictures = material.snapshots.get("digits/pictures")?.as_array().ok_or("digits/pictures is not a list")?;
    let [wide, narrow] = IN_A_ROW.map(|in_a_row| picture(pictures, in_a_row));
    Ok(Drawing { narrow: vec![narrow?], ..wide?.into() })
}

fn picture(pictures: &[Value], in_a_row: usize) -> Result<Canvas, String> {
    let rows = pictures.len().div_ceil(in_a_row);
    let mut canvas = Canvas::new(STEP.0 * in_a_row as f64, STEP.1 * rows as f64);
    for (i, picture) in pictures.iter().enumerate() {
        let (left, top) = (14.0 + STEP.0 * (i % in_a_row) as f64, 6.0 + STEP.1 * (i / in_a_row) as f64);
        let pixels = numbers(&picture["x"]).ok_or("digits/pictures: expected a list of pixels `x` in each entry")?;
        for (k, &ink) in pixels.iter().enumerate().filter(|(_, ink)| **ink > 0.0) {
            let (x, y) = (left + PIXEL * (k % 8) as f64, top + PIXEL * (k / 8) as f64);
            canvas.area((x, y), (x + PIXEL, y + PIXEL), Hue::Ink.tint(ink));
        }
        canvas.outline((left, top), (left + SIDE, top + SIDE), 1.0, Hue::Grid);
        let (written, read) = (&picture["written"], &picture["read"]);
        let (text, hue) = match written == read {
            true => (format!("read {read}"), Hue::Ink),
            false => (format!("{written}, read {read}"), Hue::Series(1)),
        };
        canvas.text(text, (left + SIDE / 2.0, top + SIDE + 12.0), Anchor::Middle, 12.0, hue);
    }
    Ok(canvas)
}
