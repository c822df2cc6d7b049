//! The free indices of a sentence, and the values that they go through.

use super::{Nodes, Values};
use backprop::readings::interval::Interval;
use formula::{Environment, Name, Node, Number, Result, Sentence, Value, error, key};
use std::ops::RangeInclusive;

/// The letters of a sentence that are free indices.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Those of layers and of examples, with their ranges.
    pub(super) layers: Vec<(String, RangeInclusive<usize>)>,
    pub(super) units: Vec<String>,
}

impl Letters {
    pub(super) fn of(sentence: &Sentence, environment: &Environment<'_, Interval>) -> Self {
        let mut letters = Self::default();
        for node in sentence.nodes() {
            letters.add(node, &mut Vec::new(), environment);
        }
        letters.units.retain(|unit| !letters.layers.iter().any(|(layer, _)| layer == unit));
        letters
    }

    fn add<'n>(&mut self, node: &'n Node, bound: &mut Vec<&'n str>, environment: &Environment<'_, Interval>) {
        if let Node::Name(name) = node {
            let count = |symbol: &str| match environment.value(symbol).map(Value::number) {
                Some(Ok(number)) => number.certain().map_or(0, |number| number as usize),
                _ => 0,
            };
            let is_numbered_example = ["x", "y", "C"].contains(&name.symbol.as_str());
            let largest = if is_numbered_example { count("m") } else { count("L") };
            let is_free = |letter: &&str| !bound.contains(letter) && environment.value(letter).is_none();
            let in_superscript = name.superscript.iter().flat_map(|node| letters_of(node));
            // The subscript of s is a layer.
            let of_sizes = name.subscripts.iter().filter(|_| name.symbol == "s").flat_map(letters_of);
            for letter in in_superscript.chain(of_sizes).filter(is_free) {
                if !self.layers.iter().any(|(other, _)| other == letter) {
                    self.layers.push((letter.to_owned(), 1..=largest));
                }
            }
            let units = name.subscripts.iter().filter(|_| name.symbol != "s").flat_map(letters_of);
            for letter in units.filter(is_free) {
                if !self.units.iter().any(|other| other == letter) {
                    self.units.push(letter.to_owned());
                }
            }
        }
        let index = match node {
            Node::Sum { index, .. } | Node::Largest { index, .. } => Some(index.as_str()),
            _ => None,
        };
        bound.extend(index);
        node.parts().into_iter().for_each(|part| self.add(part, bound, environment));
        if index.is_some() {
            bound.pop();
        }
    }
}

/// Returns the letters of an index such as `l+1`.
fn letters_of(index: &Node) -> Vec<&str> {
    index.names().into_iter().map(|name| name.symbol.as_str()).collect()
}

/// Calls a function for all combinations of values of indices.
pub(super) fn at_each(
    ranges: &[(String, RangeInclusive<usize>)],
    values: &Values,
    visit: &mut dyn FnMut(&Values) -> Result<()>,
) -> Result<()> {
    let Some(((letter, range), rest)) = ranges.split_first() else { return visit(values) };
    for value in range.clone() {
        at_each(rest, &[values, &[(letter.clone(), value)]].concat(), visit)?;
    }
    Ok(())
}

/// Calls a function with an environment in which indices have values.
pub(super) fn nested(
    environment: &Environment<'_, Interval>,
    values: &Values,
    visit: &mut dyn FnMut(&Environment<'_, Interval>) -> Result<()>,
) -> Result<()> {
    match values {
        [] => visit(environment),
        [(letter, value), rest @ ..] => nested(&environment.with(letter, *value), rest, visit),
    }
}

/// Returns the range of the index of a unit: of all quantities of the first side that has it.
pub(super) fn range_of(
    unit: &str,
    sentence: &Sentence,
    environment: &Environment<'_, Interval>,
) -> Result<RangeInclusive<usize>> {
    for node in sentence.nodes() {
        if let Some(range) = environment.range_in(unit, node)? {
            return Ok(range);
        }
    }
    error!("`{unit}` is not bound")
}

/// Returns `true` if the layers of all quantities exist. Only the numbers of layers count: a unit that does not exist
/// is an error later.
pub(super) fn every_quantity_exists(sentence: &Sentence, environment: &Environment<'_, Interval>) -> bool {
    let has_layer = |name: &&Name| {
        let Ok(superscript) = environment.superscript(name) else {
            // An index that only a sum gives a value.
            return name
                .superscript
                .iter()
                .flat_map(|node| node.names())
                .any(|index| environment.key_of(index).is_ok_and(|key| environment.value(&key).is_none()));
        };
        let symbol = name.derivative.as_ref().map_or(&name.symbol, |derivative| &derivative.1);
        if symbol == "s" {
            return environment.key_of(name).is_err() || environment.evaluate(&Node::Name((*name).clone())).is_ok();
        }
        let bias_alone = matches!(&name.subscripts[..], [Node::Number(0.0)]);
        let whole = environment.value(&key(symbol, &[], superscript));
        superscript.is_none() || whole.is_some_and(|whole| !bias_alone || whole.entry(&[0]).is_some())
    };
    sentence.nodes().into_iter().flat_map(Node::names).all(|name| has_layer(&name))
}
