//! Draws a network with the values of one example, from the snapshot of a run.

use super::Drawing;
use crate::material::Material;
use crate::trace_table::Example;
use backprop::plot::drawing::{Flow, Layer, diagram, significant};

/// Draws the network of the trace at `path` with the values of an example: those of the `forward` pass, of `both` passes, or only
/// the names of the units and the `weights`. If the run recorded its weights, they label the edges.
pub(super) fn draw(material: &Material, path: &str, example: &str, shown: &str) -> Result<Drawing, String> {
    let index = example.parse().map_err(|_| format!("`{example}` is not the number of an example"))?;
    if !["forward", "both", "weights"].contains(&shown) {
        return Err(format!("`{shown}` is not a part of a network; write `forward`, `both` or `weights`"));
    }
    let example = Example::find(material, path, index)?;
    let run = path.split('/').next().unwrap_or(path);
    let layer = |l: usize| {
        let values = |quantity| example.values(quantity, l).unwrap_or_default();
        let (a, z) = (values("a"), values("z"));
        let row = |i: usize| material.snapshots.numbers(&format!("{run}/theta/theta_{}/{i}", l - 1)).ok();
        let theta = if l > 1 { (0..a.len()).map_while(row).collect() } else { Vec::new() };
        let delta = if shown == "both" { values("delta") } else { Vec::new() };
        if shown == "weights" {
            let names = (1..=a.len()).map(|i| unit_name(l, i)).collect();
            return Layer { names, theta, ..Layer::default() };
        }
        Layer { names: Vec::new(), z, delta, a, theta }
    };
    let layers: Vec<Layer> = (1..=example.layers()).map(layer).collect();
    let picture = |flow| diagram(&layers, &[], flow).map_err(|error| error.to_string());
    let says = (1..).zip(&layers).map(|(l, layer)| said(l, layer)).collect::<Vec<_>>().join(" ");
    Ok(Drawing { pictures: vec![picture(Flow::Right)?], narrow: vec![picture(Flow::Down)?], says })
}

/// Returns the name of a unit: x₁ of the input, a₁⁽²⁾ of layer 2.
fn unit_name(layer: usize, unit: usize) -> String {
    const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = |number: usize, digits: [char; 10]| -> String {
        number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
    };
    match layer {
        1 => format!("x{}", digits(unit, SUBSCRIPTS)),
        _ => format!("a{}⁽{}⁾", digits(unit, SUBSCRIPTS), digits(layer, SUPERSCRIPTS)),
    }
}

/// Returns the numbers of a layer as a sentence.
fn said(l: usize, layer: &Layer) -> String {
    let list = |name: &str, values: &[f64]| {
        let values: Vec<String> = values.iter().map(|&value| significant(value)).collect();
        if values.is_empty() { String::new() } else { format!(", {name} {}", values.join(" and ")) }
    };
    let weights: String = layer.theta.iter().map(|row| list("weights", row)).collect();
    let units = layer.a.len().max(layer.names.len());
    let (z, a, delta) = (list("z", &layer.z), list("a", &layer.a), list("δ", &layer.delta));
    format!("Layer {l}: {units} {}{weights}{z}{a}{delta}.", if units == 1 { "unit" } else { "units" })
}
