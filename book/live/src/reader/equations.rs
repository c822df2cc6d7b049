//! Writes the equations of the reader's network as HTML.
//!
//! They are those of the crate's [`Derivation`], as MathML: each name says by `data-symbol` which quantity it is.

use super::chosen::Chosen;
use crate::plain::Plain;
use crate::stage::escaped;
use backprop::readings::derivation::{Equation, Step};
use backprop::readings::symbol::Notation;
use backprop::{Derivation, Samples, SamplesOf};
use core::fmt::Write;

/// The most terms that are named as 0.
const MOST: usize = 6;

/// Returns the equations of a network, step by step. With samples, λ and an example of them, counted from 0, the numbers of this
/// example stand below them, and those of Δ, D and J over all samples.
pub fn equations(network: &Chosen<Plain>, run: Option<(&SamplesOf<Chosen<Plain>>, Plain, usize)>) -> String {
    let mut html = r#"<div class="equations"><p>The equations up to Δ are those of each example (x, y), and Δ is 0 before the first one. C⁽ⁱ⁾ is the C of example i."#.to_owned();
    let derivation = Derivation::new(network);
    let derivation = match run {
        None => derivation,
        Some((samples, lambda, row)) => {
            let m = samples.len();
            _ = write!(html, " Below each equation are the numbers of example {}, and m&#xA0;=&#xA0;{m}.", row + 1);
            // A derivation has the numbers of the first example.
            let rows = [row].into_iter().chain((0..m).filter(|other| *other != row));
            let (x, y) = rows.map(|row| (samples.x()[row], samples.y()[row])).unzip::<_, _, Vec<_>, Vec<_>>();
            match Samples::new(x, y) {
                Ok(samples) => derivation.worked(&samples, lambda),
                Err(_) => derivation,
            }
        }
    };
    html += "</p>";
    derivation.steps_in(Notation::MathMl).iter().for_each(|step| add(&mut html, step));
    html + "</div>"
}

/// Adds a step: its title, the functions that it is the first to apply, and its equations.
fn add(html: &mut String, step: &Step) {
    _ = write!(html, "<section><h3>{}</h3>", escaped(&step.title));
    for function in &step.functions {
        _ = write!(html, "<p>With the function <code>{}</code>:</p>", escaped(&function.activation));
        add_equation(html, &function.equation);
        if let Some(computed) = &function.computed {
            *html += "<p>It is computed as</p>";
            add_equation(html, computed);
        }
    }
    step.equations.iter().for_each(|equation| add_equation(html, equation));
    if !step.computed.is_empty() {
        *html += "<p>This is computed as</p>";
        step.computed.iter().for_each(|equation| add_equation(html, equation));
    }
    if !step.vanishing.is_empty() {
        let (named, others) = step.vanishing.split_at(step.vanishing.len().min(MOST));
        let terms: Vec<String> = named.iter().map(|term| format!("<math>{term}</math>")).collect();
        let others = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        _ = write!(html, "<p>These terms are 0: {}{others}.</p>", terms.join(", "));
    }
    if step.left_out > 0 {
        _ = write!(html, "<p>And so on: {} more between the first and the last.</p>", step.left_out);
    }
    *html += "</section>";
}

/// Adds an equation, and the numbers of the run below it.
fn add_equation(html: &mut String, equation: &Equation) {
    let mut sides = equation.clone();
    let numbers = core::mem::take(&mut sides.numbers);
    _ = write!(html, r#"<div class="formula"><math display="block">{sides}</math>"#);
    for number in numbers {
        _ = write!(html, r#"<math display="block" class="numbers">{number}</math>"#);
    }
    *html += "</div>";
}
