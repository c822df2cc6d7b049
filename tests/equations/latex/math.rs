//! From LaTeX to numbers: `lexer` makes tokens, `parser` the tree of `syntax`, `evaluate` a `value` in an `environment`.
//!
//! It knows the mathematics that the equations use, and nothing of networks: what a symbol stands for is bound outside,
//! by the name as it is written.
//!
//! **Invariant**: nothing is skipped in silence. What is not understood, not bound or ambiguous is an error.

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

/// What is wrong with a piece of LaTeX, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Error(pub(crate) String);

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// An error in the words of `format!`.
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

/// The value of an expression.
pub(crate) fn evaluate(latex: &str, environment: &Environment) -> Result<Value> {
    let mut parser = Parser::new(latex, environment)?;
    let expression = parser.expression()?;
    parser.end()?;
    environment.evaluate(&expression)
}

/// What an equation states: each statement with its left side, what is claimed of it, and under which conditions.
pub(crate) fn statements(latex: &str, environment: &Environment) -> Result<Vec<Statement>> {
    Parser::new(latex, environment)?.statements()
}
