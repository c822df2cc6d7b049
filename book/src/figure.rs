//! Draws the figures of the book with `backprop::plot`, from the same snapshots and data as the numbers of the text.

mod boundary;
mod curves;
mod digits;
mod network;

use crate::html::escape;
use crate::material::Material;
use backprop::plot::drawing::Canvas;

/// Returns a figure with its caption as HTML. `spoken` is the caption without math, for screen readers.
pub(crate) fn figure(
    material: &Material,
    kind: &str,
    arguments: &[String],
    caption: &str,
    spoken: &str,
) -> Result<String, String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let canvas: Canvas = match (kind, arguments.as_slice()) {
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
    let (width, height) = canvas.size();
    let (body, spoken) = (canvas.body(), escape(spoken));
    Ok(format!(
        r#"<figure class="drawing {kind}"><div class="wide" tabindex="0"><svg viewBox="0 0 {width} {height}" style="max-width: {width}px" role="img" aria-label="{spoken}">{body}</svg></div><figcaption>{caption}</figcaption></figure>"#
    ))
}
