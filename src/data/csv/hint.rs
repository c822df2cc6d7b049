//! What to write for a cell that is not a number.

/// Returns what to write for a cell that is not a number: it may be a category, or a number as a person writes it.
pub(super) fn not_a_number(text: &str, decimal_comma: bool) -> String {
    const MISSING: [&str; 9] = [".", "..", "-", "--", "*", "none", "missing", "unknown", "nil"];
    const CATEGORY: &str = "`one_hot` turns categories into numbers, `without` leaves a column out";
    if MISSING.contains(&text.to_ascii_lowercase().as_str()) {
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
