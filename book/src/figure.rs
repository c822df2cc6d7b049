//! Draws the figures of the book with `backprop::plot`, from the same snapshots and data as the numbers of the text.
//!
//! What belongs to the forward pass has one color in all figures, what belongs to the backward pass another one.

mod activations;
mod bars;
mod boundary;
mod boxes;
mod chain;
mod contours;
mod curves;
mod digits;
mod fork;
mod graph;
mod intuition;
mod learning;
mod mistakes;
mod network;
mod planes;
mod push;
mod ranks;
mod rates;
mod road_map;
mod slopes;
#[cfg(test)]
mod tests;

use crate::html::escape;
use crate::live;
use crate::material::Material;
use crate::times;
use backprop::plot::drawing::Canvas;
use std::iter;

/// The size of the inside of a frame: narrow, so that the letters of the figure can be read on a phone.
const PLANE: [f64; 2] = [300.0, 210.0];

/// A figure: one picture, or several next to each other, which are below each other on a narrow screen.
pub(crate) struct Drawing {
    pub(crate) pictures: Vec<Canvas>,
    /// The pictures for a narrow screen, if they are others.
    narrow: Vec<Canvas>,
    /// What the pictures say, for readers who cannot see them.
    says: String,
}

impl Drawing {
    fn new(pictures: impl IntoIterator<Item = Canvas>, says: impl Into<String>) -> Self {
        Self { pictures: pictures.into_iter().collect(), narrow: Vec::new(), says: says.into() }
    }
}

impl From<Canvas> for Drawing {
    fn from(canvas: Canvas) -> Self {
        Self::new([canvas], "")
    }
}

/// Returns a figure with its caption as HTML. `spoken` is the caption without math, for screen readers.
pub(crate) fn figure(
    material: &Material,
    kind: &str,
    arguments: &[String],
    caption: &str,
    spoken: &str,
) -> Result<String, String> {
    let body = match kind {
        "road_map" => road_map::html(&material.project)?,
        _ => html(&draw(material, kind, arguments)?, spoken),
    };
    let note = match (kind, arguments) {
        ("bars", [threads, workloads, peers]) => times::note(&material.snapshots, threads, workloads, peers)?,
        _ => String::new(),
    };
    let figure = iter::once(kind).chain(arguments.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    let (attributes, body) = live::root(material, &figure, body)?;
    Ok(format!(r#"<figure class="drawing {kind}"{attributes}>{body}{note}<figcaption>{caption}</figcaption></figure>"#))
}

/// Draws a figure.
pub(crate) fn draw(material: &Material, kind: &str, arguments: &[String]) -> Result<Drawing, String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let drawing = match (kind, arguments.as_slice()) {
        ("chain", []) => chain::chain(material.snapshots.get("chain")?)?,
        ("branch", []) => fork::branch(material.snapshots.get("chain")?)?,
        ("iris", []) => planes::iris(material.snapshots.get("logistic")?)?,
        ("logs", []) => slopes::logs(),
        ("planes", []) => planes::hidden(material.snapshots.get("gates")?)?,
        ("network", [path, example]) => network::draw(material, path, example, "both")?,
        ("network", [path, example, shown]) => network::draw(material, path, example, shown)?,
        ("promises", []) => slopes::promises(),
        ("costs_over_z", []) => slopes::costs_over_z(),
        ("canceling", []) => slopes::canceling(),
        ("push", []) => push::push(material.snapshots.get("intuition")?)?,
        ("paths", []) => fork::paths(material.snapshots.get("intuition")?)?,
        ("head_tail", []) => push::head_tail(material.snapshots.get("intuition")?)?,
        ("contours", []) => contours::draw(material.snapshots.get("contours")?)?,
        ("rates", []) => rates::paths(),
        ("optimizers", []) => rates::optimizers(),
        ("accuracies", []) => learning::accuracies(material.snapshots.get("digits")?)?,
        ("hidden_weights", []) => learning::hidden_weights(material.snapshots.get("digits")?)?,
        ("early_stopping", []) => learning::early_stopping(material.snapshots.get("digits_in_practice")?)?,
        ("bars", [threads, workloads, peers]) => bars::draw(&material.snapshots, threads, workloads, peers)?,
        ("sum_along_chain", []) => ranks::sum_along_chain(material.snapshots.get("many_machines")?)?,
        ("step_times", []) => ranks::step_times(material.snapshots.get("many_machines")?)?,
        ("graph", []) => graph::draw(material.snapshots.get("chain")?)?,
        ("activations", []) => activations::draw(),
        ("activation", [name]) => curves::activation(name)?.into(),
        ("costs", [path]) => curves::costs(material, path)?,
        ("curves", [path, x, title, ys @ ..]) => curves::curves(material, path, x, ys, title)?,
        ("cost_line", []) => curves::cost_line().into(),
        ("step_size", []) => curves::step_size().into(),
        ("mistakes", []) => mistakes::draw()?,
        ("step_errors", []) => curves::step_errors().into(),
        ("boundary", ["xor"]) => boundary::xor(material)?.into(),
        ("boundary", ["curves", set]) => boundary::curves(material, set)?.into(),
        ("digits", []) => digits::draw(material)?,
        _ => return Err(format!("there is no figure `{kind} {}`", arguments.join(" "))),
    };
    Ok(drawing)
}

/// Returns the pictures as HTML, with what they say as text alternative, or else the caption. A picture grows by a quarter at
/// most where there is room for more.
fn html(drawing: &Drawing, spoken: &str) -> String {
    let alternative = escape(if drawing.says.is_empty() { spoken } else { &drawing.says });
    let svg = |canvas: &Canvas| {
        let ((width, height), body) = (canvas.size(), canvas.body());
        let most = 1.25 * width;
        format!(r#"<svg viewBox="0 0 {width} {height}" style="max-width: {most}px" aria-hidden="true">{body}</svg>"#)
    };
    let row = |class: &str, pictures: &[Canvas]| {
        let pictures: String = pictures.iter().map(svg).collect();
        format!(r#"<div class="pictures{class}" role="img" aria-label="{alternative}">{pictures}</div>"#)
    };
    match drawing.narrow.as_slice() {
        [] => row("", &drawing.pictures),
        narrow => row(" if-wide", &drawing.pictures) + &row(" if-narrow", narrow),
    }
}
