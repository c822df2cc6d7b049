//! The order of layers by their names and sizes.
//!
//! **Invariant**: the order does not depend on that of the tensors in the file, which `safetensors` sorts by name.

use super::Layer;
use crate::display::counted;
use std::cmp::Ordering;

/// Returns the layers in the order of the network, whose layers have these numbers of units and inputs; or the fault if they
/// are not its layers.
///
/// Names that differ in their numbers alone are counted: `dense`, `dense_1`, …, `dense_9`, `dense_10`. Other names, such as
/// `hidden` and `output`, have no order. Then a layer is found by its size, if no other layer has it, or if the names of
/// those that have it are counted.
pub(super) fn in_order(mut layers: Vec<Layer>, sizes: &[[usize; 2]]) -> Result<Vec<Layer>, String> {
    if layers.len() != sizes.len() {
        let (found, expected) = (counted(layers.len(), "layer"), sizes.len());
        return Err(format!("there are weights of {found}, expected {expected}"));
    }
    layers.sort_by(|one, other| natural(&one.name, &other.name));
    let are_counted = |layers: &[&Layer]| layers.windows(2).all(|pair| stem(&pair[0].name) == stem(&pair[1].name));
    if !are_counted(&layers.iter().collect::<Vec<_>>()) {
        let mut rest = layers;
        layers = Vec::new();
        for &size in sizes {
            let same: Vec<&Layer> = rest.iter().filter(|layer| layer.size == size).collect();
            if !are_counted(&same) {
                let names: Vec<_> = same.iter().map(|layer| format!("`{}`", layer.name)).collect();
                return Err(format!(
                    "the layers {} are of the same size, and their names do not tell their order; name them `0`, `1`, …",
                    names.join(", ")
                ));
            }
            let Some(next) = rest.iter().position(|layer| layer.size == size) else {
                let [units, inputs] = size;
                return Err(format!("no layer has {} and {}", counted(inputs, "input"), counted(units, "unit")));
            };
            layers.push(rest.remove(next));
        }
    }
    match layers.iter().zip(sizes).find(|(layer, size)| layer.size != **size) {
        Some((Layer { weights: (name, _), size: [units, inputs], .. }, [expected_units, expected_inputs])) => {
            let (inputs, units) = (counted(*inputs, "input"), counted(*units, "unit"));
            Err(format!("`{name}` has {inputs} and {units}, expected {expected_inputs} and {expected_units}"))
        }
        None => Ok(layers),
    }
}

/// Returns a name without its numbers, and without a separator in front of them: `dense` for `dense_1`.
fn stem(name: &str) -> String {
    let mut stem = String::new();
    for (i, part) in name.split(|c: char| c.is_ascii_digit()).enumerate() {
        if i > 0 && stem.ends_with(['.', '_', '-', '/']) {
            stem.pop();
        }
        stem.push_str(part);
    }
    stem
}

/// Compares names in natural order: a number in them by its value, so that `10` comes after `9`.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let digits = |name: &str| name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (mut left, mut right) = (one, other);
    while let (Some(a), Some(b)) = (left.chars().next(), right.chars().next()) {
        let (ordering, lengths) = if a.is_ascii_digit() && b.is_ascii_digit() {
            let lengths = [digits(left), digits(right)];
            let [a, b] = [&left[..lengths[0]], &right[..lengths[1]]].map(|number| number.trim_start_matches('0'));
            (a.len().cmp(&b.len()).then(a.cmp(b)), lengths)
        } else {
            (a.cmp(&b), [a.len_utf8(), b.len_utf8()])
        };
        if ordering.is_ne() {
            return ordering;
        }
        (left, right) = (&left[lengths[0]..], &right[lengths[1]..]);
    }
    left.len().cmp(&right.len()).then(one.cmp(other))
}
