//! Checks that the weights of a network, and the passes through its layers, are not more than a machine can hold.
//!
//! Without this, a size such as 1 000 000 000 would end in an error of the compiler that shows no line of the user, and one of
//! 600 000 in a program that overflows its stack.

use crate::errors::Errors;
use crate::model::{Layer, Model, Size, text};

/// The largest number of weights between two layers: 8.6 GB of `f64`.
pub(crate) const MOST_WEIGHTS: usize = 1 << 30;

/// The largest number of numbers on the stack. A main thread has 8 MB, which are 1 048 576 of `f64`; some are left for the
/// program.
pub(crate) const MOST_ON_STACK: usize = 1_000_000;

/// The numbers on the stack, as a part of messages. They are measured, without optimization, in a function that keeps the
/// results of a forward and a backward pass and calls the other methods.
pub(crate) const ON_STACK: &str = "5 for each input, 12 for each hidden unit and 18 for each output";

/// Returns each size with the numbers that one unit of its layer has on the stack; see [`ON_STACK`].
pub(crate) fn on_stack(model: &Model) -> impl Iterator<Item = (usize, &Size, usize)> {
    let last = model.output.number;
    model.sizes().map(move |(number, size)| match number {
        1 => (number, size, 5),
        _ if number == last => (number, size, 18),
        _ => (number, size, 12),
    })
}

/// Checks all sizes that are numbers; [`parameters::checks`](crate::expand) checks the others.
pub(super) fn check(model: &Model, errors: &mut Errors) -> Option<()> {
    let mut too_large = Errors::default();
    let known = on_stack(model).filter_map(|(number, size, each)| match size {
        Size::Literal(units, place) => Some((*units as u128 * each as u128, number, *place)),
        _ => None,
    });
    let known: Vec<_> = known.collect();
    let all = known.iter().map(|(numbers, ..)| numbers).sum::<u128>();
    // The layer with the most numbers is the one to make smaller; the first of several.
    let largest = known.iter().rev().max_by_key(|(numbers, ..)| numbers).filter(|_| all > MOST_ON_STACK as u128);
    if let Some((_, number, place)) = largest {
        let message = format!(
            "an example on its way through `{}` has {all} numbers on the stack: {ON_STACK}; at most {MOST_ON_STACK} fit \
             into the 8 MB of a main thread, so make layer {number} smaller",
            model.name
        );
        too_large.at(*place, message);
    }
    for Layer { number, inputs, units, .. } in model.layers() {
        let (Size::Literal(before, _), Size::Literal(after, place)) = (inputs, units) else { continue };
        let is_told = largest.is_some_and(|(_, largest, _)| [*number - 1, *number].contains(largest));
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
