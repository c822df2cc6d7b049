//! Parses tokens into the tree: statements and expressions.
//!
//! Precedence, from low to high: sums and differences, ⊙, products by juxtaposition, powers. A Σ extends to the end of
//! the product that it starts.

mod factor;
mod name;
mod sentence;

use crate::environment::Functions;
use crate::lexer::{Token, tokens};
use crate::syntax::{Claim, Comparison, Condition, Name, Node, Operator, Statement};
use crate::{Result, error};

pub(crate) use sentence::has_relation;

/// A parser of LaTeX from the first token to the last.
pub(crate) struct Parser<'a> {
    latex: &'a str,
    tokens: Vec<Token<'a>>,
    next: usize,
    /// Tells functions from factors before a bracket.
    functions: &'a Functions,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(latex: &'a str, functions: &'a Functions) -> Result<Self> {
        Ok(Self { latex, tokens: tokens(latex)?, next: 0, functions })
    }

    /// Parses `statement [,] \qquad statement …`, or rows of statements.
    pub(crate) fn statements(&mut self) -> Result<Vec<Statement>> {
        let mut statements = vec![self.statement()?];
        while self.accept(r"\qquad") || self.accept(r"\\") {
            statements.push(self.statement()?);
        }
        self.end()?;
        Ok(statements)
    }

    /// Parses a single name, with `:=` or `\approx` if it follows.
    pub(crate) fn name_alone(&mut self) -> Result<Name> {
        let Node::Name(name) = self.factor()? else { return error!("`{}` is not a name", self.latex) };
        let name = match self.peek() {
            relation @ (":=" | r"\approx") => marked(name, relation),
            _ => return self.end().map(|()| name),
        };
        self.next += 1;
        self.end().map(|()| name)
    }

    /// Parses `left relation right [relation right …] [, condition …]`.
    fn statement(&mut self) -> Result<Statement> {
        let mut left = self.value()?;
        let mut claims = Vec::new();
        loop {
            let relation = self.peek();
            match (relation, left) {
                ("=", side) => left = side,
                (":=" | r"\approx", Node::Name(name)) if claims.is_empty() => left = Node::Name(marked(name, relation)),
                (r"\in", side) => {
                    self.next += 1;
                    claims.push(self.interval(&side)?);
                    left = side;
                    continue;
                }
                (_, side) => {
                    left = side;
                    break;
                }
            }
            self.next += 1;
            claims.push(Claim::Equals(self.value()?));
        }
        if claims.is_empty() {
            return self.unexpected("a relation");
        }
        let mut conditions = Vec::new();
        while self.accept(",") && self.peek() != r"\qquad" {
            conditions.push(self.condition()?);
        }
        Ok(Statement { left, claims, conditions })
    }

    /// Parses `[lower, upper)`, with either kind of bracket at each end.
    fn interval(&mut self, inside: &Node) -> Result<Claim> {
        let lower =
            if self.accept("[") { Comparison::AtLeast } else { self.expect("(").map(|()| Comparison::Greater)? };
        let start = self.expression()?;
        self.expect(",")?;
        let end = self.expression()?;
        let upper = if self.accept("]") { Comparison::AtMost } else { self.expect(")").map(|()| Comparison::Less)? };
        let bound = |comparison, right| Condition { left: inside.clone(), comparison, right };
        Ok(Claim::Within(Box::new([bound(lower, start), bound(upper, end)])))
    }

    /// Parses an expression, or one of the two that are written in words: a choice between two values, and the largest
    /// of several.
    fn value(&mut self) -> Result<Node> {
        if self.accept(r"\text{the }") {
            let index = self.index()?;
            self.expect(r"\text{ with the largest }")?;
            return Ok(Node::Largest { index, of: Box::new(self.expression()?) });
        }
        let value = self.expression()?;
        if !self.accept(r"\text{ if }") {
            return Ok(value);
        }
        let condition = self.condition()?;
        self.expect(r"\text{, else }")?;
        let otherwise = condition.negated();
        Ok(Node::Cases(vec![(value, condition), (self.expression()?, otherwise)]))
    }

    fn condition(&mut self) -> Result<Condition> {
        let left = self.expression()?;
        let comparison = match self.peek() {
            "<" => Comparison::Less,
            r"\le" => Comparison::AtMost,
            "=" => Comparison::Equal,
            r"\ne" => Comparison::NotEqual,
            r"\ge" => Comparison::AtLeast,
            ">" => Comparison::Greater,
            _ => return self.unexpected("a comparison"),
        };
        self.next += 1;
        Ok(Condition { left, comparison, right: self.expression()? })
    }

    /// Parses `[-] product [± product …]`.
    pub(crate) fn expression(&mut self) -> Result<Node> {
        let mut sum = match self.accept("-") {
            true => Node::Negative(Box::new(self.product()?)),
            false => self.product()?,
        };
        loop {
            let operator = match self.peek() {
                "+" => Operator::Add,
                "-" => Operator::Subtract,
                _ => return Ok(sum),
            };
            self.next += 1;
            sum = Node::operation(operator, sum, self.product()?);
        }
    }

    /// Parses `factors [\odot factors …]`.
    fn product(&mut self) -> Result<Node> {
        let mut product = self.factors()?;
        while self.accept(r"\odot") {
            product = Node::operation(Operator::Entrywise, product, self.factors()?);
        }
        Ok(product)
    }

    /// Parses factors side by side or joined by `\cdot`; `/` takes one factor on each side.
    fn factors(&mut self) -> Result<Node> {
        let mut product = self.factor()?;
        loop {
            if self.accept(r"\%") {
                product = Node::operation(Operator::Divide, product, Node::Number(100.0));
                continue;
            }
            if self.accept("/") {
                product = Node::operation(Operator::Divide, product, self.factor()?);
                return self.nothing_follows("/").map(|()| product);
            }
            if !self.accept(r"\cdot") {
                if !self.is_at_factor() {
                    return Ok(product);
                }
                if self.is_at_number() {
                    return self.unexpected(r"`\cdot` before the number");
                }
            }
            product = Node::operation(Operator::Multiply, product, self.factor()?);
        }
    }

    fn is_at_number(&self) -> bool {
        self.peek().starts_with(|c: char| c.is_ascii_digit()) || self.peek().starts_with(r"\rounded")
    }

    /// Returns an error if another factor follows, since it would be ambiguous whether it belongs to `before`.
    fn nothing_follows(&self, before: &str) -> Result<()> {
        if self.is_at_factor() || self.peek() == "/" {
            self.unexpected(&format!("brackets after `{before}`"))
        } else {
            Ok(())
        }
    }

    /// Returns the next token, or an empty one at the end.
    fn peek(&self) -> &'a str {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.next + ahead).map_or("", |token| token.text)
    }

    fn take(&mut self) -> &'a str {
        let text = self.peek();
        self.next += 1;
        text
    }

    fn accept(&mut self, text: &str) -> bool {
        let is_next = self.peek() == text;
        self.next += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, text: &str) -> Result<()> {
        if self.accept(text) { Ok(()) } else { self.unexpected(&format!("`{text}`")) }
    }

    pub(crate) fn end(&self) -> Result<()> {
        if self.next >= self.tokens.len() { Ok(()) } else { self.unexpected("the end") }
    }

    fn unexpected<T>(&self, wanted: &str) -> Result<T> {
        match self.tokens.get(self.next) {
            Some(token) => error!("expected {wanted} at `{}`", &self.latex[token.at..]),
            None => error!("expected {wanted} at the end of `{}`", self.latex),
        }
    }
}

/// Returns the name of the quantity that a relation other than `=` defines.
fn marked(name: Name, relation: &str) -> Name {
    let symbol = format!("{} {relation}", name.symbol);
    Name { symbol, ..name }
}
