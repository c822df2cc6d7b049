//! Evaluates LaTeX: `lexer` makes tokens, `parser` the tree of `syntax`, `evaluate` a `value` in an `environment`.
//!
//! It knows the mathematics that the equations use, but nothing about networks: the caller binds each symbol, under its
//! name as written. It is written once for every [`Number`]: floats compute a value, dual numbers a derivative, and
//! intervals what the rounding of printed digits leaves open.
//!
//! **Invariant**: nothing is skipped silently. Unknown notation, an unbound name or an ambiguous formula is an error.

mod axis;
mod environment;
mod evaluate;
mod lexer;
mod number;
mod parser;
mod part;
mod syntax;
mod value;

use parser::Parser;
use std::fmt;

pub use environment::{Along, Environment, Functions, key};
pub use number::Number;
pub use syntax::{Chain, Claim, Comparison, Condition, Name, Node, Operator, Relation, Sentence, Statement};
pub use value::Value;

/// Describes what is wrong with a piece of LaTeX, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Error(pub String);

/// The result of reading or evaluating LaTeX.
pub type Result<T> = std::result::Result<T, Error>;

/// Returns an error with a message in the syntax of `format!`.
#[macro_export]
macro_rules! error {
    ($($words:tt)*) => {
        Err($crate::Error(format!($($words)*)))
    };
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the value of an expression.
pub fn evaluate<T: Number>(latex: &str, environment: &Environment<'_, T>) -> Result<Value<T>> {
    environment.evaluate(&expression(latex, &environment.functions())?)
}

/// Returns the tree of an expression.
pub fn expression(latex: &str, functions: &Functions) -> Result<Node> {
    let mut parser = Parser::new(latex, functions)?;
    let expression = parser.expression()?;
    parser.end().map(|()| expression)
}

/// Returns the trees of expressions without a relation, with commas, wide spaces or words between them. A sign or a function
/// alone is none.
pub fn expressions(latex: &str, functions: &Functions) -> Result<Vec<Node>> {
    Parser::new(latex, functions)?.expressions()
}

/// Returns the statements of an equation, each with its left side, the claims about it, and their conditions.
pub fn statements<T: Number>(latex: &str, environment: &Environment<'_, T>) -> Result<Vec<Statement>> {
    Parser::new(latex, &environment.functions())?.statements()
}

/// Returns the sentences of a formula: chains of sides with a relation between each side and the next.
pub fn sentences(latex: &str, functions: &Functions) -> Result<Vec<Sentence>> {
    Parser::new(latex, functions)?.sentences()
}

/// Returns `true` if a formula has a relation, outside of its indices, bounds and cases.
pub fn has_relation(latex: &str) -> bool {
    lexer::tokens(latex).map_or_else(
        // LaTeX that is not understood is taken for a formula with a relation, so that it is not skipped.
        |_| true,
        |tokens| parser::has_relation(&tokens),
    )
}
