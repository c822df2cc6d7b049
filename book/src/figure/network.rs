//! A network with the numbers of one example: weights on its edges, z, a and δ at its units.

use super::{Drawing, label};
use crate::material::Material;
use crate::trace_table::Example;

/// The distance from layer to layer, and from unit to unit.
const ACROSS: f64 = 190.0;
const DOWN: f64 = 92.0;
/// The size of a unit.
const UNIT: (f64, f64) = (86.0, 42.0);

/// The network of the trace at `path`, with example `index`.
pub(super) fn draw(material: &Material, path: &str, index: usize) -> Result<Drawing, String> {
    let example = Example::find(material, path, index)?;
    let layers = example.layers();
    let sizes: Vec<usize> = (1..=layers).map(|layer| example.values("a", layer).map_or(0, |a| a.len())).collect();
    let tallest = sizes.iter().copied().max().unwrap_or(1) as f64;
    let height = DOWN * tallest + 30.0;
    let place = |layer: usize, unit: usize| {
        let x = 60.0 + ACROSS * (layer - 1) as f64;
        let free = (tallest - sizes[layer - 1] as f64) / 2.0;
        (x, 40.0 + DOWN * (free + unit as f64))
    };
    let run = path.split('/').next().unwrap_or(path);

    let mut body = String::new();
    for layer in 1..layers {
        for (i, j) in (0..sizes[layer]).flat_map(|i| (0..sizes[layer - 1]).map(move |j| (i, j))) {
            let ((x1, y1), (x2, y2)) = (place(layer, j), place(layer + 1, i));
            let (x1, x2) = (x1 + UNIT.0 / 2.0, x2 - UNIT.0 / 2.0);
            body += &format!(r#"<path class="edge" d="M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}"/>"#);
            // Where the run keeps its weights, they stand at the edges, in the third behind the unit they come from.
            let weights = material.snapshots.numbers(&format!("{run}/theta/theta_{layer}/{i}"));
            if let Some(weight) = weights.ok().and_then(|row| row.get(j + 1).copied()) {
                let (x, y) = (x1 + 0.32 * (x2 - x1), y1 + 0.32 * (y2 - y1));
                body += &label(x, y + 4.0, "weight middle", &short(weight));
            }
        }
    }
    for layer in 1..=layers {
        let (z, a, delta) = (example.values("z", layer), example.values("a", layer), example.values("delta", layer));
        for (unit, a) in a.unwrap_or_default().into_iter().enumerate() {
            let (x, y) = place(layer, unit);
            let (left, top) = (x - UNIT.0 / 2.0, y - UNIT.1 / 2.0);
            body += &format!(
                r#"<rect class="unit" x="{left:.1}" y="{top:.1}" width="{}" height="{}" rx="8"/>"#,
                UNIT.0, UNIT.1
            );
            match z.as_ref().and_then(|z| z.get(unit)) {
                Some(z) => {
                    body += &label(x, y - 5.0, "value middle", &format!("z {}", number(*z)));
                    body += &label(x, y + 13.0, "value middle", &format!("a {}", number(a)));
                }
                None => body += &label(x, y + 5.0, "value middle", &format!("x {}", number(a))),
            }
            if let Some(delta) = delta.as_ref().and_then(|delta| delta.get(unit)) {
                body += &label(x, y + UNIT.1 / 2.0 + 16.0, "delta middle", &format!("δ {}", number(*delta)));
            }
        }
    }
    let width = 120.0 + ACROSS * (layers - 1) as f64;
    Ok(Drawing { width: width as u32, height: height as u32, body })
}

/// A number without zeros at its end.
fn short(value: f64) -> String {
    number(value).trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn number(value: f64) -> String {
    // A rounded zero has no sign.
    let rounded = (value * 1e3).round() / 1e3 + 0.0;
    format!("{rounded:.3}").replace('-', "−")
}
