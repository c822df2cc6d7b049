//! Checks that the weights of a network, and the units of a layer, are not more than a machine can hold.
//!
//! Without this, a size such as 1 000 000 000 would end in an error of the compiler that shows no line of the user, or in a
//! program that ends at once.

use crate::errors::Errors;
use crate::model::{Layer, Model, Size, text};

/// The largest number of units of a layer. The units of an example are an array, which is on the stack.
pub(crate) const MOST_UNITS: usize = 1 << 24;

/// The largest number of weights between two layers: 8.6 GB of `f64`.
pub(crate) const MOST_WEIGHTS: usize = 1 << 30;

/// Checks all sizes that are numbers; [`parameters::checks`](crate::expand) checks the others.
pub(super) fn check(model: &Model, errors: &mut Errors) -> Option<()> {
    let mut too_large = Errors::default();
    for (number, size) in model.sizes() {
        match size {
            Size::Literal(units, place) if *units > MOST_UNITS => {
                let message = format!(
                    "layer {number} has {units} units; at most {MOST_UNITS} are possible, since the values of a layer are on \
                     the stack"
                );
                too_large.at(*place, message);
            }
            _ => {}
        }
    }
    for Layer { number, inputs, units, .. } in model.layers() {
        let (Size::Literal(before, _), Size::Literal(after, place)) = (inputs, units) else { continue };
        let is_told = *before > MOST_UNITS || *after > MOST_UNITS;
        let weights = (*before as u128 + 1) * *after as u128;
        if weights > MOST_WEIGHTS as u128 && !is_told {
            let bytes = if text(&model.scalar).ends_with("f32") { 4 } else { 8 };
            let gigabytes = (weights * bytes) as f64 / 1e9;
            let message = format!(
                "{before} units and {after} units have {weights} weights between them, {gigabytes:.0} GB, and training takes \
                 several times that; make layer {} or layer {number} smaller",
                number - 1
            );
            too_large.at(*place, message);
        }
    }
    too_large.propagate().map_err(|error| errors.found(error)).ok()
}
