//! Writes expressions as LaTeX, or as plain text with Unicode's subscripts and superscripts.

use super::Symbol;
use super::arena::{self, Condition, Elementary, Node};
use crate::equations::scalar::Function;
use core::fmt::{self, Write};

/// A notation for expressions.
///
/// ```
/// use backprop::readings::symbol::{Name, Notation};
///
/// let a = Name::unit("a", "a", 2, 1);
/// assert_eq!((a.text(Notation::Latex), a.text(Notation::Unicode)), ("a_1^{(2)}".into(), "a₁⁽²⁾".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notation {
    /// `\Theta_{12}^{(1)} a_2^{(1)}`
    Latex,
    /// `Θ₁₂⁽¹⁾ a₂⁽¹⁾`
    Unicode,
}

/// A name in the notation of the equations: a letter with a layer and indices.
///
/// ```
/// use backprop::readings::symbol::Name;
///
/// assert_eq!(Name::plain(r"\alpha", "α").to_string(), "α");
/// assert_eq!(Name::indexed("x", "x", 2).to_string(), "x₂");
/// assert_eq!(Name::unit(r"\delta", "δ", 3, 1).to_string(), "δ₁⁽³⁾");
/// assert_eq!(Name::entry("D", "D", 1, 2, 10).to_string(), "D₂,₁₀⁽¹⁾");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    latex: &'static str,
    unicode: &'static str,
    layer: Option<usize>,
    indices: [Option<usize>; 2],
}

impl Name {
    /// m, the number of examples.
    pub const EXAMPLES: Self = Self::plain("m", "m");
    /// λ, the regularization.
    pub const LAMBDA: Self = Self::plain(r"\lambda", "λ");
    /// C, the cost of an example.
    pub const COST: Self = Self::plain("C", "C");
    /// The sum of the costs of all examples.
    pub const COSTS: Self = Self::plain(r"\sum_{i=1}^{m} C^{(i)}", "Σᵢ₌₁ᵐ C⁽ⁱ⁾");
    /// J, the cost of the network.
    pub const MEAN_COST: Self = Self::plain("J", "J");
    /// z, the argument of g.
    pub(crate) const ARGUMENT: Self = Self::plain("z", "z");

    /// Returns a name without layer and indices.
    pub const fn plain(latex: &'static str, unicode: &'static str) -> Self {
        Self { latex, unicode, layer: None, indices: [None; 2] }
    }

    /// Returns the name of a quantity of a unit: a₁⁽²⁾.
    pub const fn unit(latex: &'static str, unicode: &'static str, layer: usize, unit: usize) -> Self {
        Self { latex, unicode, layer: Some(layer), indices: [Some(unit), None] }
    }

    /// Returns the name of an entry of a matrix: Θ₁₂⁽¹⁾.
    pub const fn entry(latex: &'static str, unicode: &'static str, layer: usize, row: usize, column: usize) -> Self {
        Self { latex, unicode, layer: Some(layer), indices: [Some(row), Some(column)] }
    }

    /// Returns a name with an index: x₁.
    pub const fn indexed(latex: &'static str, unicode: &'static str, index: usize) -> Self {
        Self { latex, unicode, layer: None, indices: [Some(index), None] }
    }

    /// Returns g or g′, of a layer if the activations of the layers differ: g⁽²⁾.
    pub(crate) const fn function(function: Function, layer: Option<usize>) -> Self {
        let name = match function {
            Function::G(_) => Self::plain("g", "g"),
            Function::GPrime(_) => Self::plain("g'", "g′"),
        };
        Self { layer, ..name }
    }

    /// Returns the name as text.
    pub fn text(&self, notation: Notation) -> String {
        match notation {
            Notation::Latex => self.latex(),
            Notation::Unicode => self.to_string(),
        }
    }

    /// Returns the indices: `12` if both are digits, otherwise `1,10`.
    fn index(&self) -> String {
        match self.indices {
            [Some(row), Some(column)] if row > 9 || column > 9 => format!("{row},{column}"),
            [Some(row), Some(column)] => format!("{row}{column}"),
            [Some(index), _] => index.to_string(),
            _ => String::new(),
        }
    }

    fn latex(&self) -> String {
        let mut text = self.latex.to_owned();
        match self.index() {
            none if none.is_empty() => {}
            digit if digit.len() == 1 => text += &format!("_{digit}"),
            index => text += &format!("_{{{index}}}"),
        }
        if let Some(layer) = self.layer {
            text += &format!("^{{({layer})}}");
        }
        text
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        f.write_str(self.unicode)?;
        for symbol in self.index().chars() {
            f.write_char(symbol.to_digit(10).map_or(symbol, |digit| SUBSCRIPTS[digit as usize]))?;
        }
        match self.layer {
            Some(layer) => write!(f, "{}", crate::network::trace::Superscript(layer)),
            None => Ok(()),
        }
    }
}

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

/// The precedence of the outermost operation of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A text with the precedence of its outermost operation.
struct Text {
    text: String,
    binding: Binding,
    /// True if it starts with a digit, so that a factor before it needs a dot.
    is_number: bool,
}

impl Text {
    fn new(text: impl Into<String>, binding: Binding) -> Self {
        Self { text: text.into(), binding, is_number: false }
    }

    fn atom(text: impl Into<String>) -> Self {
        Self::new(text, Binding::Atom)
    }

    /// Returns the text, in parentheses if its precedence is lower than `least`.
    fn at_least(self, least: Binding) -> String {
        if self.binding < least { format!("({})", self.text) } else { self.text }
    }
}

/// Returns an expression as text.
pub(super) fn text(symbol: Symbol, notation: Notation, leaf: &dyn Fn(Symbol) -> Option<Leaf>) -> String {
    Writer { notation, leaf }.write(symbol).text
}

struct Writer<'a> {
    notation: Notation,
    leaf: &'a dyn Fn(Symbol) -> Option<Leaf>,
}

impl Writer<'_> {
    fn write(&self, symbol: Symbol) -> Text {
        let mut layer = None;
        match (self.leaf)(symbol) {
            Some(Leaf::Name(name)) => return self.name(name),
            Some(Leaf::Number(number)) => return self.number(number),
            Some(Leaf::OfLayer(of)) => layer = Some(of),
            Some(Leaf::Shortened(head)) => {
                let dots = self.either(r"\cdots", "⋯");
                // It is the beginning of a sum, which continues after it; so it needs no parentheses.
                return Text::new(format!("{} + {dots}", self.write(head).text), Binding::Product);
            }
            None => {}
        }
        match arena::node(symbol) {
            Node::Number(bits) => self.number(f64::from_bits(bits).to_string()),
            Node::Variable(name) => self.name(name),
            Node::Unknown => Text::atom(self.either(r"\ldots", "…")),
            Node::Sum(..) | Node::Difference(..) | Node::Negative(_) => self.sum(symbol),
            Node::Product(..) => self.product(symbol),
            Node::Quotient(a, b) => self.quotient(a, b),
            Node::Max(..) => {
                let arguments: Vec<String> =
                    self.flat_max(symbol).into_iter().map(|argument| self.write(argument).text).collect();
                Text::atom(format!("{}({})", self.either(r"\max", "max"), arguments.join(", ")))
            }
            Node::Elementary(function, a) => self.elementary(function, a),
            Node::Apply(function, a) => {
                let name = Name::function(function, layer).text(self.notation);
                Text::atom(format!("{name}({})", self.write(a).text))
            }
            Node::Cases { condition, then, otherwise } => self.cases(condition, then, otherwise),
        }
    }

    fn either(&self, latex: &'static str, unicode: &'static str) -> &'static str {
        match self.notation {
            Notation::Latex => latex,
            Notation::Unicode => unicode,
        }
    }

    fn name(&self, name: Name) -> Text {
        let binding = if name == Name::COSTS { Binding::Product } else { Binding::Atom };
        Text::new(name.text(self.notation), binding)
    }

    fn number(&self, number: String) -> Text {
        match number.strip_prefix('-') {
            Some(digits) => Text::new(format!("{}{digits}", self.either("-", "−")), Binding::Sum),
            None => Text { is_number: true, ..Text::atom(number) },
        }
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
        match (self.leaf)(symbol) {
            Some(_) => terms.push((false, symbol)),
            None => self.terms(symbol, terms),
        }
    }

    fn sum(&self, symbol: Symbol) -> Text {
        let mut terms = Vec::new();
        self.terms(symbol, &mut terms);
        let mut text = String::new();
        for (i, (is_negative, term)) in terms.into_iter().enumerate() {
            let term = self.write(term);
            // A negative number is subtracted: a − 2, not a + −2.
            let minus = self.either("-", "−");
            let (is_negative, term) = match term.text.strip_prefix(minus) {
                Some(digits) if !is_negative && term.binding == Binding::Sum => (true, digits.to_owned()),
                _ if i == 0 && !is_negative => (false, term.text),
                _ => (is_negative, term.at_least(Binding::Product)),
            };
            match (i, is_negative) {
                (0, false) => {}
                (0, true) => text += minus,
                (_, false) => text += " + ",
                (_, true) => text += &format!(" {minus} "),
            }
            text += &term;
        }
        Text::new(text, Binding::Sum)
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
        match (self.leaf)(symbol) {
            Some(_) => factors.push(symbol),
            None => self.factors(symbol, factors),
        }
    }

    fn product(&self, symbol: Symbol) -> Text {
        let mut factors = Vec::new();
        self.factors(symbol, &mut factors);
        let mut text = String::new();
        let mut i = 0;
        while i < factors.len() {
            let times = factors[i..].iter().take_while(|factor| **factor == factors[i]).count();
            let factor = self.write(factors[i]);
            if i > 0 {
                let separator = match factor.is_number || factor.binding == Binding::Sum && is_numeral(&factor.text) {
                    true => self.either(r" \cdot ", " · "),
                    false => self.either(r" \, ", " "),
                };
                text += separator;
            }
            text += &if times > 1 { self.power(factors[i], factor, times) } else { factor.at_least(Binding::Product) };
            i += times;
        }
        Text::new(text, Binding::Product)
    }

    fn power(&self, base: Symbol, text: Text, times: usize) -> String {
        let exponent = match self.notation {
            Notation::Latex => format!("^{times}"),
            Notation::Unicode => match times {
                2 => "²".to_owned(),
                3 => "³".to_owned(),
                _ => format!("^{times}"),
            },
        };
        match arena::node(base) {
            // cosh²(z) rather than cosh(z)².
            Node::Elementary(function @ (Elementary::Tanh | Elementary::Cosh), a) => {
                let name = match function {
                    Elementary::Tanh => self.either(r"\tanh", "tanh"),
                    _ => self.either(r"\cosh", "cosh"),
                };
                format!("{name}{exponent}({})", self.write(a).text)
            }
            // A name that has a superscript gets parentheses.
            _ if text.text.contains('^') && self.notation == Notation::Latex && text.binding == Binding::Atom => {
                format!("({}){exponent}", text.text)
            }
            _ if text.text.ends_with('⁾') && text.binding == Binding::Atom => format!("({}){exponent}", text.text),
            _ => text.at_least(Binding::Atom) + &exponent,
        }
    }

    fn quotient(&self, a: Symbol, b: Symbol) -> Text {
        let (a, b) = (self.write(a), self.write(b));
        match self.notation {
            Notation::Latex => Text::new(format!(r"\frac{{{}}}{{{}}}", a.text, b.text), Binding::Power),
            Notation::Unicode => {
                let text = format!("{} / {}", a.at_least(Binding::Product), b.at_least(Binding::Power));
                Text::new(text, Binding::Product)
            }
        }
    }

    fn elementary(&self, function: Elementary, a: Symbol) -> Text {
        let a = self.write(a);
        let text = match (self.notation, function) {
            (Notation::Latex, Elementary::Exp) => return Text::new(format!("e^{{{}}}", a.text), Binding::Power),
            (Notation::Latex, Elementary::Sqrt) => format!(r"\sqrt{{{}}}", a.text),
            (_, Elementary::Sqrt) => format!("√({})", a.text),
            (_, Elementary::Exp) => format!("exp({})", a.text),
            (_, Elementary::Ln) => format!("{}({})", self.either(r"\ln", "ln"), a.text),
            (_, Elementary::Ln1p) => format!("{}(1 + {})", self.either(r"\ln", "ln"), a.at_least(Binding::Product)),
            (_, Elementary::Tanh) => format!("{}({})", self.either(r"\tanh", "tanh"), a.text),
            (_, Elementary::Cosh) => format!("{}({})", self.either(r"\cosh", "cosh"), a.text),
            (_, Elementary::Abs) => format!("|{}|", a.text),
        };
        Text::atom(text)
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
        Text::atom(match self.notation {
            Notation::Latex => {
                let rows = rows.map(|(value, condition)| format!("{value} & {condition}"));
                format!(r"\begin{{cases}} {} \end{{cases}}", rows.join(r" \\ "))
            }
            Notation::Unicode => {
                let rows = rows.map(|(value, condition)| format!("{value} if {condition}"));
                format!("{{ {} }}", rows.join(", "))
            }
        })
    }

    /// Returns the condition, or its opposite if `holds` is false, with a number on the right side.
    fn condition(&self, condition: Condition, holds: bool) -> String {
        let Condition { less, greater } = condition;
        let (at_most, at_least) = (self.either(r"\le", "≤"), self.either(r"\ge", "≥"));
        let (a, relation, b) = match (less.as_number().is_some(), holds) {
            (true, true) => (greater, ">", less),
            (true, false) => (greater, at_most, less),
            (false, true) => (less, "<", greater),
            (false, false) => (less, at_least, greater),
        };
        format!("{} {relation} {}", self.write(a).text, self.write(b).text)
    }
}

/// Returns whether a text is a number, perhaps with a sign.
fn is_numeral(text: &str) -> bool {
    text.chars().all(|symbol| symbol.is_ascii_digit() || matches!(symbol, '.' | '-' | '−'))
}
