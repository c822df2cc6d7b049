//! Expressions without a relation, such as a − y in "the error is $a - y$".
//!
//! An expression says nothing that could be evaluated, but it may be the wrong one. So one with an operator must be a part
//! of a formula of its page or of an equation of the source, which are evaluated, or say what it is:
//! `{{#is \delta | a - y}}`.

use crate::project::Fault;
use formula::{Functions, Node, Operator};
use regex::Regex;
use std::sync::LazyLock;

/// The expressions of a page, and the sides of the formulas that they may be parts of.
#[derive(Default)]
pub(super) struct Expressions {
    sides: Vec<Node>,
    found: Vec<Found>,
}

/// An expression and its place.
struct Found {
    file: String,
    line: usize,
    latex: String,
    node: Node,
}

impl Expressions {
    /// Adds the sides of a formula, as they are and without indices, which the text may leave out. A formula that cannot be
    /// read has no parts that could be recognized.
    pub(super) fn add_formula(&mut self, latex: &str, functions: &Functions) {
        static SUPERSCRIPT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\^\{\([^{}]*\)\}").expect("a pattern"));
        static SUBSCRIPT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(\\sum_(?:\{[^{}]*\}|\w)(?:\^(?:\{[^{}]*\}|\w))?)|_(?:\{[^{}]*\}|\w)").expect("a pattern")
        });
        let whole = latex.replace(r"+ \dots", "");
        let without_layers = SUPERSCRIPT.replace_all(&whole, "");
        let without_indices = SUBSCRIPT.replace_all(&without_layers, "$1");
        for latex in [&*whole, &*without_layers, &*without_indices] {
            for sentence in formula::sentences(latex, functions).into_iter().flatten() {
                let other = sentence.equivalent.into_iter().flat_map(|chain| chain.sides);
                self.sides.extend(sentence.chain.sides.into_iter().chain(other));
            }
        }
    }

    /// Adds an expression, or several with commas between them.
    pub(super) fn add(&mut self, file: &str, line: usize, latex: &str, functions: &Functions) -> formula::Result<()> {
        for node in formula::expressions(latex, functions)?.into_iter().filter(has_operator) {
            self.found.push(Found { file: file.to_owned(), line, latex: latex.to_owned(), node });
        }
        Ok(())
    }

    /// Returns the expressions that are a part of no formula, as faults.
    pub(super) fn unbound(self) -> Vec<Fault> {
        let Self { sides, found } = self;
        let unbound = found.into_iter().filter(|found| !sides.iter().any(|side| side.contains(&found.node)));
        let fault = |Found { file, line, latex, .. }: Found| {
            let message = format!(
                "in `{latex}`: no formula of this page has this expression as a part; write a formula, as in \
                 `$\\delta = {latex}$`, or, if the sentence says what it is, `{{{{#is \\delta | {latex}}}}}`"
            );
            Fault::new(&*file, line, message)
        };
        unbound.map(fault).collect()
    }
}

/// Returns `true` if an expression adds, subtracts, multiplies or divides symbols.
fn has_operator(node: &Node) -> bool {
    let is_operation = match node {
        Node::Operation(Operator::Multiply | Operator::Divide, _) => has_symbol(node),
        Node::Operation(operator, _) => *operator != Operator::Power,
        Node::Sum { .. } | Node::Cases(_) | Node::Transpose(_) => true,
        _ => false,
    };
    is_operation || node.parts().into_iter().any(has_operator)
}

fn has_symbol(node: &Node) -> bool {
    matches!(node, Node::Name(_) | Node::Apply(..)) || node.parts().into_iter().any(has_symbol)
}
