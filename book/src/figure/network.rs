//! Draws a network with the values of one example, from the snapshot of a run.

use crate::material::Material;
use crate::trace_table::Example;
use backprop::plot::drawing::{Canvas, Layer, diagram};

/// Draws the network of the trace at `path` with the values of example `index`. If the run recorded its weights, they
/// label the edges.
pub(super) fn draw(material: &Material, path: &str, index: usize) -> Result<Canvas, String> {
    let example = Example::find(material, path, index)?;
    let run = path.split('/').next().unwrap_or(path);
    let layer = |l: usize| {
        let values = |quantity| example.values(quantity, l).unwrap_or_default();
        let a = values("a");
        let row = |i: usize| material.snapshots.numbers(&format!("{run}/theta/theta_{}/{i}", l - 1)).ok();
        let theta = if l > 1 { (0..a.len()).map_while(row).collect() } else { Vec::new() };
        Layer { z: values("z"), delta: values("delta"), a, theta }
    };
    let layers: Vec<Layer> = (1..=example.layers()).map(layer).collect();
    diagram(&layers, &[]).map_err(|error| error.to_string())
}
