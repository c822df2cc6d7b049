//! Parses the factors of a product: numbers, names with their indices, functions, fractions, sums, cases and brackets.
//!
//! **Invariant**: a superscript in round brackets is an index and belongs to a name; any other is a power or ⊤.

use super::Parser;
use crate::Result;
use crate::syntax::{Name, Node, Operator};

/// The commands that do not start a factor.
const SIGNS: [&str; 15] = [
    r"\odot",
    r"\cdot",
    r"\top",
    r"\ge",
    r"\le",
    r"\ne",
    r"\in",
    r"\to",
    r"\iff",
    r"\approx",
    r"\qquad",
    r"\\",
    r"\%",
    r"\end{cases}",
    r"\end{bmatrix}",
];

/// The functions that need no bracket.
const FUNCTIONS: [&str; 5] = [r"\ln", r"\exp", r"\tanh", r"\cosh", r"\max"];

impl Parser<'_> {
    /// Returns `true` if a factor starts here.
    pub(super) fn is_at_factor(&self) -> bool {
        let text = self.peek();
        let is_command = text.starts_with('\\') && !SIGNS.contains(&text);
        let is_word =
            text.starts_with(r"\text{") && text.contains(' ') || text == r"\text{if}" || text == r"\text{and}";
        text.starts_with(|c: char| "([".contains(c) || c.is_ascii_alphanumeric()) || is_command && !is_word
    }

    /// Parses a factor with its power.
    pub(super) fn factor(&mut self) -> Result<Node> {
        let base = self.base()?;
        if !self.accept("^") {
            return Ok(base);
        }
        let power = match self.accept(r"\top") {
            true => Node::Transpose(Box::new(base)),
            false if base == euler() => Node::Apply("e".to_owned(), vec![self.script()?]),
            false => Node::operation(Operator::Power, base, self.script()?),
        };
        if self.peek() == "^" { self.unexpected("one power") } else { Ok(power) }
    }

    fn base(&mut self) -> Result<Node> {
        if !self.is_at_factor() && self.peek() != "|" {
            return self.unexpected("a factor");
        }
        match self.peek() {
            "(" => self.bracket(),
            "[" => self.within("[", "]"),
            "|" => Ok(Node::Apply("|".to_owned(), vec![self.within("|", "|")?])),
            r"\sqrt" => {
                self.next += 1;
                Ok(Node::Apply(r"\sqrt".to_owned(), vec![self.within("{", "}")?]))
            }
            r"\frac" if !self.is_derivative() => {
                self.next += 1;
                Ok(Node::operation(Operator::Divide, self.within("{", "}")?, self.within("{", "}")?))
            }
            r"\frac" | r"\partial" => self.derivative(),
            r"\sum" => self.sum(),
            r"\begin{cases}" => self.cases(),
            r"\begin{bmatrix}" => self.matrix(),
            r"\underbrace" | r"\overbrace" => self.braced(),
            text if FUNCTIONS.contains(&text) => self.function(),
            text if text.starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            text if text.starts_with(r"\rounded") => self.rounded(),
            _ => self.name(),
        }
    }

    pub(super) fn within(&mut self, open: &str, close: &str) -> Result<Node> {
        self.expect(open)?;
        let inside = self.expression()?;
        self.expect(close)?;
        Ok(inside)
    }

    /// Parses an expression in round brackets, or a column of several, `(1, 2)`.
    pub(super) fn bracket(&mut self) -> Result<Node> {
        self.expect("(")?;
        let mut entries = vec![self.expression()?];
        while self.accept(",") {
            entries.push(self.expression()?);
        }
        self.expect(")")?;
        match <[Node; 1]>::try_from(entries) {
            Ok([alone]) => Ok(alone),
            Err(entries) => Ok(Node::Matrix(entries.into_iter().map(|entry| vec![entry]).collect())),
        }
    }

    /// Parses the rows of a matrix that is written out.
    fn matrix(&mut self) -> Result<Node> {
        self.next += 1;
        let mut rows = Vec::new();
        while rows.is_empty() || self.accept(r"\\") {
            let mut row = vec![self.expression()?];
            while self.accept("&") {
                row.push(self.expression()?);
            }
            rows.push(row);
        }
        self.expect(r"\end{bmatrix}")?;
        Ok(Node::Matrix(rows))
    }

    /// Parses `\underbrace{value}_{label}`. A label in words says nothing that could be evaluated.
    fn braced(&mut self) -> Result<Node> {
        let script = if self.take() == r"\underbrace" { "_" } else { "^" };
        let value = self.within("{", "}")?;
        if !self.accept(script) {
            return Ok(value);
        }
        if self.peek_at(1).starts_with(r"\text{") {
            self.expect("{")?;
            self.next += 1;
            return self.expect("}").map(|()| value);
        }
        let label = self.within("{", "}")?;
        Ok(Node::Braced(Box::new([value, label])))
    }

    fn number(&mut self) -> Result<Node> {
        match self.peek().replace(r"\,", "").parse() {
            Ok(number) => {
                self.next += 1;
                Ok(Node::Number(number))
            }
            Err(_) => self.unexpected("a number"),
        }
    }

    /// Parses `\rounded{0.588}`, which is at most half a unit of its last digit away from what was printed.
    fn rounded(&mut self) -> Result<Node> {
        let digits = self.peek().trim_start_matches(r"\rounded{").trim_end_matches('}');
        let Ok(value) = digits.parse() else { return self.unexpected("a number") };
        self.next += 1;
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Ok(Node::Rounded { value, radius: 0.5 * 0.1_f64.powi(decimals as i32) })
    }

    /// Parses the group or the single character after `^`.
    pub(super) fn script(&mut self) -> Result<Node> {
        match self.peek() {
            "{" => self.within("{", "}"),
            text if text.len() == 1 && self.is_at_factor() => Ok(character(self.take())),
            _ => self.unexpected("a group in braces"),
        }
    }

    /// Parses the index of a sum or of a largest entry.
    pub(super) fn index(&mut self) -> Result<String> {
        match self.peek() {
            text if text.len() == 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) => Ok(self.take().to_owned()),
            _ => self.unexpected("an index"),
        }
    }

    /// Parses `\sum_{k=1}^{K} product` or `\sum_k product`.
    fn sum(&mut self) -> Result<Node> {
        self.next += 1;
        self.expect("_")?;
        let is_group = self.accept("{");
        let index = self.index()?;
        let mut bounds = None;
        if is_group && self.accept("=") {
            let first = self.expression()?;
            self.expect("}")?;
            self.expect("^")?;
            bounds = Some(Box::new([first, self.script()?]));
        } else if is_group {
            self.expect("}")?;
        }
        Ok(Node::Sum { index, bounds, term: Box::new(self.product()?) })
    }

    /// Parses rows of `value & condition`.
    fn cases(&mut self) -> Result<Node> {
        self.next += 1;
        let mut rows = Vec::new();
        while rows.is_empty() || self.accept(r"\\") {
            let value = self.value()?;
            self.expect("&")?;
            rows.push((value, self.condition()?));
        }
        self.expect(r"\end{cases}")?;
        Ok(Node::Cases(rows))
    }

    /// Parses `\ln(1 - h)`, `\ln h_k`, `\ln \sum_j …`, `\tanh^2 z` or `\max(0, z)`.
    fn function(&mut self) -> Result<Node> {
        let function = self.take();
        let power = if self.accept("^") { Some(self.script()?) } else { None };
        let mut arguments = Vec::new();
        if self.accept("(") {
            arguments.push(self.expression()?);
            while self.accept(",") {
                arguments.push(self.expression()?);
            }
            self.expect(")")?;
            if self.peek() == "^" {
                return self.unexpected(&format!("brackets around `{function}` and its argument"));
            }
        } else {
            arguments.push(self.factor()?);
            self.nothing_follows(function)?;
        }
        let value = Node::Apply(function.to_owned(), arguments);
        Ok(match power {
            Some(power) => Node::operation(Operator::Power, value, power),
            None => value,
        })
    }

    pub(super) fn written_since(&self, first: usize) -> String {
        // The text of a token may be another spelling, so the part ends where the next token starts.
        let end = self.tokens.get(self.next).map_or(self.latex.len(), |next| next.at);
        self.latex[self.tokens[first].at..end].trim_end_matches(|c: char| c == '&' || c.is_whitespace()).to_owned()
    }
}

/// Returns Euler's number, which only occurs as the base of a power.
fn euler() -> Node {
    character("e")
}

/// Returns the node of a digit or of a letter.
pub(super) fn character(text: &str) -> Node {
    text.parse().map_or_else(|_| Node::Name(Name { written: text.to_owned(), ..Name::new(text) }), Node::Number)
}
