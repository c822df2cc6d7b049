//! Checks that whole numbers in prose were counted: they come from `{{#count}}` or `{{#num}}`, or are marked as typed by
//! `{{#const}}`.
//!
//! Numbers of two or more digits, and number words from "five" on in front of what they count. Headings, links (their
//! texts name years), quotes, years, the inputs 00 to 11, and names such as `784-30-10` and `f64` are free.

use crate::project::Fault;
use crate::prose::Prose;
use regex::Regex;
use std::sync::LazyLock;

/// The words that may follow a number word that counts nothing: "one of the five is", "the first two to five".
const NOT_COUNTED: &str = "of|and|or|to|in|on|at|is|are|was|were|as|by|for|from|with|than|that|which|who|what|it|they|\
    the|a|an|times|percent|more|less|can|have|has|do|does|will|would|agree|differ|remain";

/// Reports the whole numbers of a chapter that are typed by hand.
pub(crate) fn check(prose: &Prose<'_>, faults: &mut Vec<Fault>) {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
        // The neighbors tell a number from a part of a name or of a decimal number.
        Regex::new(r"(?m)(^\s*|[^\w.,\-–·^])(\d{2,}(?:[ \u{202f}]\d{3})*)([\w\-–^]|[.,]\d)?").expect("a pattern")
    });
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        let small = "five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|\
            nineteen";
        let tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion";
        let numbers = format!("(?:{tens}|{small})(?:[-\\s]+(?:{tens}|{small}|one|two|three|four))*");
        Regex::new(&format!(r"(?i)\b({numbers})\s+([a-z][a-z\-]+)")).expect("a pattern")
    });
    static UNCOUNTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^(?i:{NOT_COUNTED})$")).expect("a pattern"));
    let is_free = |at: usize| prose.is_heading(at) || prose.is_quote(at) || prose.link(at).is_some();

    for found in DIGITS.captures_iter(&prose.words) {
        let number = found.get(2).expect("a group that always matches");
        let before = &prose.words[..number.start()];
        // A word, a hyphen, or the digits of a decimal number, which another check reports.
        let is_part = found.get(3).is_some();
        let is_known = is_year(number.as_str(), before) || is_inputs(number.as_str(), &prose.words, number.start());
        if !is_part && !is_known && !is_free(number.start()) {
            faults.push(prose.fault(number.start(), message(number.as_str())));
        }
    }
    for found in WORDS.captures_iter(&prose.words) {
        let number = found.get(1).expect("a group that always matches");
        if !UNCOUNTED.is_match(&found[2]) && !is_free(number.start()) {
            faults.push(prose.fault(number.start(), message(&format!("{} {}", number.as_str(), &found[2]))));
        }
    }
}

/// Returns whether a number is a year: "in 1986", "since 2015".
fn is_year(number: &str, before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let is_in_range = number.parse().is_ok_and(|year: u32| (1600..2100).contains(&year));
    is_in_range && ["in", "since", "from", "of", "until", "by"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Returns whether a number is a row of inputs, as the cases 00, 01, 10 and 11 of two switches.
fn is_inputs(number: &str, words: &str, at: usize) -> bool {
    let start = words[..at].rfind("\n\n").unwrap_or(0);
    let end = words[at..].find("\n\n").map_or(words.len(), |length| at + length);
    let mut others = words[start..end].split(|c: char| !c.is_ascii_digit());
    number.chars().all(|digit| matches!(digit, '0' | '1'))
        && others.any(|other| other.len() > 1 && other.starts_with('0'))
}

fn message(number: &str) -> String {
    format!("`{number}` is typed by hand; count it with `{{{{#count …}}}}`, or mark the number with `{{{{#const …}}}}`")
}
