//! Shows the code that `network!` generates for the 2-2-2-1 network, equation by equation. The code comes from the
//! snapshot of the macro's tests.

use crate::chapter::{self, Pairs, name};
use crate::html::escape;
use crate::listing;
use crate::material::Material;
use regex::Regex;
use std::sync::LazyLock;

/// The snapshot of the generated code.
const FILE: &str = "macros/core/src/snapshots/intuition.snap";
/// The methods that are shown, in the order of the book.
const METHODS: [&str; 5] = ["forward", "backward", "cost", "accumulated", "gradient"];
/// The calls that are steps of the passes, and the ids of the equations that they compute.
const STEPS: [(&str, &str); 8] = [
    ("weighted_sum(", "weighted-sum"),
    ("activate(", "activation"),
    ("output::<", "sigmoid"),
    ("output_error::<", "output-error"),
    ("hidden_error(", "hidden-error"),
    ("example_cost::<", "logistic-cost"),
    ("mean_cost(", "cost"),
    ("accumulate(", "accumulate"),
];

/// Returns the methods; each is a list of equations with the lines that compute them.
fn methods(material: &Material) -> Result<Vec<(String, Vec<Row>)>, String> {
    let text = material.project.read(FILE).map_err(|fault| fault.to_string())?;
    let lines: Vec<&str> = text.lines().collect();
    METHODS.iter().map(|method| Ok(((*method).to_owned(), rows(&lines, method)?))).collect()
}

/// An equation of the generated code, and the lines below it.
struct Row {
    equation: String,
    code: Vec<String>,
}

fn rows(lines: &[&str], method: &str) -> Result<Vec<Row>, String> {
    let head = format!("    pub fn {method}(");
    let start = lines.iter().position(|line| line.starts_with(&head));
    let start = start.ok_or_else(|| format!("{FILE} has no method `{method}`"))?;
    let length =
        lines[start..].iter().position(|line| *line == "    }").ok_or("a method of the expansion does not end")?;
    let mut rows = vec![Row { equation: String::new(), code: Vec::new() }];
    // The paths that keep the macro's names and the user's apart are left out.
    static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"::(?:backprop|core)::(?:\w+::)*").expect("a pattern"));
    for line in lines[start..=start + length].iter().filter(|line| !line.trim_start().starts_with("use ::")) {
        match line.trim().strip_prefix("/// ") {
            Some(equation) => rows.push(Row { equation: equation.to_owned(), code: Vec::new() }),
            None => rows
                .last_mut()
                .into_iter()
                .for_each(|row| row.code.push(PATH.replace_all(line.get(4..).unwrap_or_default(), "").into_owned())),
        }
    }
    Ok(rows)
}

/// Returns all methods as HTML.
pub(crate) fn page(material: &Material, pairs: &Pairs) -> Result<String, String> {
    let mut html = String::new();
    for (method, rows) in methods(material)? {
        html += &format!(r#"<figure class="expansion"><figcaption><code>{method}</code></figcaption>"#);
        for row in rows {
            let code = row.code.join("\n");
            let step = STEPS.iter().find(|(call, _)| code.contains(call)).filter(|_| !row.equation.is_empty());
            let link = step.and_then(|(_, id)| Some((id, pairs.get(*id)?)));
            let link = link.map_or_else(String::new, |(id, (chapter, _))| {
                format!(r#" <a class="reference" href="{}#eq-{id}">{}</a>"#, chapter::page(chapter), name(id))
            });
            html += &format!(
                r#"<div class="step"><p>{}{link}</p>{}</div>"#,
                escape(&row.equation),
                listing::block(&escape(&code))
            );
        }
        html += "</figure>";
    }
    Ok(html)
}
