//! Formats numbers and names for people to read: in traces, plots and error messages.

use alloc::{borrow::ToOwned, format, string::String, string::ToString, vec::Vec};
use core::fmt::Display;

/// Formats a number with the given number of decimals; a number that is rounded to zero loses its sign.
pub(crate) fn fixed(value: impl Display, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|digit| matches!(digit, '0' | '.')) => zero.to_owned(),
        _ => text,
    }
}

/// Formats a whole number in superscript digits: ¹², ⁻⁶.
pub(crate) fn raised(number: impl Display) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |symbol: char| symbol.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]);
    number.to_string().chars().map(raise).collect()
}

/// Replaces the hyphen in front of a negative number by the minus sign of typeset mathematics.
#[cfg(feature = "plot")]
pub(crate) fn with_minus(number: &str) -> String {
    number.replace('-', "−")
}

/// Formats a number of things: `1 column`, `3 columns`.
pub(crate) fn counted(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// Quotes text that others wrote, and shortens it for a message.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let (start, more) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], "…"),
        None => (text, ""),
    };
    // Invisible characters stay escaped, quotes do not.
    let escaped = start.escape_debug().to_string().replace("\\'", "'").replace("\\\"", "\"");
    format!("`{escaped}{more}`")
}

/// Lists names, and shortens the list for a message.
pub(crate) fn list(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 12;
    let shown: Vec<String> = names.iter().take(MOST).map(|name| quoted(name.as_ref())).collect();
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    shown.join(", ") + &more
}
