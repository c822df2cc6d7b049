//! A trace as a table along the layers.

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
    /// Example `index` of the trace at `path`.
    pub(crate) fn find(material: &'a Material, path: &str, index: usize) -> Result<Self, String> {
        let trace = material.snapshots.get(path)?;
        match (&trace["forward"][index], &trace["deltas"][index]) {
            (forward @ Value::Object(_), deltas @ Value::Object(_)) => Ok(Self { forward, deltas }),
            _ => Err(format!("{path} is not a trace with an example {index}")),
        }
    }

    /// The values of a quantity in a layer, if it has any there.
    pub(crate) fn values(&self, quantity: &str, layer: usize) -> Option<Vec<f64>> {
        let record = if quantity == "delta" { self.deltas } else { self.forward };
        numbers(record.get(format!("{quantity}_{layer}"))?)
    }

    /// L.
    pub(crate) fn layers(&self) -> usize {
        (1..).find(|layer| self.values("a", layer + 1).is_none()).unwrap_or(1)
    }
}

/// The table: a column a layer, and in it the values of its units.
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
        r#"<div class="wide" tabindex="0"><table class="trace"{title}><thead><tr><td></td>{}</tr></thead><tbody>{rows}</tbody></table></div>"#,
        heads.collect::<String>()
    ))
}
