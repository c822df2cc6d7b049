//! The table of expressions, each stored once (hash consing).
//!
//! **Invariant**: the parts of an expression have smaller places than the expression.

use super::{Name, Symbol};
use crate::equations::scalar::{Function, Scalar};
use core::cell::RefCell;
use core::marker::PhantomData;
use std::collections::{HashMap, HashSet};

/// The places of the constants in the table.
pub(super) const ZERO: u32 = 0;
pub(super) const ONE: u32 = 1;
pub(super) const EPSILON: u32 = 2;

/// An expression, one level deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// A number, by its bits.
    Number(u64),
    Variable(Name),
    Sum(Symbol, Symbol),
    Difference(Symbol, Symbol),
    Product(Symbol, Symbol),
    Quotient(Symbol, Symbol),
    Negative(Symbol),
    Max(Symbol, Symbol),
    Elementary(Elementary, Symbol),
    Apply(Function, Symbol),
    /// `then` where the condition holds, else `otherwise`.
    Cases {
        condition: Condition,
        then: Symbol,
        otherwise: Symbol,
    },
    /// An expression with too many branches to be written.
    Unknown,
}

/// The elementary functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Elementary {
    Exp,
    Ln,
    Ln1p,
    Sqrt,
    Tanh,
    Cosh,
    Abs,
}

/// `less` < `greater`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Condition {
    pub(super) less: Symbol,
    pub(super) greater: Symbol,
}

impl Node {
    pub(super) fn parts(self) -> Vec<Symbol> {
        match self {
            Self::Number(_) | Self::Variable(_) | Self::Unknown => Vec::new(),
            Self::Sum(a, b) | Self::Difference(a, b) | Self::Product(a, b) | Self::Quotient(a, b) | Self::Max(a, b) => {
                vec![a, b]
            }
            Self::Negative(a) | Self::Elementary(_, a) | Self::Apply(_, a) => vec![a],
            Self::Cases { condition, then, otherwise } => vec![condition.less, condition.greater, then, otherwise],
        }
    }
}

struct Arena {
    nodes: Vec<Node>,
    places: HashMap<Node, Symbol>,
    /// The value of each function at the variable z.
    definitions: HashMap<Function, Symbol>,
    /// The path that is being explored, if any.
    path: Option<Path>,
}

/// A path through the comparisons of a function.
#[derive(Default)]
struct Path {
    decided: Vec<(Condition, bool)>,
    /// The first condition that is not decided.
    open: Option<Condition>,
}

impl Arena {
    fn new() -> Self {
        let mut arena = Self { nodes: Vec::new(), places: HashMap::new(), definitions: HashMap::new(), path: None };
        for constant in [0.0, 1.0, f64::EPSILON] {
            arena.intern(Node::Number(constant.to_bits()));
        }
        arena
    }

    fn intern(&mut self, node: Node) -> Symbol {
        *self.places.entry(node).or_insert_with(|| {
            let place = u32::try_from(self.nodes.len()).expect("fewer than 2³² expressions");
            self.nodes.push(node);
            Symbol(place, PhantomData)
        })
    }
}

thread_local! {
    static ARENA: RefCell<Arena> = RefCell::new(Arena::new());
}

fn with<R>(action: impl FnOnce(&mut Arena) -> R) -> R {
    ARENA.with_borrow_mut(action)
}

/// Returns the symbol of an expression.
pub(super) fn intern(node: Node) -> Symbol {
    with(|arena| arena.intern(node))
}

/// Returns the expression of a symbol.
pub(super) fn node(symbol: Symbol) -> Node {
    with(|arena| arena.nodes[symbol.0 as usize])
}

/// Runs `action`, then removes the expressions that it added: its symbols must not be used afterwards.
pub(crate) fn scope<R>(action: impl FnOnce() -> R) -> R {
    let before = with(|arena| arena.nodes.len());
    let result = action();
    with(|arena| {
        for node in arena.nodes.drain(before..) {
            arena.places.remove(&node);
        }
        arena.definitions.retain(|_, definition| (definition.0 as usize) < before);
    });
    result
}

/// Returns the value of a function at the variable z, computed by `define` the first time.
pub(super) fn definition(function: Function, define: impl FnOnce() -> Symbol) -> Symbol {
    if let Some(known) = with(|arena| arena.definitions.get(&function).copied()) {
        return known;
    }
    let definition = define();
    with(|arena| arena.definitions.insert(function, definition));
    definition
}

/// Returns the value at the variable z of a function that has been applied.
pub(super) fn definition_of(function: Function) -> Symbol {
    with(|arena| arena.definitions[&function])
}

/// Returns an expression with other expressions for some of its parts.
pub(super) fn replaced(root: Symbol, other: &dyn Fn(Symbol) -> Option<Symbol>) -> Symbol {
    let mut done: HashMap<Symbol, Symbol> = HashMap::new();
    let mut open = vec![root];
    while let Some(&symbol) = open.last() {
        let node = node(symbol);
        let waits = |part: &Symbol| !done.contains_key(part);
        if let Some(other) = other(symbol) {
            done.insert(symbol, other);
        } else if node.parts().iter().any(waits) {
            open.extend(node.parts().into_iter().filter(waits));
            continue;
        } else {
            done.insert(symbol, with_parts(symbol, node, |part| done[&part]));
        }
        open.pop();
    }
    done[&root]
}

/// Returns an expression with other parts.
fn with_parts(symbol: Symbol, node: Node, other: impl Fn(Symbol) -> Symbol) -> Symbol {
    if node.parts().into_iter().all(|part| other(part) == part) {
        return symbol;
    }
    match node {
        Node::Number(_) | Node::Variable(_) | Node::Unknown => symbol,
        Node::Sum(a, b) => other(a) + other(b),
        Node::Difference(a, b) => other(a) - other(b),
        Node::Product(a, b) => other(a) * other(b),
        Node::Quotient(a, b) => other(a) / other(b),
        Node::Negative(a) => -other(a),
        Node::Max(a, b) => other(a).max(other(b)),
        Node::Elementary(function, a) => intern(Node::Elementary(function, other(a))),
        Node::Apply(function, a) => intern(Node::Apply(function, other(a))),
        Node::Cases { condition: Condition { less, greater }, then, otherwise } => intern(Node::Cases {
            condition: Condition { less: other(less), greater: other(greater) },
            then: other(then),
            otherwise: other(otherwise),
        }),
    }
}

/// The largest number of conditions on a path.
const DEEPEST: usize = 8;

/// Runs `compute` along all paths through its comparisons.
///
/// A run uses the answers that are decided. If it meets a condition that is not, `compute` is run again with each
/// answer. The results are written into `result`.
pub(super) fn explore(compute: &dyn Fn(&mut [Symbol]), decided: &[(Condition, bool)], result: &mut [Symbol]) {
    if decided.len() > DEEPEST {
        return result.fill(intern(Node::Unknown));
    }
    let path = Path { decided: decided.to_vec(), open: None };
    let outer = with(|arena| arena.path.replace(path));
    compute(result);
    let path = with(|arena| core::mem::replace(&mut arena.path, outer));
    let Some(condition) = path.and_then(|path| path.open) else { return };
    let mut answer = |answer| {
        explore(compute, &[decided, &[(condition, answer)]].concat(), result);
        result.to_vec()
    };
    let (then, otherwise) = (answer(true), answer(false));
    for (result, both) in result.iter_mut().zip(then.into_iter().zip(otherwise)) {
        *result = match both {
            (same, other) if same == other => same,
            (then, otherwise) => intern(Node::Cases { condition, then, otherwise }),
        };
    }
}

/// Returns whether a condition holds on the path that is being explored.
pub(super) fn decide(condition: Condition) -> bool {
    with(|arena| {
        let Some(path) = &mut arena.path else { return false };
        match path.decided.iter().find(|(decided, _)| *decided == condition) {
            Some(&(_, answer)) => answer,
            // The result of a run with an open condition is discarded. But the run must end: a loop that always got the
            // same answer might not.
            None => *path.open.get_or_insert(condition) == condition,
        }
    })
}

/// Returns whether paths are being explored.
pub(super) fn is_deciding() -> bool {
    with(|arena| arena.path.is_some())
}

/// Returns the value of an expression, or the name of a variable without a value.
pub(super) fn evaluate(symbol: Symbol, value: &dyn Fn(Symbol) -> Option<f64>) -> Result<f64, Name> {
    let mut known: HashMap<Symbol, f64> = HashMap::new();
    let mut needed = Vec::new();
    let mut open = vec![symbol];
    let mut seen = HashSet::new();
    while let Some(symbol) = open.pop() {
        if seen.insert(symbol) {
            match value(symbol) {
                Some(value) => drop(known.insert(symbol, value)),
                None => {
                    needed.push(symbol);
                    open.extend(node(symbol).parts());
                }
            }
        }
    }
    // Parts have smaller places, so they are computed first.
    needed.sort_unstable_by_key(|symbol| symbol.0);
    for symbol in needed {
        let worth = worth(node(symbol), |part| known[&part])?;
        known.insert(symbol, worth);
    }
    Ok(known[&symbol])
}

/// Returns the value of an expression, given the values of its parts.
fn worth(node: Node, of: impl Fn(Symbol) -> f64) -> Result<f64, Name> {
    Ok(match node {
        Node::Number(bits) => f64::from_bits(bits),
        Node::Variable(name) => return Err(name),
        Node::Unknown => f64::NAN,
        Node::Sum(a, b) => of(a) + of(b),
        Node::Difference(a, b) => of(a) - of(b),
        Node::Product(a, b) => of(a) * of(b),
        Node::Quotient(a, b) => of(a) / of(b),
        Node::Negative(a) => -of(a),
        Node::Max(a, b) => of(a).max(of(b)),
        Node::Elementary(Elementary::Exp, a) => of(a).exp(),
        Node::Elementary(Elementary::Ln, a) => of(a).ln(),
        Node::Elementary(Elementary::Ln1p, a) => of(a).ln_1p(),
        Node::Elementary(Elementary::Sqrt, a) => of(a).sqrt(),
        Node::Elementary(Elementary::Tanh, a) => of(a).tanh(),
        Node::Elementary(Elementary::Cosh, a) => of(a).cosh(),
        Node::Elementary(Elementary::Abs, a) => of(a).abs(),
        Node::Apply(function, a) => {
            let argument = Symbol::named(Name::ARGUMENT);
            evaluate(definition_of(function), &|symbol| (symbol == argument).then(|| of(a)))?
        }
        Node::Cases { condition, then, otherwise } => {
            if of(condition.less) < of(condition.greater) {
                of(then)
            } else {
                of(otherwise)
            }
        }
    })
}
