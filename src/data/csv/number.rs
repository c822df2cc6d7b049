//! A number, from the text of a cell.
//!
//! **Invariant**: a whole number is converted exactly or is an error; it is never rounded.

use crate::equations::scalar::Scalar;
use std::any::type_name;

/// Up to this number, an `f64` holds every whole number: 2⁵³.
const ALL_WHOLE_NUMBERS: f64 = 9_007_199_254_740_992.0;

/// The largest number that computers count to, and a little more: 2⁶⁴.
const LARGEST_COUNT: f64 = 18_446_744_073_709_551_616.0;

/// Returns the finite number that a text is, or `None`.
pub(super) fn parse(text: &str, decimal_comma: bool) -> Option<f64> {
    let number: f64 = match decimal_comma {
        true if text.contains('.') => return None,
        true => text.replace(',', ".").parse().ok()?,
        false => text.parse().ok()?,
    };
    number.is_finite().then_some(number)
}

/// Converts the number of a cell for a network, or else returns what was expected.
pub(super) fn convert<T: Scalar + Into<f64>>(text: &str, number: f64) -> Result<T, String> {
    let converted = T::from_f64(number);
    let result: f64 = converted.into();
    if !result.is_finite() {
        return Err(format!("a finite number, and for `{}` it is too large; `scalar: f64` holds it", type_name::<T>()));
    }
    if result == number && number.abs() < ALL_WHOLE_NUMBERS {
        return Ok(converted);
    }
    match digits(text) {
        Some(digits) if is_rounded(digits, result) => {
            let is_f64_enough = !is_rounded(digits, number);
            let larger = if is_f64_enough { "`scalar: f64` holds it, or " } else { "" };
            let name = type_name::<T>();
            let rounded = if result.abs() < LARGEST_COUNT { result.to_string() } else { format!("{result:e}") };
            Err(format!(
                "a whole number that `{name}` holds without rounding, here to {rounded}; {larger}`without` leaves the \
                 column out, if it only numbers the rows"
            ))
        }
        _ => Ok(converted),
    }
}

/// Returns whether a number is not the whole number with these digits. Of numbers that are larger than any counter, only
/// 17 digits matter: so many tell every `f64`, and a program that writes a measurement fills up with zeros.
fn is_rounded(digits: &str, number: f64) -> bool {
    let is_measured = number.abs() >= LARGEST_COUNT && digits.trim_end_matches('0').len() <= 17;
    // Without decimals, `format!` writes every digit of a floating-point number.
    !is_measured && digits != format!("{:.0}", number.abs())
}

/// Returns the digits of a whole number, without its sign, leading zeros and decimals that are all zero.
fn digits(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_whole = whole.bytes().all(|byte| byte.is_ascii_digit()) && decimals.bytes().all(|byte| byte == b'0');
    let digits = whole.trim_start_matches('0');
    is_whole.then_some(if digits.is_empty() { "0" } else { digits })
}

/// Returns what to write for a cell that is not a number: it may be a category, or a number as a person writes it.
pub(super) fn hint(text: &str, decimal_comma: bool) -> String {
    const MISSING: [&str; 9] = [".", "..", "-", "--", "*", "none", "missing", "unknown", "nil"];
    const CATEGORY: &str = "`one_hot` turns categories into numbers, `without` leaves a column out";
    if MISSING.contains(&text.to_lowercase().as_str()) {
        return format!("`missing([\"{text}\"])` if it stands for a missing value, `one_hot` if it is a category");
    }
    let unsigned = text.trim_start_matches(['-', '+', '−', '–']).trim_start();
    if let Some(hint) = several_cells(text).or_else(|| misspelled(text, unsigned, decimal_comma)) {
        return hint;
    }
    match unsigned.chars().next() {
        Some('0'..='9') if unsigned.contains(['-', '/', ':']) => {
            "a date, a time or a range is not a number; `without` leaves a column out".to_owned()
        }
        Some('0'..='9') => format!("a number is decimal and without a unit; {CATEGORY}"),
        _ => CATEGORY.to_owned(),
    }
}

/// Returns what to write if the cell is several numbers, because the cells are separated by another byte.
fn several_cells(text: &str) -> Option<String> {
    let are_numbers = |separator: char| {
        let mut parts = text.split(separator).filter(|part| !part.is_empty()).peekable();
        text.contains(separator) && parts.peek().is_some() && parts.all(|part| part.trim().parse::<f64>().is_ok())
    };
    if text.contains(' ') && are_numbers(' ') && !is_grouped(text, ' ') {
        return Some("`whitespace()` separates cells by spaces".to_owned());
    }
    let separator = ['\t', ';', '|'].into_iter().find(|&separator| are_numbers(separator))?;
    Some(format!("`delimiter(b'{}')` separates the cells", separator.escape_default()))
}

/// Returns what to write if a person reads the text as a number.
fn misspelled(text: &str, unsigned: &str, decimal_comma: bool) -> Option<String> {
    let first_of = |characters: &[char]| text.matches(characters).next();
    let is_word = unsigned.chars().any(char::is_alphabetic);
    if unsigned.parse::<f64>().is_ok_and(|number| number.is_infinite()) {
        return Some("this one is too large".to_owned());
    }
    if !unsigned.contains(|character: char| character.is_ascii_digit()) || unsigned.contains(['/', ':']) {
        return None;
    }
    if let Some(minus) = first_of(&['−', '–']).filter(|minus| text.starts_with(minus)) {
        return Some(format!("write the minus sign as `-`, not as `{minus}`"));
    }
    if let Some(sign) = first_of(&['$', '€', '£', '¥', '₹', '%', '°']).filter(|_| !is_word) {
        return Some(format!("write the number without `{sign}`"));
    }
    if let Some(separator) = first_of(&[' ', '\u{a0}', '\u{202f}', '\'', '’', '_']).filter(|_| !is_word) {
        return Some(format!("write the number without `{separator}` between its digits"));
    }
    if unsigned.chars().all(|character| matches!(character, '0'..='9' | ',' | '.')) {
        return Some(separators(unsigned, decimal_comma).to_owned());
    }
    let (mantissa, exponent) = unsigned.split_once(['d', 'D'])?;
    let is_number = mantissa.parse::<f64>().is_ok() && exponent.parse::<i32>().is_ok();
    is_number.then(|| "write the exponent with `e`, not with `d`".to_owned())
}

/// Returns whether the digits stand in groups of thousands.
fn is_grouped(digits: &str, separator: char) -> bool {
    let mut groups = digits.split(separator);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// Returns what to write for digits with commas and points.
fn separators(digits: &str, decimal_comma: bool) -> &'static str {
    match (digits.find(','), digits.find('.')) {
        _ if decimal_comma => "write it with a decimal comma, and with nothing between the thousands",
        (Some(comma), Some(point)) if comma < point => "write the number without commas between the thousands",
        (Some(_), Some(_)) => "write it without points between the thousands, and read it with `decimal_comma()`",
        (Some(_), None) if digits.matches(',').count() > 1 => "write the number without commas between the thousands",
        (Some(_), None) if is_grouped(digits, ',') => {
            "write the number without a comma between the thousands, or if that is a decimal comma, read it with \
             `decimal_comma()`"
        }
        (Some(_), None) => "`decimal_comma()` reads a decimal comma",
        _ => "write it with one decimal point",
    }
}
