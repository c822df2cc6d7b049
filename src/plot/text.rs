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
pub fn width(text: &str, em: f64) -> f64 {
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

/// Formats a number with four significant digits: 0.1250, −1.235·10⁷, 0 only for 0. Zeros at the end are left out if no digit
/// was: 0.5, −30. A number below 0.001, or of 10 000 or more, has a power of ten.
pub fn significant(value: f64) -> String {
    const DIGITS: i32 = 4;
    /// The relative error of a number that was computed from exact ones, such as 0.1 + 0.2.
    const ROUNDING: f64 = 1e-10;

    let scientific = format!("{value:.*e}", DIGITS as usize - 1);
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let is_exact = scientific.parse().is_ok_and(|shown: f64| (shown - value).abs() <= ROUNDING * value.abs());
    let zeros = |digits: &str| if is_exact { trimmed(digits).to_owned() } else { digits.to_owned() };
    match power.parse::<i32>() {
        Ok(power) if (-3..DIGITS).contains(&power) => with_minus(&zeros(&fixed(value, (DIGITS - 1 - power) as usize))),
        _ => with_minus(&format!("{}·10{}", zeros(digits), raised(power))),
    }
}

/// Removes the zeros at the end of a number's decimals.
fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}
