//! Parses the factors of a product: numbers, names with their indices, functions, fractions, sums, cases and brackets.
//!
//! **Invariant**: a superscript in round brackets is an index and belongs to a name; any other is a power or ⊤.

use super::Parser;
use crate::latex::math::syntax::{Name, Node, Operator};
use crate::latex::math::{Result, error};

/// The commands that do not start a factor.
const SIGNS: [&str; 11] =
    [r"\odot", r"\cdot", r"\top", r"\ge", r"\le", r"\ne", r"\in", r"\approx", r"\qquad", r"\\", r"\end{cases}"];

impl Parser<'_> {
    /// Returns `true` if a factor starts here.
    pub(super) fn is_at_factor(&self) -> bool {
        let text = self.peek();
        let is_command = text.starts_with('\\') && !SIGNS.contains(&text);
        let is_word = text.starts_with(r"\text{") && text.contains(' ');
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
            "(" => self.within("(", ")"),
            "[" => self.within("[", "]"),
            "|" => Ok(Node::Apply("|".to_owned(), vec![self.within("|", "|")?])),
            r"\sqrt" => {
                self.next += 1;
                Ok(Node::Apply(r"\sqrt".to_owned(), vec![self.within("{", "}")?]))
            }
            r"\frac" if self.peek_at(2) != r"\partial" => {
                self.next += 1;
                Ok(Node::operation(Operator::Divide, self.within("{", "}")?, self.within("{", "}")?))
            }
            r"\frac" | r"\partial" => self.derivative(),
            r"\sum" => self.sum(),
            r"\begin{cases}" => self.cases(),
            r"\ln" | r"\tanh" | r"\cosh" | r"\max" => self.function(),
            text if text.starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            _ => self.name(),
        }
    }

    fn within(&mut self, open: &str, close: &str) -> Result<Node> {
        self.expect(open)?;
        let inside = self.expression()?;
        self.expect(close)?;
        Ok(inside)
    }

    fn number(&mut self) -> Result<Node> {
        match self.peek().parse() {
            Ok(number) => {
                self.next += 1;
                Ok(Node::Number(number))
            }
            Err(_) => self.unexpected("a number"),
        }
    }

    /// Parses the group or the single character after `^`.
    fn script(&mut self) -> Result<Node> {
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

    /// Parses a name with its indices, or a call if the name is that of a function and a bracket follows.
    fn name(&mut self) -> Result<Node> {
        if self.peek().starts_with(r"\begin") {
            return self.unexpected("a known environment");
        }
        let first = self.next;
        let mut name =
            Name { symbol: self.take().to_owned(), subscripts: vec![], superscript: None, written: String::new() };
        if self.peek() == "(" && self.environment.is_function(&name.symbol) {
            return Ok(Node::Apply(name.symbol, vec![self.within("(", ")")?]));
        }
        loop {
            let is_index = self.peek() == "^" && self.peek_at(1) == "{" && self.peek_at(2) == "(";
            if name.subscripts.is_empty() && self.accept("_") {
                name.subscripts = self.subscripts()?;
            } else if name.superscript.is_none() && is_index {
                self.next += 2;
                name.superscript = Some(Box::new(self.within("(", ")")?));
                self.expect("}")?;
            } else {
                break;
            }
        }
        name.written = self.written_since(first);
        Ok(Node::Name(name))
    }

    /// Parses subscripts: `_{ij}`, `_{i0}` and `_{11}` are two indices, `_{l+1}` is one, `_{1,10}` is two; `_k` is a
    /// single character.
    fn subscripts(&mut self) -> Result<Vec<Node>> {
        if !self.accept("{") {
            return Ok(vec![self.script()?]);
        }
        let inside: Vec<_> =
            self.tokens[self.next..].iter().map(|token| token.text).take_while(|&text| text != "}").collect();
        let mut indices = Vec::new();
        if inside.iter().any(|text| [",", "+", "-"].contains(text)) {
            indices.push(self.expression()?);
            while self.accept(",") {
                indices.push(self.expression()?);
            }
        } else {
            let characters = inside.iter().flat_map(|text| text.split("").filter(|c| !c.is_empty()));
            indices.extend(characters.map(character));
            self.next += inside.len();
        }
        self.expect("}")?;
        Ok(indices)
    }

    /// Parses `\frac{\partial C}{\partial a_k}` or `\partial C / \partial a_k`, a quantity with the indices of a.
    fn derivative(&mut self) -> Result<Node> {
        let first = self.next;
        let is_fraction = self.accept(r"\frac");
        let (between, after): (&[&str], &[&str]) = if is_fraction { (&["}", "{"], &["}"]) } else { (&["/"], &[]) };
        if is_fraction {
            self.expect("{")?;
        }
        self.expect(r"\partial")?;
        let of = self.take();
        between.iter().try_for_each(|text| self.expect(text))?;
        self.expect(r"\partial")?;
        let Node::Name(mut along) = self.name()? else {
            return error!("`{}` is not a derivative with respect to a name", self.latex);
        };
        after.iter().try_for_each(|text| self.expect(text))?;
        along.symbol = format!(r"\partial {of} / \partial {}", along.symbol);
        along.written = self.written_since(first);
        Ok(Node::Name(along))
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

    fn written_since(&self, first: usize) -> String {
        let last = self.tokens[self.next.min(self.tokens.len()) - 1];
        self.latex[self.tokens[first].at..last.at + last.text.len()].to_owned()
    }
}

/// Returns Euler's number, which only occurs as the base of a power.
fn euler() -> Node {
    character("e")
}

/// Returns the node of a digit or of a letter.
fn character(text: &str) -> Node {
    let name =
        |text: &str| Name { symbol: text.to_owned(), subscripts: vec![], superscript: None, written: text.to_owned() };
    text.parse().map_or_else(|_| Node::Name(name(text)), Node::Number)
}
