//! What a figure shows: texts and attributes, each with the slot that it belongs to.

use crate::digits;

/// A text or an attribute of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The name of the slot.
    pub slot: String,
    /// Whether it is a text or an attribute.
    pub what: What,
    /// The text, or the value of the attribute.
    pub value: String,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The text of the element.
    Text,
    /// What is in the element, as HTML or SVG.
    Html,
    /// The position of a control: of a slider, or of a list of choices; or the text in a field.
    Position,
    /// An attribute by its name.
    Attribute(&'static str),
    /// A class that the element has or has not, by its name; the value is `1` or empty.
    Class(&'static str),
    /// An attribute without a value that the element has or has not, by its name; the value is `1` or empty.
    Flag(&'static str),
}

/// Everything that a figure shows.
///
/// **Invariant**: nothing is shown twice: a slot has one value of each kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Show(Vec<Shown>);

impl Show {
    fn push(&mut self, slot: &str, what: What, value: &str) -> &mut Self {
        self.0.push(Shown { slot: slot.to_owned(), what, value: value.to_owned() });
        self
    }

    /// Shows a text.
    pub fn text(&mut self, slot: &str, text: &str) -> &mut Self {
        self.push(slot, What::Text, text)
    }

    /// Shows HTML, or SVG in an element of that.
    pub fn html(&mut self, slot: &str, html: &str) -> &mut Self {
        self.push(slot, What::Html, html)
    }

    /// Shows the text in a field.
    pub fn field(&mut self, slot: &str, text: &str) -> &mut Self {
        self.push(slot, What::Position, text)
    }

    /// Shows an attribute, such as the path `d` of a curve.
    pub fn attribute(&mut self, slot: &str, name: &'static str, value: &str) -> &mut Self {
        self.push(slot, What::Attribute(name), value)
    }

    /// Gives the element a class, or takes it away.
    pub fn class(&mut self, slot: &str, name: &'static str, has: bool) -> &mut Self {
        self.push(slot, What::Class(name), if has { "1" } else { "" })
    }

    /// Gives the element an attribute without a value, such as `disabled`, or takes it away.
    pub fn flag(&mut self, slot: &str, name: &'static str, has: bool) -> &mut Self {
        self.push(slot, What::Flag(name), if has { "1" } else { "" })
    }

    /// Shows the position of a slider, and the number that it stands for, beside it and to screen readers.
    pub fn slider(&mut self, name: &str, position: f64, number: &str) -> &mut Self {
        self.push(name, What::Position, &digits::attribute(position, 6));
        self.attribute(name, "aria-valuetext", number).text(&(name.to_owned() + " number"), number)
    }

    /// Shows the button `run` of a figure that goes on by itself.
    pub fn run(&mut self, is_running: bool) -> &mut Self {
        self.text("run", if is_running { "Stop" } else { "Run" })
    }

    /// Shows whether a button has something to do. It keeps the focus in any case.
    pub fn disabled(&mut self, slot: &str, is_disabled: bool) -> &mut Self {
        self.attribute(slot, "aria-disabled", if is_disabled { "true" } else { "false" })
    }

    /// Shows which of the choices of a list is chosen.
    pub fn choice(&mut self, name: &str, chosen: usize) -> &mut Self {
        self.push(name, What::Position, &chosen.to_string())
    }

    /// Places the element, by its `transform`.
    pub fn place(&mut self, slot: &str, (x, y): (f64, f64)) -> &mut Self {
        let place = ["translate(", &pixel(x), " ", &pixel(y), ")"].concat();
        self.attribute(slot, "transform", &place)
    }

    /// Shows a line through places as the path of the element.
    pub fn line(&mut self, slot: &str, places: impl IntoIterator<Item = (f64, f64)>) -> &mut Self {
        let mut path = String::new();
        for (x, y) in places {
            path += if path.is_empty() { "M" } else { "L" };
            path += &pixel(x);
            path += " ";
            path += &pixel(y);
        }
        self.attribute(slot, "d", &path)
    }

    /// Shows places as the path of the element, in pieces without a length. With round ends, each is a dot.
    pub fn dots(&mut self, slot: &str, places: impl IntoIterator<Item = (f64, f64)>) -> &mut Self {
        let mut path = String::new();
        for (x, y) in places {
            path += "M";
            path += &pixel(x);
            path += " ";
            path += &pixel(y);
            path += "h0";
        }
        self.attribute(slot, "d", &path)
    }

    /// Returns everything, in the order in which it was shown.
    pub fn all(&self) -> &[Shown] {
        &self.0
    }

    /// Returns what is not the same as before as lines of three parts: slot, kind and value, with a tab between them. The
    /// kind of a text is empty, that of HTML `<` and that of a position or a field `=`; an attribute has its name, a class a
    /// dot before it and a flag a question mark. A line break within a value is written as the character U+0001.
    pub fn changes_since(&self, before: &Self) -> String {
        let mut lines = String::new();
        for (i, shown) in self.0.iter().enumerate() {
            if before.0.get(i) != Some(shown) {
                let Shown { slot, what, value } = shown;
                let (mark, name) = match what {
                    What::Text => ("", ""),
                    What::Html => ("<", ""),
                    What::Position => ("=", ""),
                    What::Attribute(name) => ("", *name),
                    What::Class(name) => (".", *name),
                    What::Flag(name) => ("?", *name),
                };
                for part in [slot, "\t", mark, name, "\t"] {
                    lines += part;
                }
                push_line(&mut lines, value);
            }
        }
        lines
    }
}

/// Appends a value as a line.
fn push_line(lines: &mut String, value: &str) {
    for (i, line) in value.split('\n').enumerate() {
        if i > 0 {
            lines.push('\u{1}');
        }
        *lines += line;
    }
    lines.push('\n');
}

/// Returns the name of one of many slots.
pub(crate) fn numbered(name: &str, number: usize) -> String {
    [name, " ", &number.to_string()].concat()
}

/// Returns a number of pixels for an attribute.
pub(crate) fn pixel(value: f64) -> String {
    digits::attribute(value, 1)
}
