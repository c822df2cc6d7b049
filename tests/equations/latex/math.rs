//! Evaluates LaTeX: `lexer` makes tokens, `parser` the tree of `syntax`, `evaluate` a `value` in an `environment`.
//!
//! It knows the mathematics that the equations use, but nothing about networks: the caller binds each symbol, under its
//! name as written.
//!
//! **Invariant**: nothing is skipped silently. Unknown notation, an unbound name or an ambiguous formula is an error.

mod environment;
mod evaluate;
mod lexer;
mod parser;
mod syntax;
mod value;

use parser::Parser;
use std::fmt;

pub(crate) use environment::Environment;
pub(crate) use syntax::{Claim, Node, Statement};
pub(crate) use value::Value;

/// Describes what is wrong with a piece of LaTeX, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Error(pub(crate) String);

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Returns an error with a message in the syntax of `format!`.
macro_rules! error {
    ($($words:tt)*) => {
        Err($crate::latex::math::Error(format!($($words)*)))
    };
}
pub(crate) use error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the value of an expression.
pub(crate) fn evaluate(latex: &str, environment: &Environment) -> Result<Value> {
    let mut parser = Parser::new(latex, environment)?;
    let expression = parser.expression()?;
    parser.end()?;
    environment.evaluate(&expression)
}

/// Returns the statements of an equation, each with its left side, the claims about it, and their conditions.
pub(crate) fn statements(latex: &str, environment: &Environment) -> Result<Vec<Statement>> {
    Parser::new(latex, environment)?.statements()
}
