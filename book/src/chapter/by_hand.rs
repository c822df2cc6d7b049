//! Finds what is typed by hand and nothing would check: decimal numbers, and formulas in plain letters.

use super::{Author, Chapter};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

impl Chapter<'_> {
    /// Checks prose for numbers that are typed by hand, and for formulas that Markdown does not take for one.
    pub(super) fn check_prose(&mut self, text: &str, at: usize) {
        self.check_decimals(text, at);
        let dollar = text.char_indices().find(|&(place, c)| c == '$' && !text[..place].ends_with('\\'));
        if let Some((place, _)) = dollar {
            let message = "this `$` belongs to no formula; a formula has no space inside of its two `$`, write `\\$` for a dollar";
            self.fault(at + place, message);
            return;
        }
        self.check_signs(text, at);
    }

    /// Checks that prose has no formula in plain letters, which nothing would evaluate. Quotes are free.
    pub(super) fn check_signs(&mut self, text: &str, at: usize) {
        if self.by == Author::Run {
            return;
        }
        static SIGN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"[=≈≤≥≠√∑Σ·½¼¾³ⁿ]|[^R]²|\bln\b| [+−/] |\*/").expect("a pattern"));
        let line_of = |place: usize| &self.text[self.text[..place].rfind('\n').map_or(0, |end| end + 1)..];
        let is_free = |place: usize| line_of(place).trim_start().starts_with('>');
        let without_targets = without_targets(text);
        let found: Vec<(usize, String)> = SIGN
            .find_iter(&without_targets)
            .map(|found| (at + found.start(), found.as_str().trim().to_owned()))
            .filter(|(place, _)| !is_free(*place))
            .collect();
        for (place, sign) in found {
            self.fault(
                place,
                format!("`{sign}` is a part of a formula in plain letters; write the formula between two `$`"),
            );
        }
    }

    /// Checks that code and text in a fixed width have no letters of formulas.
    pub(super) fn check_letters(&mut self, text: &str, at: usize) {
        static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[≈≤≥≠√∑Σ·²³∂ΔΘαβδεθλᵀ]|:=").expect("a pattern"));
        if let Some(letter) = LETTER.find(text).filter(|_| self.by == Author::Person) {
            let message = format!(
                "`{}` is a part of a formula in a fixed width; write the formula between two `$`",
                letter.as_str()
            );
            self.fault(at + letter.start(), message);
        }
    }

    /// Checks that decimal numbers and percentages come from runs or are marked as constants.
    pub(super) fn check_decimals(&mut self, text: &str, at: usize) {
        if self.by == Author::Run {
            return;
        }
        static BY_HAND: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+[.,]\d+|\d+\s?\\?%").expect("a pattern"));
        let without_targets = without_targets(text);
        let found: Vec<(usize, String)> =
            BY_HAND.find_iter(&without_targets).map(|found| (found.start(), found.as_str().to_owned())).collect();
        for (offset, number) in found {
            // Math is passed with its directives removed, so only the place of the whole formula is known.
            let at = if self.text[at..].starts_with(text) { at + offset } else { at };
            let message = format!(
                "`{number}` is typed by hand; take it from a run with `{{{{#num …}}}}`, or mark it with `{{{{#const {number}}}}}`"
            );
            self.fault(at, message);
        }
    }
}

/// Returns prose with spaces instead of the targets of its links, the tags of its HTML, and the links to exercises by
/// their numbers, such as `[7.2](backward.md#exercise-7.2)`.
fn without_targets(text: &str) -> Cow<'_, str> {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\[(\d+\.\d+)\]\([^)]*#exercise-(\d+\.\d+)\)|\]\([^)]*\)|<[^>]*>").expect("a pattern")
    });
    TARGET.replace_all(text, |target: &Captures<'_>| {
        let [shown, meant] = [1, 2].map(|group| target.get(group).map(|number| number.as_str()));
        // Of a link whose number is that of another exercise, the number stays.
        let kept = if shown == meant { "" } else { target[0].split(']').next().unwrap_or_default() };
        format!("{kept:width$}", width = target[0].len())
    })
}
