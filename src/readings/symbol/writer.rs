//! Writes expressions in the words of a notation.

use super::arena::{self, Condition, Elementary, Node};
use super::notation::{Binding, Notation, Style, Text};
use super::{Name, Symbol};

/// Text that [`Symbol::text`] writes instead of a part of an expression.
///
/// ```
/// use backprop::{Symbol, readings::symbol::{Leaf, Notation}};
///
/// let (a, b) = (Symbol::variable("a"), Symbol::variable("b"));
/// let leaf = |part| (part == b).then(|| Leaf::Number("0.5".into()));
/// assert_eq!((a + b).text(Notation::Unicode, &leaf), "a + 0.5");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Leaf {
    /// A name.
    Name(Name),
    /// A number.
    Number(String),
    /// The head of a long sum, followed by dots.
    Shortened(Symbol),
    /// The layer whose function g or g′ is applied: g⁽²⁾(z).
    OfLayer(usize),
}

/// Returns an expression as text.
pub(super) fn text(symbol: Symbol, notation: Notation, leaf: &dyn Fn(Symbol) -> Option<Leaf>) -> String {
    Writer { style: notation.style(), given: leaf }.write(symbol).text
}

struct Writer<'a> {
    style: &'static dyn Style,
    given: &'a dyn Fn(Symbol) -> Option<Leaf>,
}

impl Writer<'_> {
    fn write(&self, symbol: Symbol) -> Text {
        let mut layer = None;
        match self.leaf(symbol) {
            Some(Leaf::Name(name)) => return self.name(name),
            Some(Leaf::Number(number)) => return self.number(&number),
            Some(Leaf::Shortened(head)) => return self.shortened(head),
            Some(Leaf::OfLayer(of)) => layer = Some(of),
            None => {}
        }
        match arena::node(symbol) {
            Node::Number(_) | Node::Variable(_) => unreachable!("it is a leaf"),
            Node::Unknown => Text::atom(self.style.sign("…")),
            Node::Sum(..) | Node::Difference(..) | Node::Negative(_) => self.sum(symbol),
            Node::Product(..) => self.product(symbol),
            Node::Quotient(a, b) => self.style.quotient(self.write(a), self.write(b)),
            Node::Max(..) => {
                let arguments = self.flat_max(symbol).into_iter().map(|argument| self.write(argument).text);
                let arguments: Vec<String> = arguments.collect();
                let comma = format!("{} ", self.style.sign(","));
                Text::atom(self.style.apply(&self.style.function("max"), &arguments.join(&comma)))
            }
            Node::Elementary(function, a) => self.elementary(function, a),
            Node::Apply(function, a) => {
                let name = self.style.name(Name::function(function, layer));
                Text::atom(self.style.apply(&name, &self.write(a).text))
            }
            Node::Cases { condition, then, otherwise } => self.cases(condition, then, otherwise),
        }
    }

    /// Returns what is written for an expression that is not written by its parts.
    fn leaf(&self, symbol: Symbol) -> Option<Leaf> {
        (self.given)(symbol).or_else(|| match arena::node(symbol) {
            Node::Number(bits) => Some(Leaf::Number(f64::from_bits(bits).to_string())),
            Node::Variable(name) => Some(Leaf::Name(name)),
            _ => None,
        })
    }

    fn name(&self, name: Name) -> Text {
        let binding = if name == Name::COSTS { Binding::Product } else { Binding::Atom };
        Text::new(self.style.name(name), binding)
    }

    fn number(&self, number: &str) -> Text {
        let binding = if number.starts_with('-') { Binding::Sum } else { Binding::Atom };
        Text::new(self.style.number(number), binding)
    }

    /// Writes the beginning of a sum, which continues after it; so it needs no parentheses.
    fn shortened(&self, head: Symbol) -> Text {
        let [plus, dots] = ["+", "⋯"].map(|sign| self.style.sign(sign));
        let text = format!("{} {plus} {dots}", self.write(head).text);
        Text::new(self.style.row(text), Binding::Product)
    }

    /// Collects the terms of a sum; the flag of a term says whether it is subtracted.
    fn terms(&self, symbol: Symbol, terms: &mut Vec<(bool, Symbol)>) {
        match arena::node(symbol) {
            Node::Sum(a, b) => {
                self.inner_terms(a, terms);
                // a + (b + c) is written without parentheses.
                self.inner_terms(b, terms);
            }
            Node::Difference(a, b) => {
                self.inner_terms(a, terms);
                terms.push((true, b));
            }
            Node::Negative(a) => terms.push((true, a)),
            _ => terms.push((false, symbol)),
        }
    }

    /// Collects the terms of a part of a sum, which is one term if other text is written for it.
    fn inner_terms(&self, symbol: Symbol, terms: &mut Vec<(bool, Symbol)>) {
        match self.leaf(symbol) {
            Some(_) => terms.push((false, symbol)),
            None => self.terms(symbol, terms),
        }
    }

    fn sum(&self, symbol: Symbol) -> Text {
        let mut terms = Vec::new();
        self.terms(symbol, &mut terms);
        let [plus, minus] = ["+", "−"].map(|sign| self.style.sign(sign));
        let mut text = String::new();
        for (i, (is_negative, term)) in terms.into_iter().enumerate() {
            // A negative number is subtracted: a − 2, not a + −2.
            let (is_negative, term) = match self.leaf(term) {
                Some(Leaf::Number(number)) if !is_negative && number.starts_with('-') => {
                    (true, self.style.digits(&number[1..]))
                }
                _ if i == 0 && !is_negative => (false, self.write(term).text),
                _ => (is_negative, self.at_least(Binding::Product, term)),
            };
            match (i, is_negative) {
                (0, false) => {}
                (0, true) => text += &minus,
                (_, false) => text += &format!(" {plus} "),
                (_, true) => text += &format!(" {minus} "),
            }
            text += &term;
        }
        Text::new(self.style.row(text), Binding::Sum)
    }

    /// Writes an expression, in parentheses if its precedence is lower than `least`.
    fn at_least(&self, least: Binding, symbol: Symbol) -> String {
        self.write(symbol).at_least(least, self.style)
    }

    /// Collects the factors of a product, from left to right.
    fn factors(&self, symbol: Symbol, factors: &mut Vec<Symbol>) {
        match arena::node(symbol) {
            Node::Product(a, b) => [a, b].into_iter().for_each(|factor| self.inner_factors(factor, factors)),
            _ => factors.push(symbol),
        }
    }

    /// Collects the factors of a part of a product, which is one factor if other text is written for it.
    fn inner_factors(&self, symbol: Symbol, factors: &mut Vec<Symbol>) {
        match self.leaf(symbol) {
            Some(_) => factors.push(symbol),
            None => self.factors(symbol, factors),
        }
    }

    fn product(&self, symbol: Symbol) -> Text {
        let mut factors = Vec::new();
        self.factors(symbol, &mut factors);
        let mut text = String::new();
        for equal in factors.chunk_by(|a, b| a == b) {
            let factor = equal[0];
            if !text.is_empty() {
                text += &match self.leaf(factor) {
                    Some(Leaf::Number(_)) => format!(" {} ", self.style.sign("·")),
                    _ => self.style.times().to_owned(),
                };
            }
            text += &match equal.len() {
                1 => self.at_least(Binding::Product, factor),
                times => self.power(factor, times),
            };
        }
        Text::new(self.style.row(text), Binding::Product)
    }

    fn power(&self, base: Symbol, exponent: usize) -> String {
        match (self.leaf(base), arena::node(base)) {
            // A name that has a superscript gets parentheses.
            (Some(Leaf::Name(name)), _) if name.has_superscript() => {
                let base = self.style.between("(", &self.style.name(name), ")");
                self.style.power(&base, exponent)
            }
            // cosh²(z) rather than cosh(z)².
            (None, Node::Elementary(function @ (Elementary::Tanh | Elementary::Cosh), a)) => {
                let function = self.style.function(if function == Elementary::Tanh { "tanh" } else { "cosh" });
                self.style.apply(&self.style.power(&function, exponent), &self.write(a).text)
            }
            _ => self.style.power(&self.at_least(Binding::Atom, base), exponent),
        }
    }

    fn elementary(&self, function: Elementary, a: Symbol) -> Text {
        let a = self.write(a);
        let (name, argument) = match function {
            Elementary::Exp => return self.style.exponential(&a.text),
            Elementary::Sqrt => return Text::atom(self.style.root(&a.text)),
            Elementary::Abs => return Text::atom(self.style.between("|", &a.text, "|")),
            Elementary::Ln1p => {
                let [one, plus] = [self.style.digits("1"), self.style.sign("+")];
                ("ln", self.style.row(format!("{one} {plus} {}", a.at_least(Binding::Product, self.style))))
            }
            Elementary::Ln => ("ln", a.text),
            Elementary::Tanh => ("tanh", a.text),
            Elementary::Cosh => ("cosh", a.text),
        };
        Text::atom(self.style.apply(&self.style.function(name), &argument))
    }

    fn flat_max(&self, symbol: Symbol) -> Vec<Symbol> {
        match arena::node(symbol) {
            Node::Max(a, b) => [self.flat_max(a), self.flat_max(b)].concat(),
            _ => vec![symbol],
        }
    }

    /// Writes the cases below each other. Each has its full condition, so their order does not matter.
    fn cases(&self, condition: Condition, then: Symbol, otherwise: Symbol) -> Text {
        let rows = [(then, true), (otherwise, false)];
        let rows = rows.map(|(value, holds)| (self.write(value).text, self.condition(condition, holds)));
        Text::atom(self.style.cases(rows))
    }

    /// Returns the condition, or its opposite if `holds` is false, with a number on the right side.
    fn condition(&self, condition: Condition, holds: bool) -> String {
        let Condition { less, greater } = condition;
        let (a, relation, b) = match (less.as_number().is_some(), holds) {
            (true, true) => (greater, ">", less),
            (true, false) => (greater, "≤", less),
            (false, true) => (less, "<", greater),
            (false, false) => (less, "≥", greater),
        };
        let text = format!("{} {} {}", self.write(a).text, self.style.sign(relation), self.write(b).text);
        self.style.row(text)
    }
}
