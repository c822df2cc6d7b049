//! Checks an equation in an environment: evaluates both sides of each statement and compares them.
//!
//! A statement is checked for all values of the indices on its left side.
//!
//! **Invariant**: if an equation gives one entry of a vector or matrix, it gives every entry, each by exactly one
//! statement.

use formula::{Claim, Environment, Error, Node, Result, Value, error, statements};
use std::collections::{BTreeMap, BTreeSet};

/// The largest allowed difference of two forms, relative to the value or to 1, whichever is larger.
const TOLERANCE: f64 = 1e-12;

/// Checks all statements of an equation.
pub(crate) fn check(latex: &str, environment: &Environment) -> Result<()> {
    let mut said: BTreeMap<String, BTreeSet<Vec<usize>>> = BTreeMap::new();
    for statement in statements(latex, environment)? {
        let mut applies = false;
        at_all(&free_indices(&statement.left, environment), environment, &mut |environment| {
            for condition in &statement.conditions {
                if !environment.holds(condition)? {
                    return Ok(());
                }
            }
            applies = true;
            if let Some((whole, entry)) = entry_of(&statement.left, environment)?
                && !said.entry(whole.clone()).or_default().insert(entry.clone())
            {
                return error!("two statements give the entry {entry:?} of `{whole}`");
            }
            statement.claims.iter().try_for_each(|claim| check_claim(&statement.left, claim, environment))
        })?;
        if !applies {
            return error!("no index meets the conditions");
        }
    }
    for (whole, entries) in said {
        let all = environment.value(&whole).map_or(0, |value| value.entries().len());
        if entries.len() != all {
            return error!("`{whole}` has {all} entries, the equation gives {}", entries.len());
        }
    }
    Ok(())
}

/// Checks a claim about `left`, whose value is the one that the code computes.
fn check_claim(left: &Node, claim: &Claim, environment: &Environment) -> Result<()> {
    match claim {
        Claim::Equals(right) if right == left => error!("both sides are the same expression"),
        Claim::Equals(right) => near(&environment.evaluate(right)?, &environment.evaluate(left)?),
        Claim::Within(bounds) => {
            for bound in bounds.iter() {
                if !environment.holds(bound)? {
                    return error!("{:?} is outside the interval", environment.evaluate(left)?);
                }
            }
            Ok(())
        }
    }
}

/// Returns an error if two values differ by more than rounding.
fn near(got: &Value, want: &Value) -> Result<()> {
    let difference = got.zip(want, |got, want| (got - want).abs() / want.abs().max(1.0))?;
    match difference.entries().iter().all(|&difference| difference <= TOLERANCE) {
        true => Ok(()),
        false => Err(Error(format!("the equation says {:?}, the code {:?}", got.entries(), want.entries()))),
    }
}

/// Returns the key of a bound vector or matrix and the indices of the entry, if the left side is such an entry.
fn entry_of(left: &Node, environment: &Environment) -> Result<Option<(String, Vec<usize>)>> {
    match left {
        Node::Name(name) => environment.entry_of(name),
        _ => Ok(None),
    }
}

/// Returns the indices on the left side that have no value yet.
fn free_indices<'a>(left: &'a Node, environment: &Environment) -> Vec<&'a str> {
    let Node::Name(name) = left else { return Vec::new() };
    let index = |node: &'a Node| match node {
        Node::Name(index) => Some(index.symbol.as_str()),
        _ => None,
    };
    name.subscripts.iter().filter_map(index).filter(|index| environment.value(index).is_none()).collect()
}

/// Calls a function for every combination of values of `indices` from their ranges.
fn at_all(
    indices: &[&str],
    environment: &Environment,
    visit: &mut dyn FnMut(&Environment) -> Result<()>,
) -> Result<()> {
    let Some((index, rest)) = indices.split_first() else { return visit(environment) };
    environment.range_of(index)?.try_for_each(|at| at_all(rest, &environment.with(index, at), visit))
}
