//! From a canvas to the bytes of a file, by `plotters`.
//!
//! **Invariant**: both formats show the same shapes at the same places.

use crate::plot::canvas::{Anchor, Canvas, Shape, Text};
use crate::plot::colors::Color;
use ndarray::ArrayView3;
use plotters::prelude::{BitMapBackend, DrawingBackend, RGBColor, SVGBackend, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, FontTransform, TextStyle, register_font};
use std::error::Error;
use std::sync::Once;

/// The library draws at whole numbers; so many of them to a pixel make lines and letters smooth.
const FINE: u32 = 4;
/// How many pixels a PNG has where a canvas has one.
const DENSITY: u32 = 2;
/// The list of typefaces in an SVG; for a PNG, the name of the one that is built in.
const TYPEFACE: &str = "DejaVu Sans, Verdana, sans-serif";
/// How far, in ems, letters are lowered in a PNG: there, the library sets them above their place.
const LOWERED: f64 = 0.22;
/// What the library divides the size of letters by.
const EM: f64 = 1.24;

/// The canvas as the text of an SVG file.
pub(super) fn svg(canvas: &Canvas) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let (width, height) = fine_size(canvas);
    let mut text = String::new();
    draw(canvas, SVGBackend::with_string(&mut text, (width, height)), 0.0)?;
    // The fine numbers remain inside, in the view box.
    let fine = format!(r#"width="{width}" height="{height}" viewBox"#);
    let shown = format!(r#"width="{}" height="{}" viewBox"#, width / FINE, height / FINE);
    Ok(text.replacen(&fine, &shown, 1).into_bytes())
}

/// The canvas as the bytes of a PNG file.
pub(super) fn png(canvas: &Canvas) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let (fine_width, fine_height) = fine_size(canvas);
    let mut fine = vec![0xff; 3 * fine_width as usize * fine_height as usize];
    draw(canvas, BitMapBackend::with_buffer(&mut fine, (fine_width, fine_height)), LOWERED)?;

    // Each pixel is the mean of a square of fine ones.
    let side = (FINE / DENSITY) as usize;
    let fine = ArrayView3::from_shape((fine_height as usize, fine_width as usize, 3), &fine)?;
    let mean = |square: ArrayView3<'_, u8>| {
        let sum: usize = square.iter().map(|&channel| usize::from(channel)).sum();
        (sum / square.len()) as u8
    };
    let pixels: Vec<u8> = fine.exact_chunks((side, side, 1)).into_iter().map(mean).collect();

    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, fine_width * DENSITY / FINE, fine_height * DENSITY / FINE);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

fn fine_size(canvas: &Canvas) -> (u32, u32) {
    (FINE * canvas.width.ceil() as u32, FINE * canvas.height.ceil() as u32)
}

/// Draws the shapes one after the other on white, with letters lowered by so many ems.
fn draw<B: DrawingBackend<ErrorType: 'static>>(
    canvas: &Canvas,
    mut backend: B,
    lowered: f64,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let fine = |length: f64| (length * f64::from(FINE)).round() as i32;
    let at = |(x, y): (f64, f64)| (fine(x), fine(y));
    let (width, height) = fine_size(canvas);
    backend.draw_rect((0, 0), (width as i32, height as i32), &style([0xff; 3], 1), true)?;
    for shape in &canvas.shapes {
        match shape {
            Shape::Line { places, color, width } => {
                // A place that is met twice has no direction, and the library needs one.
                let mut places: Vec<_> = places.iter().map(|&place| at(place)).collect();
                places.dedup();
                backend.draw_path(places, &style(*color, fine(*width)))?;
            }
            Shape::Box { upper_left, lower_right, color } => {
                backend.draw_rect(at(*upper_left), at(*lower_right), &style(*color, 1), true)?;
            }
            Shape::Disc { center, radius, color } => {
                backend.draw_circle(at(*center), fine(*radius) as u32, &style(*color, 1), true)?;
            }
            Shape::Text(text) => {
                let ((x, y), down) = (text.place, lowered * text.size);
                let place = if text.anchor == Anchor::Upwards { (x + down, y) } else { (x, y + down) };
                backend.draw_text(&text.words, &text_style(text), at(place))?;
            }
        }
    }
    backend.present()?;
    Ok(())
}

fn style(color: Color, width: i32) -> ShapeStyle {
    ShapeStyle { color: rgb(color).into(), filled: true, stroke_width: width.max(1) as u32 }
}

fn rgb([red, green, blue]: Color) -> RGBColor {
    RGBColor(red, green, blue)
}

fn text_style(text: &Text) -> TextStyle<'static> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // What is built in is a font.
        let _ = register_font(TYPEFACE, FontStyle::Normal, dejavu::sans::regular());
    });
    let horizontal = match text.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle | Anchor::Upwards => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let turned = if text.anchor == Anchor::Upwards { FontTransform::Rotate270 } else { FontTransform::None };
    let font = FontDesc::new(FontFamily::Name(TYPEFACE), text.size * EM * f64::from(FINE), FontStyle::Normal);
    TextStyle {
        font: font.transform(turned),
        color: rgb(text.color).to_backend_color(),
        pos: Pos::new(horizontal, VPos::Center),
    }
}
