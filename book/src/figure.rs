//! Pictures, drawn while the book is built from the same data as its numbers.

mod boundary;
mod curves;
mod digits;
mod network;
mod plot;

use crate::html::escape;
use crate::material::Material;

/// A drawing with its caption; `spoken` is the caption without math, for those who hear it.
pub(crate) fn figure(
    material: &Material,
    kind: &str,
    arguments: &[String],
    caption: &str,
    spoken: &str,
) -> Result<String, String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let drawing = match (kind, arguments.as_slice()) {
        ("network", [path, example]) => {
            let example = example.parse().map_err(|_| format!("`{example}` is not the number of an example"))?;
            network::draw(material, path, example)?
        }
        ("activation", [name]) => curves::activation(name)?,
        ("costs", [path]) => curves::costs(material, path)?,
        ("curves", [path, x, title, ys @ ..]) => curves::curves(material, path, x, ys, title)?,
        ("cost_line", []) => curves::cost_line()?,
        ("step_errors", []) => curves::step_errors()?,
        ("boundary", ["xor"]) => boundary::xor(material)?,
        ("boundary", ["logistic"]) => boundary::logistic(material)?,
        ("boundary", ["curves", set]) => boundary::curves(material, set)?,
        ("digits", []) => digits::draw(material)?,
        _ => return Err(format!("there is no figure `{kind} {}`", arguments.join(" "))),
    };
    let Drawing { width, height, body } = drawing;
    let spoken = escape(spoken);
    Ok(format!(
        r#"<figure class="drawing {kind}"><div class="wide" tabindex="0"><svg viewBox="0 0 {width} {height}" style="max-width: {width}px" role="img" aria-label="{spoken}">{body}</svg></div><figcaption>{caption}</figcaption></figure>"#
    ))
}

/// The inside of an SVG picture, and its size.
pub(crate) struct Drawing {
    width: u32,
    height: u32,
    body: String,
}

/// Text at a place.
fn label(x: f64, y: f64, class: &str, text: &str) -> String {
    format!(r#"<text x="{x:.1}" y="{y:.1}" class="{class}">{}</text>"#, escape(text))
}
