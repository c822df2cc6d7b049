//! Texts: how wide they are, what fits, and how numbers are written.
//!
//! A picture is laid out before anyone knows which font will show it. Widths are those of DejaVu Sans, the first font of the
//! list in an SVG and the only one of a PNG, with each letter rounded up; Verdana, the second one, has nearly the same.
//!
//! **Invariant**: an estimated width is at least that of the font, for the letters of most languages.

use crate::display::{fixed, raised, with_minus};

/// The height of a line of text, in ems, from the top of the letters to the lower end of the longest ones.
pub(super) const HEIGHT: f64 = 1.1;

/// Returns the width of a text in pixels; `em` is the size of its font.
pub(super) fn width(text: &str, em: f64) -> f64 {
    em * text.chars().map(advance).sum::<f64>()
}

/// Returns the width of a letter in ems.
fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' => 0.28,
        ' ' | ',' | '.' | 'I' | 'J' | '·' => 0.32,
        'f' | '-' | '/' | ':' | ';' | '\\' | '|' => 0.37,
        'r' | 't' | '!' | '(' | ')' | '[' | ']' | '²' | '³' | '¹' => 0.42,
        '⁰' | '⁴'..='⁹' | '₀'..='₉' | '⁽' | '⁾' => 0.42,
        '⁻' | '–' | '"' | '*' | '?' | '_' | '`' | 'c' | 's' | 'z' => 0.56,
        'm' | '%' | '@' | 'W' | '…' => 1.0,
        'w' | '#' | '+' | '<' | '=' | '>' | '^' | '~' | '−' => 0.84,
        'M' => 0.87,
        'A'..='Z' | '&' | 'Θ' => 0.79,
        '!'..='~' | 'ß'..='å' | 'ç'..='ö' | 'ø'..='ÿ' | 'α'..='ω' => 0.66,
        '\u{1f000}'.. => 1.65,
        _ => 1.25,
    }
}

/// Returns a text that is at most so many pixels wide: the text, or its beginning and an ellipsis.
pub(super) fn shortened(text: &str, em: f64, room: f64) -> String {
    if width(text, em) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = width("…", em);
    for letter in text.chars() {
        used += em * advance(letter);
        if used > room {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

/// Formats a number with so many decimals. One that would be rounded to 0, or is 10 000 or more, has a power of ten instead:
/// 0.125, −1·10⁻⁶, 1.235·10⁷.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    let is_lost = value != 0.0 && !text.contains(|digit: char| ('1'..='9').contains(&digit));
    if value.abs() < 1e4 && !is_lost {
        return with_minus(&text);
    }
    let scientific = format!("{value:.decimals$e}");
    match scientific.split_once('e') {
        Some((digits, power)) => with_minus(&format!("{}·10{}", trimmed(digits), raised(power))),
        None => with_minus(&scientific),
    }
}

/// Removes the zeros at the end of a number's decimals.
pub(super) fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}
