//! A column by its name or number.

use crate::display::{list, quoted};
use std::fmt;

/// A column, by its name in the header or by its number from 0. Strings and numbers convert to it, so columns are given as
/// `["x", "y"]`, `[0, 1]`, `0..64`, or as a `Vec` or slice that is chosen at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column<'a> {
    /// The name in the header.
    Name(&'a str),
    /// The number, counted from 0.
    Number(usize),
}

impl Column<'_> {
    /// Returns the number of the column, or else what was found and what was expected.
    pub(super) fn position(self, names: Option<&[String]>, width: usize) -> Result<usize, (String, String)> {
        let name = match self {
            Self::Number(number) if number < width => return Ok(number),
            Self::Number(_) => return Err((format!("no column {self}"), format!("a number below {width}"))),
            Self::Name(name) => name,
        };
        let Some(names) = names else {
            let expected = format!("a number below {width}, since the table is read without a header");
            return Err((format!("no column {self}"), expected));
        };
        let mut places = (0..width).filter(|&place| names[place] == name);
        match (places.next(), places.next()) {
            (Some(first), Some(next)) => {
                let expected = "a unique name; use the number of the column instead";
                Err((format!("{self} as the name of the columns {first} and {next}"), expected.to_owned()))
            }
            (Some(only), None) => Ok(only),
            (None, _) => Err((format!("no column {self}"), format!("one of {}{}", list(names), hint(name, names)))),
        }
    }
}

/// Returns what to write if the names show that an option is wrong.
fn hint(wanted: &str, names: &[String]) -> String {
    let is_quoted = |name: &String| name.len() > 1 && name.starts_with('\'') && name.ends_with('\'');
    let uncut = |&separator: &char| names.iter().any(|name| name.split(separator).any(|part| part.trim() == wanted));
    if names.iter().any(is_quoted) {
        return "; `quote(b'\\'')` removes the single quotes".to_owned();
    }
    match [';', '\t', '|', ',', ':', ' '].iter().find(|separator| uncut(separator)) {
        Some(' ') => "; `whitespace()` separates cells by spaces".to_owned(),
        Some(separator) => format!("; `delimiter(b'{}')` separates the cells", separator.escape_default()),
        None => String::new(),
    }
}

impl<'a> From<&'a str> for Column<'a> {
    fn from(name: &'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&&'a str> for Column<'a> {
    fn from(name: &&'a str) -> Self {
        Self::Name(name)
    }
}

impl<'a> From<&'a String> for Column<'a> {
    fn from(name: &'a String) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Column<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<&usize> for Column<'_> {
    fn from(number: &usize) -> Self {
        Self::Number(*number)
    }
}

impl<'a> From<&Column<'a>> for Column<'a> {
    fn from(column: &Column<'a>) -> Self {
        *column
    }
}

impl fmt::Display for Column<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(&quoted(name)),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}
