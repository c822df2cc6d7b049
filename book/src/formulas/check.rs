//! Checks a formula: evaluates all sides of each chain for all values of its free indices and for all examples.
//!
//! - The index of a layer goes through all layers that have every quantity of the formula.
//! - The index of a unit goes through all units that the first side with this index has.
//! - The index of an example goes through all examples.

mod compare;
mod general;
mod indices;

use super::scope::{Moment, Scope};
use backprop::readings::interval::Interval;
use compare::check_chain;
use formula::{Chain, Condition, Environment, Name, Node, Relation, Result, Sentence, Value, error};
use indices::{Letters, at_each, every_quantity_exists, nested, range_of};
use std::collections::BTreeSet;

/// The quantities that differ from example to example.
const OF_EXAMPLES: [&str; 7] = ["x", "y", "z", "a", "h", "C", r"\delta"];

/// What a formula is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Numbers,
    Symbols,
    /// Which values an index takes, as in j ≠ 0: a condition of the text.
    Indices,
}

/// The values of indices, by their letters.
type Values = [(String, usize)];

/// Checks a formula and returns what it is about.
pub(super) fn check(latex: &str, scope: &Scope) -> Result<About> {
    let sentences = formula::sentences(latex, &functions(scope)?)?;
    let mut about = About::Numbers;
    let environment = scope.measured(scope.examples().start, Moment::None)?;
    let is_free =
        |node: &Node| is_letter(node) && node.names().iter().all(|name| environment.value(&name.symbol).is_none());
    if sentences.iter().all(|sentence| is_free(&sentence.chain.sides[0])) {
        return Ok(About::Indices);
    }
    for sentence in &sentences {
        let nodes: Vec<&Node> = sentence.nodes();
        let names: Vec<&Name> = nodes.iter().flat_map(|node| node.names()).collect();
        if !names.is_empty() || nodes.iter().any(|node| applies(node)) {
            about = About::Symbols;
        }
        if let Some(symbol) = scope.nilpotent().filter(|symbol| names.iter().any(|name| name.symbol == *symbol)) {
            check_sentence(&derived(sentence, symbol), scope)?;
        }
        if check_sentence(sentence, scope)? == 0 {
            return match sentence.conditions.is_empty() {
                true => error!("no layer has every quantity of this formula"),
                false => error!("no index and no example meets the conditions"),
            };
        }
    }
    Ok(about)
}

/// Returns the sentence about the derivatives of the sides along a symbol.
fn derived(sentence: &Sentence, along: &str) -> Sentence {
    let mut derived = sentence.clone();
    for side in &mut derived.chain.sides {
        *side = side.derived(along);
    }
    derived
}

/// Returns the functions that formulas may apply. Without a run, those of networks are still functions: unbound ones.
pub(super) fn functions(scope: &Scope) -> Result<formula::Functions> {
    let mut functions: formula::Functions = ["g", "g'"].map(|name| (name.to_owned(), None)).into();
    functions.insert("h".to_owned(), Some("x".to_owned()));
    functions.extend(scope.measured(0, Moment::None)?.functions());
    Ok(functions)
}

/// Checks on the twin of a run what a formula says without numbers of the run.
pub(super) fn check_twin(latex: &str, twin: &Scope) -> Result<()> {
    for sentence in formula::sentences(latex, &functions(twin)?)? {
        for general in general::sentences(&sentence) {
            check_sentence(&general, twin)?;
        }
    }
    Ok(())
}

/// Checks a sentence for all examples, and returns for how many values of its indices it was checked.
fn check_sentence(sentence: &Sentence, scope: &Scope) -> Result<usize> {
    let is_update = sentence.chain.relations.first() == Some(&Relation::Defined) && updates(&sentence.chain);
    let mut names = sentence.nodes().into_iter().flat_map(Node::names);
    let is_of_examples = is_update || names.any(is_of_examples);
    let examples = if is_of_examples { scope.examples() } else { scope.examples().start..scope.examples().start + 1 };
    let mut applied = 0;
    for example in examples.clone() {
        applied += check_example(sentence, scope, example, is_update).map_err(|error| {
            let holds = |&other: &usize| check_example(sentence, scope, other, is_update).is_ok();
            let advice = match (examples.len(), examples.clone().find(holds)) {
                (1, _) => String::new(),
                (_, None) => format!(", for example {}", example + 1),
                (_, Some(other)) => format!(
                    ", for example {}; it holds for example {}, and after the number of an example, as in \
                     `{{{{#run NAME {1}}}}}`, formulas are about that one alone",
                    example + 1,
                    other + 1
                ),
            };
            formula::Error(format!("{error}{advice}"))
        })?;
    }
    Ok(applied)
}

/// Returns `true` if a chain gives its left side a new value that depends on the old one.
fn updates(chain: &Chain) -> bool {
    let Node::Name(left) = &chain.sides[0] else { return false };
    let is_on_the_right =
        |name: &&Name| name.symbol == left.symbol || name.derivative.as_ref().is_some_and(|of| of.1 == left.symbol);
    chain.sides[1..].iter().flat_map(Node::names).any(|name| is_on_the_right(&name))
}

fn is_of_examples(name: &Name) -> bool {
    let is = |symbol: &str| OF_EXAMPLES.contains(&symbol.split('_').next().unwrap_or(symbol));
    is(&name.symbol) || name.derivative.as_ref().is_some_and(|derivative| is(&derivative.1))
}

/// Returns `true` if an expression applies a function of the run.
fn applies(node: &Node) -> bool {
    matches!(node, Node::Apply(function, _) if function.starts_with(|c: char| c.is_ascii_alphabetic()) && function != "e")
        || node.parts().into_iter().any(applies)
}

/// Checks a sentence for an example, and returns for how many values of its indices it was checked.
fn check_example(sentence: &Sentence, scope: &Scope, example: usize, is_update: bool) -> Result<usize> {
    let before = scope.measured(example, if is_update { Moment::Before } else { Moment::None })?;
    let after = if is_update { Some(scope.measured(example, Moment::After)?) } else { None };
    let letters = Letters::of(sentence, &before);
    if let Some((letter, _)) = letters.layers.iter().find(|(_, range)| range.is_empty()) {
        return error!("`{letter}` is not bound");
    }
    let mut applied = 0;
    at_each(&letters.layers, &[], &mut |values| {
        nested(&before, values, &mut |inner| {
            if !letters.layers.is_empty() && !every_quantity_exists(sentence, inner) {
                return Ok(());
            }
            let mut ranges = Vec::new();
            for unit in &letters.units {
                ranges.push((unit.clone(), range_of(unit, sentence, inner)?));
            }
            at_each(&ranges, values, &mut |values| {
                nested(&before, values, &mut |inner| {
                    for condition in &sentence.conditions {
                        if !inner.holds(condition)? {
                            return Ok(());
                        }
                    }
                    applied += 1;
                    let checked = match &after {
                        Some(after) => nested(after, values, &mut |after| check_at(sentence, inner, Some(after))),
                        None => check_at(sentence, inner, None),
                    };
                    checked.map_err(|error| formula::Error(format!("{error}{}", places(values))))
                })
            })
        })
    })?;
    Ok(applied)
}

fn places(values: &Values) -> String {
    let places: Vec<String> = values.iter().map(|(letter, value)| format!("{letter} = {value}")).collect();
    if places.is_empty() { String::new() } else { format!(", at {}", places.join(", ")) }
}

/// Checks a sentence whose indices have values.
fn check_at(
    sentence: &Sentence,
    environment: &Environment<'_, Interval>,
    after: Option<&Environment<'_, Interval>>,
) -> Result<()> {
    match &sentence.equivalent {
        None => check_chain(&sentence.chain, environment, after),
        Some(other) => {
            let holds = |chain: &Chain| -> Result<bool> {
                evaluated(chain, environment, None)?;
                Ok(check_chain(chain, environment, None).is_ok())
            };
            match (holds(&sentence.chain)?, holds(other)?) {
                (true, false) => error!("the left side of `\\iff` holds, the right side does not"),
                (false, true) => error!("the right side of `\\iff` holds, the left side does not"),
                _ => Ok(()),
            }
        }
    }
}

fn evaluated(
    chain: &Chain,
    environment: &Environment<'_, Interval>,
    after: Option<&Environment<'_, Interval>>,
) -> Result<Vec<Value<Interval>>> {
    let value = |(place, side): (usize, &Node)| match after {
        Some(after) if place == 0 => after.evaluate(side),
        _ => environment.evaluate(side),
    };
    chain.sides.iter().enumerate().map(value).collect()
}

/// The expressions of a sentence, conditions included.
trait Nodes {
    fn nodes(&self) -> Vec<&Node>;
}

impl Nodes for Sentence {
    fn nodes(&self) -> Vec<&Node> {
        let conditions = self.conditions.iter().flat_map(|Condition { left, right, .. }| [left, right]);
        let equivalent = self.equivalent.iter().flat_map(|chain| &chain.sides);
        self.chain.sides.iter().chain(equivalent).chain(conditions.filter(|node| !is_letter(node))).collect()
    }
}

/// Returns `true` for an index alone, which a condition only restricts.
fn is_letter(node: &Node) -> bool {
    BTreeSet::from(["i", "j", "k", "l", "n"]).iter().any(|letter| node.is_index(letter))
}
