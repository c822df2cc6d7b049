//! Checks that a paragraph names the quantity whose number it shows.
//!
//! The last name in the path of a number says what it is: `cost`, `a_3`, `accuracy`. One of the words or symbols for it must be in
//! the paragraph, so a paragraph about the cost cannot show an error. Which of several
//! costs it is cannot be read from the words; the record of the numbers and the formulas tell.

use crate::directive::Directive;
use crate::project::{Fault, line_at};
use crate::seen::Seen;
use regex::Regex;

/// The words and symbols for the names in paths, as patterns. A name that is not in this list is not checked.
const NAMES: [(&str, &str); 30] = [
    ("a", r"activation|coordinate|output|answer|probabilit|pass(?:es|ed)? on|input|sigmoid|pixel|unit|\$[ah]\b|\$a_"),
    ("z", r"\$z|sum|push|sigmoid"),
    ("delta", r"error|delta|δ"),
    ("theta", r"weight|bias|theta|derivative|unit"),
    ("w", r"\$w|weight"),
    ("weights", r"weight|\bw\b|\bb\b"),
    ("cost", r"cost|\$[JC]\$"),
    ("regularized", r"cost|\$J\$"),
    ("ratio", "ratio|quotient|factor|times|margin"),
    ("rows", "row|digit|example|picture|image|tumor"),
    ("forward", "example|petal|forward"),
    ("accuracy", "accura|right|correct|exact"),
    ("validation", "validation"),
    ("steps", "step|epoch|update|times"),
    ("mistakes", "mistake|wrong|thirteen"),
    ("seen", "mistake"),
    ("unseen", "mistake|check"),
    ("prints", "picture"),
    ("written", "picture"),
    ("read", "picture|digit"),
    ("center", r"\bcm\b"),
    ("boundary", r"\bcm\b"),
    ("length", r"\bcm\b"),
    ("ranges", "column"),
    ("hidden_layers", "hidden layers|factors"),
    ("rise", "grow|change|rise"),
    ("promised", "promis"),
    ("nudge", "nudge|grow"),
    ("output", "output|answer|question|classes"),
    ("runs", "run|start"),
];

/// Reports the numbers of a chapter whose paragraphs do not name them. Numbers in tables and in formulas are checked
/// elsewhere.
pub(crate) fn check(file: &str, chapter: &str, seen: &Seen, faults: &mut Vec<Fault>) {
    for (range, directive) in Directive::all(chapter) {
        let Ok(Directive::Number { path, .. } | Directive::Count { path, .. }) = directive else { continue };
        let Some(paragraph) = seen.paragraph(range.start).map(|paragraph| &seen.text[paragraph]) else { continue };
        let name = name(&path);
        let is_elsewhere = seen.is_formula(range.start) || paragraph.starts_with('|');
        if let Some(pattern) = pattern(&name).filter(|pattern| !is_elsewhere && !pattern.is_match(paragraph)) {
            let line = line_at(chapter, range.start);
            let message = format!(
                "this shows `{path}`, but the paragraph does not name `{name}`; a word for it is one of {pattern}"
            );
            faults.push(Fault::new(file, line, message));
        }
    }
}

/// Returns the last segment of a path that is a name, without the number of a layer or of a weight: `a` for `a_3/0`.
fn name(path: &str) -> String {
    let name = path.rsplit('/').find(|segment| segment.parse::<usize>().is_err()).unwrap_or(path);
    name.trim_end_matches(|c: char| c == '_' || c.is_ascii_digit()).to_owned()
}

/// Returns the pattern for a name, or `None` if no words are listed for it: those of `accuracy` are those of
/// `test_accuracy`, too.
fn pattern(name: &str) -> Option<Regex> {
    let last = name.rsplit('_').next().unwrap_or(name);
    let (_, words) =
        NAMES.iter().find(|(other, _)| *other == name).or_else(|| NAMES.iter().find(|(other, _)| *other == last))?;
    Some(Regex::new(&format!("(?i){words}")).expect("a pattern"))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::seen::Seen;
    use crate::snapshot::Snapshots;

    #[test]
    fn a_number_of_another_quantity_than_the_paragraph_names_is_found() {
        let messages = |text: &str| -> Vec<String> {
            let mut faults = Vec::new();
            check("a.md", text, &Seen::read(text, &Snapshots::default()), &mut faults);
            faults.iter().map(ToString::to_string).collect()
        };
        let sound = "The cost is {{#num a/cost}}, $J$ was {{#num a/1/cost}}.\n\nThe errors are {{#num a/delta_3/0}}, {{#num a/else}}.\n\n\
            | {{#num a/cost}} |\n\nSo $a = {{#num a/a_3}}$. It reads {{#num a/test_accuracy}} right.\n";
        assert_eq!(messages(sound), Vec::<String>::new());
        let wrong = messages(&sound.replace("a/delta_3/0", "a/costs/0/cost"));
        assert!(
            wrong.len() == 1
                && wrong[0].starts_with("a.md:3: this shows `a/costs/0/cost`, but the paragraph does not name"),
            "{wrong:?}"
        );
        assert_eq!(messages("The cost is {{#num a/delta_2}}.").len(), 1);
    }
}
