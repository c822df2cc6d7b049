//! Numbers → text, for all that people read: traces, pictures, messages.

use std::fmt::Display;

/// A number with so many decimals, and without the sign of a rounded zero.
pub(crate) fn fixed(value: impl Display, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.chars().all(|digit| matches!(digit, '0' | '.')) => zero.to_owned(),
        _ => text,
    }
}

/// A whole number in raised digits: ¹², ⁻⁶.
pub(crate) fn raised(number: impl Display) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |symbol: char| symbol.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]);
    number.to_string().chars().map(raise).collect()
}

/// The sign of a negative number as books print it, and not the hyphen of code.
#[cfg(feature = "plot")]
pub(crate) fn with_minus(number: &str) -> String {
    number.replace('-', "−")
}
