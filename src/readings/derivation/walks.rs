//! Walks through expressions, down to parts that are written as one symbol, their leaves.

use crate::readings::symbol::Symbol;
use std::collections::{HashMap, HashSet};

/// Longer sums of a summarized network are shortened.
const TERMS: usize = 6;

/// Returns whether an expression has more than `most` names and numbers.
pub(super) fn is_longer(symbol: Symbol, most: usize, is_leaf: &dyn Fn(Symbol) -> bool) -> bool {
    let mut open = vec![symbol];
    let mut count = 0;
    while let Some(symbol) = open.pop() {
        let parts = if is_leaf(symbol) { Vec::new() } else { symbol.parts() };
        count += usize::from(parts.is_empty());
        if count + open.len() > most {
            return true;
        }
        open.extend(parts);
    }
    false
}

/// Finds the long sums of an expression. Maps each sum without its last term to its head, the first terms that are
/// written.
pub(super) fn shortened(symbol: Symbol, is_leaf: &dyn Fn(Symbol) -> bool) -> HashMap<Symbol, Symbol> {
    let mut found = HashMap::new();
    let mut open = vec![symbol];
    while let Some(symbol) = open.pop() {
        if is_leaf(symbol) {
            continue;
        }
        // A sum grows from the left: a + b is the left part of (a + b) + c.
        let mut terms = Vec::new();
        let mut lefts = Vec::new();
        let mut at = symbol;
        while let Some((left, right)) = at.as_sum().filter(|_| !is_leaf(at)) {
            terms.push(right);
            lefts.push(left);
            at = left;
        }
        if lefts.len() >= TERMS {
            found.insert(lefts[0], lefts[lefts.len() - 2]);
        }
        match terms.is_empty() {
            true => open.extend(symbol.parts()),
            false => open.extend(terms.into_iter().chain([at])),
        }
    }
    found
}

/// Returns the applications of g and g′ in some expressions, in order, each once. What the expressions share is walked through
/// once, since δ of a layer has all of the passes in it.
pub(super) fn applications(roots: &[Symbol], is_leaf: &dyn Fn(Symbol) -> bool) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut open: Vec<Symbol> = roots.iter().rev().copied().collect();
    let mut seen = HashSet::new();
    while let Some(symbol) = open.pop() {
        if !is_leaf(symbol) && seen.insert(symbol) {
            found.extend(symbol.as_application().map(|_| symbol));
            open.extend(symbol.parts().into_iter().rev());
        }
    }
    found
}

/// Returns the terms that are zero of the outermost sums and differences, in order.
pub(super) fn zero_terms(
    root: Symbol,
    is_leaf: &dyn Fn(Symbol) -> bool,
    is_zero: &dyn Fn(Symbol) -> bool,
) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut open = vec![(root, false)];
    while let Some((symbol, is_term)) = open.pop() {
        let terms = symbol.as_sum().or(symbol.as_difference()).filter(|_| !is_leaf(symbol));
        match terms {
            // The first term may be a sum again: a + b + c is (a + b) + c.
            Some((a, b)) => open.extend([(b, true), (a, true)]),
            None if is_term => found.extend(is_zero(symbol).then_some(symbol)),
            None if is_leaf(symbol) => {}
            None => open.extend(symbol.parts().into_iter().rev().map(|part| (part, false))),
        }
    }
    found
}
