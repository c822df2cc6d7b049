//! Reads what a picture shows from its SVG.

use backprop::plot::drawing::{Canvas, width};
use regex::Regex;
use std::sync::LazyLock;

/// A text of a picture: its words, and the left, top, right and bottom of its letters.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) ink: [f64; 4],
}

/// Returns the texts of a picture; those that are read from bottom to top are left out.
pub(super) fn texts(canvas: &Canvas) -> Vec<Text> {
    static TEXT: LazyLock<Regex> = LazyLock::new(|| {
        let text = r#"<text x="([^"]+)" y="([^"]+)" dy="[^"]+" font-size="([^"]+)"( text-anchor="[^"]+")? class="[^"]+">([^<]*)<"#;
        Regex::new(text).unwrap()
    });
    let body = canvas.body();
    let text = |found: regex::Captures<'_>| {
        let [x, y, size] = [1, 2, 3].map(|i| found[i].parse::<f64>().unwrap());
        let words = found[5].to_owned();
        // Widths are estimated from above; Θ⁽³⁾ and the like need a part of it.
        let wide = 0.85 * width(&words, size);
        let left = match found.get(4).map(|anchor| anchor.as_str().contains("middle")) {
            None => x,
            Some(true) => x - wide / 2.0,
            Some(false) => x - wide,
        };
        Text { words, ink: [left, y - 0.4 * size, left + wide, y + 0.4 * size] }
    };
    TEXT.captures_iter(&body).map(text).collect()
}

/// Returns the left, top, right and bottom of the boxes and frames of a picture.
pub(super) fn boxes(canvas: &Canvas) -> Vec<[f64; 4]> {
    static BOX: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)" fill="none""#).unwrap()
    });
    let body = canvas.body();
    let boxes = BOX.captures_iter(&body).map(|found| {
        let [x, y, width, height] = [1, 2, 3, 4].map(|i| found[i].parse::<f64>().unwrap());
        [x, y, x + width, y + height]
    });
    boxes.collect()
}

/// Returns the points of the curves of a picture with this class, which are thicker than other lines.
pub(super) fn curve(canvas: &Canvas, class: &str) -> Vec<(f64, f64)> {
    let body = canvas.body();
    let pattern = format!(r#"<path d="([^"]+)" fill="none" class="stroke {class}" stroke-width="2.5""#);
    let found = Regex::new(&pattern).unwrap().captures(&body).unwrap_or_else(|| panic!("no curve {class}"));
    points(&found[1])
}

/// Returns the points of all curves of a picture.
pub(super) fn curves(canvas: &Canvas) -> Vec<Vec<(f64, f64)>> {
    static CURVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"<path d="([^"]+)" fill="none" class="stroke series-\d" stroke-width="2.5""#).unwrap()
    });
    CURVE.captures_iter(&canvas.body()).map(|found| points(&found[1])).collect()
}

/// Returns the points of a path of lines.
fn points(path: &str) -> Vec<(f64, f64)> {
    let numbers: Vec<f64> = path.split(['M', 'L', ' ']).filter_map(|number| number.parse().ok()).collect();
    numbers.chunks_exact(2).map(|point| (point[0], point[1])).collect()
}

/// Returns the centers of the discs, or rings, with this class.
pub(super) fn circles(canvas: &Canvas, class: &str) -> Vec<(f64, f64)> {
    let body = canvas.body();
    let pattern = format!(r#"<circle cx="([^"]+)" cy="([^"]+)" r="[^"]+"(?: fill="none")? class="{class}""#);
    let circles = Regex::new(&pattern).unwrap();
    circles.captures_iter(&body).map(|found| (found[1].parse().unwrap(), found[2].parse().unwrap())).collect()
}
