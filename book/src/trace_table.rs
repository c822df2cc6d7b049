//! Renders one example of a trace as a table.

use crate::chapter::origin_title;
use crate::material::Material;
use crate::math::Style;
use crate::snapshot::{Format, numbers};
use serde_json::Value;

/// The values of one example: `a_1`, `z_2`, … of both passes.
pub(crate) struct Example<'a> {
    forward: &'a Value,
    deltas: &'a Value,
}

impl<'a> Example<'a> {
    /// Returns example `index` of the trace at `path`. Returns an error if the value is not a trace or has no such
    /// example.
    pub(crate) fn find(material: &'a Material, path: &str, index: usize) -> Result<Self, String> {
        let trace = material.snapshots.get(path)?;
        match (&trace["forward"][index], &trace["deltas"][index]) {
            (forward @ Value::Object(_), deltas @ Value::Object(_)) => Ok(Self { forward, deltas }),
            _ => Err(format!("{path} is not a trace with an example {index}")),
        }
    }

    /// Returns the values of a quantity in a layer, or `None` if the quantity is not defined there.
    pub(crate) fn values(&self, quantity: &str, layer: usize) -> Option<Vec<f64>> {
        let record = if quantity == "delta" { self.deltas } else { self.forward };
        numbers(record.get(format!("{quantity}_{layer}"))?)
    }

    /// Returns L, the number of layers.
    pub(crate) fn layers(&self) -> usize {
        (1..).find(|layer| self.values("a", layer + 1).is_none()).unwrap_or(1)
    }
}

/// Returns the table: one column per layer, one row per quantity, with the values of the units below each other.
pub(crate) fn table(material: &Material, path: &str, index: usize, format: Format) -> Result<String, String> {
    let example = Example::find(material, path, index)?;
    let layers = 1..=example.layers();
    let heads = layers.clone().map(|layer| format!(r#"<th scope="col">layer {layer}</th>"#));
    let mut rows = String::new();
    for (quantity, symbol) in [("z", "z"), ("a", "a"), ("delta", r"\delta")] {
        let symbol = material.math.html(&format!("{symbol}^{{(l)}}"), Style::Inline)?;
        let cells = layers.clone().map(|layer| match example.values(quantity, layer) {
            None => "<td></td>".to_owned(),
            Some(values) => {
                let values = values.into_iter().map(|value| format.text(value)).collect::<Vec<_>>();
                format!("<td>{}</td>", values.join("<br>"))
            }
        });
        rows += &format!(r#"<tr><th scope="row">{symbol}</th>{}</tr>"#, cells.collect::<String>());
    }
    let title = origin_title(&[path.to_owned()]);
    Ok(format!(
        r#"<div class="wide"><table class="trace"{title}><thead><tr><td></td>{}</tr></thead><tbody>{rows}</tbody></table></div>"#,
        heads.collect::<String>()
    ))
}
