//! Plain text with Unicode's subscripts and superscripts.

use super::{Binding, Name, Style, Text};
use crate::network::trace::Superscript;

pub(super) struct Unicode;

impl Style for Unicode {
    fn name(&self, name: Name) -> String {
        const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        let lowered = |symbol: char| symbol.to_digit(10).map_or(symbol, |digit| SUBSCRIPTS[digit as usize]);
        let index: String = name.index().chars().map(lowered).collect();
        let layer = name.layer.map_or_else(String::new, |layer| Superscript(layer).to_string());
        format!("{}{index}{layer}", name.unicode)
    }

    fn digits(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn sign(&self, sign: &str) -> String {
        sign.to_owned()
    }

    fn times(&self) -> &'static str {
        " "
    }

    fn function(&self, name: &str) -> String {
        name.to_owned()
    }

    fn words(&self, words: &str) -> String {
        words.to_owned()
    }

    fn power(&self, base: &str, exponent: usize) -> String {
        match exponent {
            2 => format!("{base}²"),
            3 => format!("{base}³"),
            _ => format!("{base}^{exponent}"),
        }
    }

    fn exponential(&self, a: &str) -> Text {
        Text::atom(self.apply("exp", a))
    }

    fn root(&self, a: &str) -> String {
        self.apply("√", a)
    }

    fn quotient(&self, a: Text, b: Text) -> Text {
        let text = format!("{} / {}", a.at_least(Binding::Product, self), b.at_least(Binding::Power, self));
        Text::new(text, Binding::Product)
    }

    fn cases(&self, rows: [(String, String); 2]) -> String {
        let rows = rows.map(|(value, condition)| self.provided(&value, &condition));
        format!("{{ {} }}", rows.join(", "))
    }

    fn provided(&self, equation: &str, condition: &str) -> String {
        format!("{equation} if {condition}")
    }
}
