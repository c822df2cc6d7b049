//! Writes a canvas as SVG: with colors for a file, with classes for a page.
//!
//! **Invariant**: the same canvas gives the same bytes.

use crate::display::fixed;
use crate::plot::canvas::{Anchor, Canvas, Pattern, Place, Shape};
use crate::plot::paint::{Hue, Paint};
use std::fmt::Write;

/// The fonts of the text, by preference. The first one is included in the feature `png`.
const FONTS: &str = "DejaVu Sans, Verdana, sans-serif";
/// The distance, in ems, from halfway up the digits down to the line on which they stand.
const HALF_DIGIT: &str = ".36em";

impl Canvas {
    /// The content of an SVG file: the picture on white.
    pub(super) fn svg(&self) -> String {
        let Self { width, height, .. } = self;
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONTS}">"#
        );
        let mut ground = Self::new(*width, *height);
        ground.area((0.0, 0.0), (*width, *height), Hue::Ground);
        write(&mut svg, &ground.shapes, color);
        write(&mut svg, &self.shapes, color);
        svg + "\n</svg>\n"
    }

    /// The shapes as the content of an SVG element of this size within a page. Lines have the class `stroke`, other shapes
    /// the class `fill`, and each shape has the class of its hue. There is no background.
    ///
    /// A page is to be small, so neighboring areas of one color are one element, and so are neighboring lines that look
    /// alike.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for run in self.shapes.chunk_by(look_alike) {
            match &run[0] {
                Shape::Area { .. } => write_areas(&mut body, run),
                Shape::Line { width, pattern: Pattern::Solid, paint, .. } => {
                    let (lines, width, paint) = (lines_path(run), number(*width), class("stroke", *paint));
                    body += &format!("\n<path d=\"{lines}\" fill=\"none\" {paint} stroke-width=\"{width}\"/>");
                }
                _ => write(&mut body, run, class),
            }
        }
        body
    }
}

/// Whether two shapes may be written as one element.
fn look_alike(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Area { .. }, Shape::Area { .. }) => true,
        (
            Shape::Line { width, pattern: Pattern::Solid, paint, .. },
            Shape::Line { width: other_width, pattern: Pattern::Solid, paint: other_paint, .. },
        ) => (width, paint) == (other_width, other_paint),
        _ => false,
    }
}

/// Appends an element for each color of these areas, which do not overlap.
fn write_areas(svg: &mut String, areas: &[Shape]) {
    let mut paths: Vec<(Paint, String)> = Vec::new();
    for area in areas {
        let Shape::Area { corner: (x, y), size: (width, height), paint } = area else { continue };
        let i = paths.iter().position(|(color, _)| color == paint).unwrap_or_else(|| {
            paths.push((*paint, String::new()));
            paths.len() - 1
        });
        let [x, y, back, width, height] = [*x, *y, -width, *width, *height].map(number);
        paths[i].1 += &format!("M{x} {y}h{width}v{height}h{back}z");
    }
    svg.push_str("\n<g shape-rendering=\"crispEdges\">");
    for (paint, path) in paths {
        *svg += &format!("\n<path d=\"{path}\" {}/>", class("fill", paint));
    }
    svg.push_str("\n</g>");
}

/// The data of a path along all these lines. A line that begins where the last one ends goes on with it.
fn lines_path(lines: &[Shape]) -> String {
    let mut path = String::new();
    let mut end = None;
    for line in lines {
        let Shape::Line { places, .. } = line else { continue };
        for (i, &place) in places.iter().enumerate() {
            if i == 0 && end == Some(place) {
                continue;
            }
            path += &format!("{}{} {}", if i == 0 { "M" } else { "L" }, number(place.0), number(place.1));
            end = Some(place);
        }
    }
    path
}

/// The attribute of SVG that paints a shape: `stroke` paints lines, `fill` paints areas and letters.
type Attribute = &'static str;

/// Paints by color.
fn color(attribute: Attribute, paint: Paint) -> String {
    format!(r#"{attribute}="{}""#, paint.code())
}

/// Paints by class.
fn class(attribute: Attribute, paint: Paint) -> String {
    let classes = format!(r#"class="{attribute} {}""#, paint.class());
    if paint.share() < 1.0 { format!(r#"{classes} opacity="{}""#, number(paint.share())) } else { classes }
}

/// Appends the elements of shapes. Neighboring areas have edges on whole pixels, so that no seam shows between them.
fn write(svg: &mut String, shapes: &[Shape], painted: fn(Attribute, Paint) -> String) {
    let is_area = |shape: &Shape| matches!(shape, Shape::Area { .. });
    for run in shapes.chunk_by(|one, other| is_area(one) && is_area(other)) {
        let [start, end] = if is_area(&run[0]) { ["\n<g shape-rendering=\"crispEdges\">", "\n</g>"] } else { ["", ""] };
        svg.push_str(start);
        for shape in run {
            svg.push('\n');
            shape.write(svg, painted);
        }
        svg.push_str(end);
    }
}

impl Shape {
    /// Appends the element of this shape.
    fn write(&self, svg: &mut String, painted: fn(Attribute, Paint) -> String) {
        let written = match self {
            Self::Line { places, width, pattern, paint } => {
                let (points, width, paint) = (points(places), number(*width), painted("stroke", *paint));
                let dashes = if *pattern == Pattern::Dashed { r#" stroke-dasharray="8 6""# } else { "" };
                write!(svg, r#"<polyline points="{points}" fill="none" {paint} stroke-width="{width}"{dashes}/>"#)
            }
            Self::Area { corner, size, paint } => {
                write!(svg, "<rect {} {}/>", rectangle(*corner, *size), painted("fill", *paint))
            }
            Self::Outline { corner, size, width, paint } => {
                let (place, width) = (rectangle(*corner, *size), number(*width));
                write!(svg, r#"<rect {place} fill="none" {} stroke-width="{width}"/>"#, painted("stroke", *paint))
            }
            Self::Disc { center: (x, y), radius, paint } => {
                let [x, y, radius] = [*x, *y, *radius].map(number);
                write!(svg, r#"<circle cx="{x}" cy="{y}" r="{radius}" {}/>"#, painted("fill", *paint))
            }
            Self::Ring { center: (x, y), radius, width, paint } => {
                let ([x, y, radius, width], paint) = ([*x, *y, *radius, *width].map(number), painted("stroke", *paint));
                write!(svg, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="none" {paint} stroke-width="{width}"/>"#)
            }
            Self::Polygon { places, paint } => {
                write!(svg, r#"<polygon points="{}" {}/>"#, points(places), painted("fill", *paint))
            }
            Self::Text { words, place: (x, y), anchor, size, paint } => {
                let ([x, y, size], words) = ([*x, *y, *size].map(number), escape(words));
                let anchored = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle | Anchor::Upwards => r#" text-anchor="middle""#,
                    Anchor::End | Anchor::UpwardsEnd => r#" text-anchor="end""#,
                };
                let turned = match anchor {
                    Anchor::Upwards | Anchor::UpwardsEnd => format!(r#" transform="rotate(-90 {x} {y})""#),
                    _ => String::new(),
                };
                let paint = painted("fill", *paint);
                write!(
                    svg,
                    r#"<text x="{x}" y="{y}" dy="{HALF_DIGIT}" font-size="{size}"{anchored}{turned} {paint}>{words}</text>"#
                )
            }
        };
        written.expect("writing to a string cannot fail");
    }
}

/// The corners of a line or of a polygon.
fn points(places: &[Place]) -> String {
    let points: Vec<String> = places.iter().map(|&(x, y)| format!("{},{}", number(x), number(y))).collect();
    points.join(" ")
}

/// The attributes of a rectangle's place and size.
fn rectangle((x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let [x, y, width, height] = [x, y, width, height].map(number);
    format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#)
}

/// A number with two decimals at most: a fiftieth of a pixel of a PNG.
fn number(value: f64) -> String {
    let text = fixed(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text as XML. Control characters, which XML does not allow, become U+FFFD.
fn escape(words: &str) -> String {
    let mut text = String::new();
    for letter in words.chars() {
        match letter {
            '&' => text += "&amp;",
            '<' => text += "&lt;",
            '>' => text += "&gt;",
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                text.push('\u{fffd}')
            }
            _ => text.push(letter),
        }
    }
    text
}
