//! MathML Core: the elements that browsers set without a script.
//!
//! **Invariant**: a text is one element, so that it can be a base, an exponent or a part of a fraction.

use super::{Binding, Name, Style, Text};

pub(super) struct MathMl;

impl Style for MathMl {
    fn name(&self, name: Name) -> String {
        if name == Name::COSTS {
            return COSTS.to_owned();
        }
        let numbers = name.layer.into_iter().chain(name.indices.into_iter().flatten());
        let key = numbers.fold(escaped(name.unicode), |key, number| format!("{key} {number}"));
        // A prime is raised already; as a superscript, it would be tiny in most fonts.
        let letter = match name.unicode.strip_suffix('′') {
            Some(letter) => self.row(format!("<mi>{}</mi><mo>′</mo>", escaped(letter))),
            None => format!("<mi>{}</mi>", escaped(name.unicode)),
        };
        let layer = name.layer.map(|layer| self.row(format!("<mo>(</mo><mn>{layer}</mn><mo>)</mo>")));
        let (element, scripts) = match (self.index(name), layer) {
            (None, None) => ("mrow", String::new()),
            (Some(index), None) => ("msub", index),
            (None, Some(layer)) => ("msup", layer),
            (Some(index), Some(layer)) => ("msubsup", index + &layer),
        };
        format!(r#"<{element} data-symbol="{key}">{letter}{scripts}</{element}>"#)
    }

    fn digits(&self, digits: &str) -> String {
        format!("<mn>{digits}</mn>")
    }

    fn sign(&self, sign: &str) -> String {
        match sign {
            // As an operator, dots would get the space of one.
            "⋯" | "…" => format!("<mi>{sign}</mi>"),
            _ => format!("<mo>{}</mo>", escaped(sign)),
        }
    }

    /// Returns the invisible sign of a product, which screen readers read, with a little space.
    fn times(&self) -> &'static str {
        r#"<mo lspace="0" rspace="0.17em">&#x2062;</mo>"#
    }

    fn function(&self, name: &str) -> String {
        format!("<mi>{name}</mi>")
    }

    fn words(&self, words: &str) -> String {
        format!("<mtext>{words}&#xA0;</mtext>")
    }

    fn power(&self, base: &str, exponent: usize) -> String {
        format!("<msup>{base}<mn>{exponent}</mn></msup>")
    }

    fn exponential(&self, a: &str) -> Text {
        Text::new(format!("<msup><mi>e</mi>{a}</msup>"), Binding::Power)
    }

    fn root(&self, a: &str) -> String {
        format!("<msqrt>{a}</msqrt>")
    }

    fn quotient(&self, a: Text, b: Text) -> Text {
        Text::new(format!("<mfrac>{}{}</mfrac>", a.text, b.text), Binding::Power)
    }

    fn cases(&self, rows: [(String, String); 2]) -> String {
        let cell = |content: &str| format!(r#"<mtd style="text-align: left">{content}</mtd>"#);
        let rows = rows
            .map(|(value, condition)| format!("<mtr>{}{}</mtr>", cell(&value), cell(&(self.words("if") + &condition))));
        self.row(format!("{}<mtable>{}</mtable>", self.sign("{"), rows.concat()))
    }

    fn provided(&self, equation: &str, condition: &str) -> String {
        format!(r#"{equation}<mspace width="1em"/>{}{condition}"#, self.words("if"))
    }

    fn row(&self, parts: String) -> String {
        format!("<mrow>{parts}</mrow>")
    }

    /// Returns a text between two signs, which are as tall as the text only if it has fractions or cases: powers and names
    /// would make each pair of parentheses taller than the one inside of it.
    fn between(&self, open: &str, text: &str, close: &str) -> String {
        let is_tall = text.contains("<mfrac>") || text.contains("<mtable>");
        let sign = |sign| format!(r#"<mo stretchy="{is_tall}">{sign}</mo>"#);
        self.row(format!("{}{text}{}", sign(open), sign(close)))
    }

    /// Returns the function and its arguments with the invisible sign of an application between them.
    fn apply(&self, function: &str, arguments: &str) -> String {
        self.row(format!("{function}<mo>&#x2061;</mo>{}", self.between("(", arguments, ")")))
    }
}

impl MathMl {
    /// Returns the indices of a name.
    fn index(&self, name: Name) -> Option<String> {
        let separator = if name.index().contains(',') { self.sign(",") } else { String::new() };
        let indices: Vec<String> =
            name.indices.into_iter().flatten().map(|index| self.digits(&index.to_string())).collect();
        match indices.as_slice() {
            [] => None,
            [index] => Some(index.clone()),
            _ => Some(self.row(indices.join(&separator))),
        }
    }
}

/// [`Name::COSTS`], whose parts are names themselves.
const COSTS: &str = concat!(
    "<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>",
    r#"<mrow data-symbol="m"><mi>m</mi></mrow></munderover>"#,
    r#"<msup data-symbol="C i"><mi>C</mi><mrow><mo>(</mo><mi>i</mi><mo>)</mo></mrow></msup></mrow>"#,
);

/// Returns a text in which XML finds no marks of its own.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
