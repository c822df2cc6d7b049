//! Draws a canvas as pixels, from its SVG: a PNG shows what the SVG shows.

use crate::plot::canvas::Canvas;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Source;
use resvg::usvg::{Options, Tree};
use std::error::Error;
use std::sync::Arc;

/// How many pixels a PNG has where an SVG has one.
const DENSITY: f32 = 2.0;
/// The largest number of pixels of a PNG: while they are drawn, they take a gigabyte of memory.
const MOST: f64 = 268_435_456.0;

/// The canvas as the bytes of a PNG file.
pub(super) fn png(canvas: &Canvas) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let (width, height) = canvas.size();
    let [width, height] = [width, height].map(|side| f64::from(DENSITY) * side);
    let pixels = if width * height <= MOST { Pixmap::new(width as u32, height as u32) } else { None };
    let mut pixels = pixels.ok_or_else(|| {
        format!("{width} × {height} pixels are too many for a PNG; an SVG has no limit, so name the file `.svg`")
    })?;
    let mut options = Options::default();
    options.fontdb_mut().load_font_source(Source::Binary(Arc::new(dejavu::sans::regular())));
    let tree = Tree::from_str(&canvas.svg(), &options)?;
    resvg::render(&tree, Transform::from_scale(DENSITY, DENSITY), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}
