//! A number, from the text of a cell.
//!
//! A whole number that is written out, `16777217`, counts or names something: another one in its place would be a
//! mistake. A number with an exponent, `1.6777217e7`, or with decimals other than zeros is a measurement: it has as many
//! digits as its writer chose, and is rounded.
//!
//! **Invariant**: a whole number that is written out is converted exactly or is an error; it is never rounded.

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
