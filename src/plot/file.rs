//! From a canvas to a file.
//!
//! **Invariant**: the file appears whole, under its name, or not at all.

use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas, Shape, Text};
use crate::plot::colours::Colour;
use plotters::prelude::{BitMapBackend, DrawingBackend, RGBColor, SVGBackend, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, FontTransform, TextStyle, register_font};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Once;

/// The library draws at whole numbers; so many of them to a pixel make lines and letters smooth.
const FINE: u32 = 4;
/// How many pixels a PNG has where a canvas has one.
const DENSITY: u32 = 2;
/// The list of typefaces in an SVG; for a PNG, the name of the one that is built in.
const TYPEFACE: &str = "DejaVu Sans, Verdana, sans-serif";
/// What the library divides the size of letters by.
const EM: f64 = 1.24;

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Svg,
    Png,
}

impl Format {
    /// The format that a file's name ends in.
    pub(super) fn of(path: &Path) -> Result<Self, PlotError> {
        match path.extension().map(|ending| ending.to_ascii_lowercase()) {
            Some(ending) if ending == "svg" => Ok(Self::Svg),
            Some(ending) if ending == "png" => Ok(Self::Png),
            _ => Err(PlotError::Ending { path: path.to_owned() }),
        }
    }
}

/// Draws the canvas, and puts it in the place of what stands at `path`.
pub(super) fn write(canvas: &Canvas, path: &Path) -> Result<(), PlotError> {
    let drawn = match Format::of(path)? {
        Format::Svg => svg(canvas),
        Format::Png => png(canvas),
    };
    let bytes = drawn.map_err(|source| PlotError::Drawing { path: path.to_owned(), source })?;
    replace(path, &bytes).map_err(|source| PlotError::Write { path: path.to_owned(), source })
}

fn svg(canvas: &Canvas) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let (width, height) = fine_size(canvas);
    let mut text = String::new();
    draw(canvas, SVGBackend::with_string(&mut text, (width, height)))?;
    // The fine numbers remain inside, in the view box.
    let fine = format!(r#"width="{width}" height="{height}" viewBox"#);
    let shown = format!(r#"width="{}" height="{}" viewBox"#, width / FINE, height / FINE);
    Ok(text.replacen(&fine, &shown, 1).into_bytes())
}

fn png(canvas: &Canvas) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let (fine_width, fine_height) = fine_size(canvas);
    let mut fine = vec![0xff; 3 * fine_width as usize * fine_height as usize];
    draw(canvas, BitMapBackend::with_buffer(&mut fine, (fine_width, fine_height)))?;

    // Each pixel is the mean of a square of fine ones.
    let side = FINE / DENSITY;
    let (width, height) = (fine_width / side, fine_height / side);
    let mut pixels = Vec::with_capacity(3 * width as usize * height as usize);
    for (y, x, channel) in
        (0..height).flat_map(|y| (0..width).flat_map(move |x| (0..3).map(move |channel| (y, x, channel))))
    {
        let square = (0..side * side).map(|i| (x * side + i % side, y * side + i / side));
        let sum: u32 = square.map(|(x, y)| u32::from(fine[3 * (y * fine_width + x) as usize + channel])).sum();
        pixels.push((sum / (side * side)) as u8);
    }

    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

fn fine_size(canvas: &Canvas) -> (u32, u32) {
    (FINE * canvas.width.ceil() as u32, FINE * canvas.height.ceil() as u32)
}

/// Draws the shapes one after the other on white.
fn draw<B: DrawingBackend>(canvas: &Canvas, mut backend: B) -> Result<(), Box<dyn Error + Send + Sync>> {
    let fine = |length: f64| (length * f64::from(FINE)).round() as i32;
    let at = |(x, y): (f64, f64)| (fine(x), fine(y));
    let (width, height) = fine_size(canvas);
    backend.draw_rect((0, 0), (width as i32, height as i32), &style([0xff; 3], 1), true)?;
    for shape in &canvas.shapes {
        match shape {
            Shape::Line { places, colour, width } => {
                // A place that is met twice has no direction, and the library needs one.
                let mut places: Vec<_> = places.iter().map(|&place| at(place)).collect();
                places.dedup();
                backend.draw_path(places, &style(*colour, fine(*width)))?;
            }
            Shape::Box { corner, opposite, colour } => {
                backend.draw_rect(at(*corner), at(*opposite), &style(*colour, 1), true)?;
            }
            Shape::Disc { centre, radius, colour } => {
                backend.draw_circle(at(*centre), fine(*radius) as u32, &style(*colour, 1), true)?;
            }
            Shape::Text(text) => backend.draw_text(&text.words, &text_style(text), at(text.place))?,
        }
    }
    backend.present()?;
    Ok(())
}

fn style(colour: Colour, width: i32) -> ShapeStyle {
    ShapeStyle { color: rgb(colour).into(), filled: true, stroke_width: width.max(1) as u32 }
}

fn rgb([red, green, blue]: Colour) -> RGBColor {
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
    TextStyle::from(font.transform(turned)).color(&rgb(text.colour)).pos(Pos::new(horizontal, VPos::Center))
}

/// Writes a file beside `path`, and gives it that name when all of it is on the disc.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(hidden);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    match &written {
        // What belongs to somebody else stays.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(_) => fs::remove_file(&beside).unwrap_or_default(),
        Ok(()) => {}
    }
    written
}
