//! The notations in which expressions are written.
//!
//! A [`Style`] has the words of one notation. The [writer](super::writer) puts them together, and knows where parentheses
//! are needed.
//!
//! **Invariant**: the text of an expression stays one expression wherever it is put: each style has its own way to keep
//! it together, by precedence, by braces or as one element.

mod latex;
mod mathml;
mod unicode;

use super::Name;

/// A notation for expressions.
///
/// ```
/// use backprop::readings::symbol::{Name, Notation};
///
/// let a = Name::unit("a", "a", 2, 1);
/// assert_eq!(a.text(Notation::Latex), "a_1^{(2)}");
/// assert_eq!(a.text(Notation::Unicode), "a₁⁽²⁾");
/// assert_eq!(
///     a.text(Notation::MathMl),
///     r#"<msubsup data-symbol="a 2 1"><mi>a</mi><mn>1</mn><mrow><mo>(</mo><mn>2</mn><mo>)</mo></mrow></msubsup>"#
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notation {
    /// `\Theta_{12}^{(1)} a_2^{(1)}`
    Latex,
    /// `Θ₁₂⁽¹⁾ a₂⁽¹⁾`
    Unicode,
    /// The content of an element `<math>`, of MathML Core, which browsers set by themselves.
    ///
    /// Each name is one element. Its attribute `data-symbol` says which quantity it is: the letter, the layer if it has
    /// one, and the indices, as in `a 2 1` for a₁⁽²⁾ and `x 1` for x₁.
    MathMl,
}

impl Notation {
    /// Returns the words of the notation.
    pub(crate) fn style(self) -> &'static dyn Style {
        match self {
            Self::Latex => &latex::Latex,
            Self::Unicode => &unicode::Unicode,
            Self::MathMl => &mathml::MathMl,
        }
    }
}

/// The words of a notation.
///
/// Signs are given as in plain text: `−`, `≤` or `(`. Where a method takes and returns text, it is text in the notation.
pub(crate) trait Style {
    /// Returns a name.
    fn name(&self, name: Name) -> String;

    /// Returns a number without a sign.
    fn digits(&self, digits: &str) -> String;

    /// Returns a sign.
    fn sign(&self, sign: &str) -> String;

    /// Returns what stands between two factors if it is no dot.
    fn times(&self) -> &'static str;

    /// Returns the name of an elementary function.
    fn function(&self, name: &str) -> String;

    /// Returns words.
    fn words(&self, words: &str) -> String;

    /// Returns a power whose base needs no parentheses.
    fn power(&self, base: &str, exponent: usize) -> String;

    /// Returns e to the power of a.
    fn exponential(&self, a: &str) -> Text;

    /// Returns the square root of a.
    fn root(&self, a: &str) -> String;

    /// Returns a divided by b.
    fn quotient(&self, a: Text, b: Text) -> Text;

    /// Returns values with the conditions under which they hold.
    fn cases(&self, rows: [(String, String); 2]) -> String;

    /// Returns an equation with the condition under which it holds.
    fn provided(&self, equation: &str, condition: &str) -> String;

    /// Returns parts that follow each other as one text.
    fn row(&self, parts: String) -> String {
        parts
    }

    /// Returns a function applied to arguments.
    fn apply(&self, function: &str, arguments: &str) -> String {
        format!("{function}{}", self.between("(", arguments, ")"))
    }

    /// Returns a text between two signs.
    fn between(&self, open: &str, text: &str, close: &str) -> String {
        self.row(format!("{}{text}{}", self.sign(open), self.sign(close)))
    }

    /// Returns a number.
    fn number(&self, number: &str) -> String {
        match number.strip_prefix('-') {
            Some(digits) => self.row(self.sign("−") + &self.digits(digits)),
            None => self.digits(number),
        }
    }
}

/// The precedence of the outermost operation of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A text with the precedence of its outermost operation.
pub(crate) struct Text {
    pub(super) text: String,
    pub(super) binding: Binding,
}

impl Text {
    pub(super) fn new(text: String, binding: Binding) -> Self {
        Self { text, binding }
    }

    pub(super) fn atom(text: String) -> Self {
        Self::new(text, Binding::Atom)
    }

    /// Returns the text, in parentheses if its precedence is lower than `least`.
    pub(super) fn at_least(self, least: Binding, style: &dyn Style) -> String {
        if self.binding < least { style.between("(", &self.text, ")") } else { self.text }
    }
}
