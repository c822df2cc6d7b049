//! LaTeX, as GitHub, Jupyter and mdBook render it.

use super::{Binding, Name, Style, Text};

pub(super) struct Latex;

impl Style for Latex {
    fn name(&self, name: Name) -> String {
        let mut text = name.latex.to_owned();
        match name.index() {
            none if none.is_empty() => {}
            index => text += &format!("_{}", argument(&index)),
        }
        if let Some(layer) = name.layer {
            text += &format!("^{{({layer})}}");
        }
        text
    }

    fn digits(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn sign(&self, sign: &str) -> String {
        let latex = match sign {
            "−" => "-",
            "·" => r"\cdot",
            "≤" => r"\le",
            "≥" => r"\ge",
            "≈" => r"\approx",
            "⋯" => r"\cdots",
            "…" => r"\ldots",
            same => same,
        };
        latex.to_owned()
    }

    fn times(&self) -> &'static str {
        r" \, "
    }

    fn function(&self, name: &str) -> String {
        format!(r"\{name}")
    }

    fn words(&self, words: &str) -> String {
        format!(r"\text{{{words} }}")
    }

    fn power(&self, base: &str, exponent: usize) -> String {
        format!("{base}^{}", argument(&exponent.to_string()))
    }

    fn exponential(&self, a: &str) -> Text {
        Text::new(format!("e^{{{a}}}"), Binding::Power)
    }

    fn root(&self, a: &str) -> String {
        format!(r"\sqrt{{{a}}}")
    }

    fn quotient(&self, a: Text, b: Text) -> Text {
        Text::new(format!(r"\frac{{{}}}{{{}}}", a.text, b.text), Binding::Power)
    }

    fn cases(&self, rows: [(String, String); 2]) -> String {
        let rows = rows.map(|(value, condition)| format!("{value} & {condition}"));
        format!(r"\begin{{cases}} {} \end{{cases}}", rows.join(r" \\ "))
    }

    fn provided(&self, equation: &str, condition: &str) -> String {
        format!(r"{equation} \quad {}{condition}", self.words("if"))
    }
}

/// Returns an index or an exponent, in braces if it has more than one digit.
fn argument(digits: &str) -> String {
    if digits.len() == 1 { digits.to_owned() } else { format!("{{{digits}}}") }
}
