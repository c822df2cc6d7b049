//! Handwritten digits, and what the network reads.

use super::{Drawing, label};
use crate::material::Material;
use crate::snapshot::numbers;

/// A pixel's side, and how many pictures stand in a row.
const PIXEL: f64 = 9.0;
const IN_A_ROW: usize = 6;

/// The pictures of the documented run.
pub(super) fn draw(material: &Material) -> Result<Drawing, String> {
    let pictures = material.snapshots.get("digits/pictures")?.as_array().ok_or("digits/pictures is a list")?;
    let mut body = String::new();
    let (width, height) = (8.0 * PIXEL + 24.0, 8.0 * PIXEL + 36.0);
    for (i, picture) in pictures.iter().enumerate() {
        let (left, top) = (12.0 + width * (i % IN_A_ROW) as f64, 6.0 + height * (i / IN_A_ROW) as f64);
        let pixels = numbers(&picture["x"]).ok_or("a picture has pixels x")?;
        for (k, ink) in pixels.iter().enumerate().filter(|(_, ink)| **ink > 0.0) {
            let (x, y) = (left + PIXEL * (k % 8) as f64, top + PIXEL * (k / 8) as f64);
            body += &format!(
                r#"<rect class="fill-ink" x="{x:.1}" y="{y:.1}" width="{PIXEL}" height="{PIXEL}" opacity="{ink:.2}"/>"#
            );
        }
        body += &format!(r#"<rect class="frame" x="{left:.1}" y="{top:.1}" width="{0}" height="{0}"/>"#, 8.0 * PIXEL);
        let (written, read) = (&picture["written"], &picture["read"]);
        let (class, text) = match written == read {
            true => ("tick middle", format!("read {read}")),
            false => ("tick middle wrong", format!("{written}, read {read}")),
        };
        body += &label(left + 4.0 * PIXEL, top + 8.0 * PIXEL + 16.0, class, &text);
    }
    let rows = pictures.len().div_ceil(IN_A_ROW);
    Ok(Drawing { width: (width * IN_A_ROW as f64) as u32, height: (height * rows as f64) as u32, body })
}
