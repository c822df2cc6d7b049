//! Compares the numbers of the prose, with the words around them, with a record of them in `book/numbers.txt`.
//!
//! Few of the numbers in prose can be computed: a sentence counts "three factors" or "a quarter", takes a constant, or shows
//! a number of a run, which may be the number of another place in that run. So each of them stands in two places, as in
//! double-entry bookkeeping: on its page and, as the reader sees it there, in the record. `cargo book renew` writes the
//! record, and its difference is read as that of a snapshot is.
//!
//! The same is true of a symbol with an index, "the weight $\Theta_{21}$": no other check knows which one the sentence means.
//! A formula with a relation is evaluated instead, and is not in the record.

use crate::project::{Fault, Project, line_at};
use crate::seen::{Seen, plain};
use crate::snapshot::Snapshots;
use regex::Regex;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use std::sync::LazyLock;

/// The file of the record.
const FILE: &str = "book/numbers.txt";
/// The texts besides the chapters whose numbers are recorded.
const OTHERS: [&str; 2] = ["README.md", "GLOSSARY.md"];
/// The head of the record.
const HEAD: &str = "\
The numbers and indexed symbols of the prose as readers see them, with the words around them, by file. `cargo book renew`
writes this file. Read its difference as that of a snapshot: is this what the run says, what there is to count, and the
unit that the sentence is about?
";

/// A number with the words around it, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    /// The line of the page or of the record, counted from 1.
    line: usize,
    text: String,
}

/// Returns the phrases of a file that have numbers, the rows of its tables that do, and the arguments of its figures.
fn phrases(chapter: &str, snapshots: &Snapshots) -> Vec<Phrase> {
    let seen = Seen::read(chapter, snapshots);
    let line = |at: usize| line_at(chapter, seen.origin(at));
    let mut phrases = Vec::new();
    for paragraph in seen.paragraphs() {
        let words = seen.words(paragraph.clone());
        let numbers = words.iter().enumerate().filter(|(_, word)| is_number(&seen, word)).map(|(at, _)| at);
        let ranges: Vec<Range<usize>> = match seen.text[paragraph].chars().next() {
            Some('{') => std::iter::once(0..words.len()).collect(),
            Some('|') => numbers.take(1).map(|_| 0..words.len()).collect(),
            _ => joined(numbers.map(|at| around(&seen, &words, at))),
        };
        phrases.extend(ranges.into_iter().map(|range| {
            let (start, end) = (words[range.start].start, words[range.end - 1].end);
            Phrase { line: line(start), text: plain(&seen.text[start..end]) }
        }));
    }
    phrases
}

/// Returns whether a word is a number, a number in code, or a formula that no other check evaluates. A formula that is a
/// single letter names a quantity and says nothing of it, unless it is an index.
fn is_number(seen: &Seen, word: &Range<usize>) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        let small = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|\
            eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion";
        let parts = "half|halves|quarter|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth|\
            millionth)";
        let others = r"twice|thrice|\w+fold|doubled?|doubles|halved?|dozens?|pairs?";
        Regex::new(&format!(r"(?i)\d|\b(?:(?:{small}|{parts})s?|{others})\b")).expect("a pattern")
    });
    let text = &seen.text[word.clone()];
    match (text.contains('`'), text.contains('$')) {
        (true, _) => text.contains(|c: char| c.is_ascii_digit()),
        (_, true) => {
            let text = text.replace("$$", "$");
            let mut formulas = text.split('$').skip(1).step_by(2);
            formulas.clone().any(|latex| !is_letter(latex)) && !formulas.any(formula::has_relation)
        }
        _ => NUMBER.is_match(text),
    }
}

/// Returns whether a formula is a single letter, as $z$ and $\alpha$ are, but not an index: $i$ and $j$ are easily confused.
fn is_letter(latex: &str) -> bool {
    static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:[a-hm-zA-Z]|\\[a-zA-Z]+)$").expect("a pattern"));
    LETTER.is_match(latex)
}

/// Returns the word at `at` with one in front of it and two behind it, as far as they are in the same sentence.
fn around(seen: &Seen, words: &[Range<usize>], at: usize) -> Range<usize> {
    let start = if at > 0 && !seen.ends_a_sentence(&words[at - 1]) { at - 1 } else { at };
    let most = words.len().min(at + 3);
    start..(at..most).find(|&word| seen.ends_a_sentence(&words[word])).map_or(most, |word| word + 1)
}

/// Joins ranges that overlap.
fn joined(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

/// Returns the files whose numbers are recorded: the chapters and the others.
fn files(project: &Project) -> Vec<String> {
    let chapters = project.files("book/text", ".md").into_iter().filter(|file| !file.ends_with("SUMMARY.md"));
    chapters.chain(OTHERS.map(str::to_owned)).collect()
}

/// Checks that the numbers of all files are those of the record.
pub(crate) fn check(project: &Project, snapshots: &Snapshots, faults: &mut Vec<Fault>) {
    let record = match project.read(FILE) {
        Ok(record) => record,
        Err(fault) => return faults.push(fault),
    };
    for file in files(project) {
        match project.read(&file) {
            Ok(text) => compare(&file, &recorded(&record, &file), &phrases(&text, snapshots), faults),
            Err(fault) => faults.push(fault),
        }
    }
}

/// Writes the record.
pub(crate) fn renew(project: &Project, snapshots: &Snapshots) -> Result<(), Vec<Fault>> {
    let mut record = HEAD.to_owned();
    for file in files(project) {
        let text = project.read(&file).map_err(|fault| vec![fault])?;
        record += &format!("\n# {file}\n\n");
        record.extend(phrases(&text, snapshots).into_iter().map(|phrase| phrase.text + "\n"));
    }
    std::fs::write(project.path(FILE), record).map_err(|error| vec![Fault::new(FILE, None, error.to_string())])
}

/// Returns the phrases that the record has of a file.
fn recorded(record: &str, file: &str) -> Vec<Phrase> {
    let head = format!("# {file}");
    let lines = (1..).zip(record.lines()).skip_while(|(_, line)| *line != head).skip(1);
    let of_file = lines.take_while(|(_, line)| !line.starts_with("# "));
    let of_file = of_file.filter(|(_, line)| !line.is_empty());
    of_file.map(|(line, text)| Phrase { line, text: text.to_owned() }).collect()
}

/// Reports the differences between the record of a file and its phrases.
fn compare(file: &str, recorded: &[Phrase], found: &[Phrase], faults: &mut Vec<Fault>) {
    const WHAT_TO_DO: &str = "is this right? Then run `cargo book renew`";
    let texts = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.text.clone()).collect::<Vec<_>>();
    for operation in capture_diff_slices(Algorithm::Patience, &texts(recorded), &texts(found)) {
        if matches!(operation, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (&recorded[operation.old_range()], &found[operation.new_range()]);
        for (at, phrase) in new.iter().enumerate() {
            let message = match old.get(at) {
                Some(old) => {
                    format!("this says `{}`, and {FILE}:{} says `{}`; {WHAT_TO_DO}", phrase.text, old.line, old.text)
                }
                None => format!("{FILE} does not have `{}`; {WHAT_TO_DO}", phrase.text),
            };
            faults.push(Fault::new(file, phrase.line, message));
        }
        for old in &old[new.len().min(old.len())..] {
            let line = found.get(operation.new_range().end).or(found.last()).map(|phrase| phrase.line);
            let message =
                format!("above this line, {FILE}:{} has `{}`, and the page has not; {WHAT_TO_DO}", old.line, old.text);
            faults.push(Fault::new(file, line, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, compare, phrases};
    use crate::project::Project;
    use crate::snapshot::Snapshots;

    /// Returns the phrases of a text, and the messages if the record has those of `recorded`.
    fn of(text: &str, recorded: &str) -> (Vec<Phrase>, Vec<String>) {
        let snapshots = Snapshots::read(&Project::new(), &mut Vec::new());
        let (found, recorded) = (phrases(text, &snapshots), phrases(recorded, &snapshots));
        let mut faults = Vec::new();
        compare("a.md", &recorded, &found, &mut faults);
        (found, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_number_of_prose_is_recorded_with_the_words_around_it() {
        let text = "# The 3 steps\n\n1. It falls by half. Twice as many,\n   {{#num chain/cost .4}} of *them*.\n\n\
            | a | {{#const 0.5}} |\n\nThe $2 x$, `5`, $a_1 = 2$ and ${{#num chain/x .0}}$.\n\n\
            {{#figure push | All three.}}\n{{#figure push 2 | None.}}\n";
        let texts: Vec<String> =
            of(text, text).0.into_iter().map(|phrase| format!("{}: {}", phrase.line, phrase.text)).collect();
        let expected = [
            "1: The 3 steps",
            "3: by half.",
            "3: Twice as many, 1.1240 of them.",
            "6: | a | 0.5 |",
            "8: The $2 x$, `5`, $a_1 = 2$ and $2$.",
            "10: {{#figure push }}",
            "10: All three.",
            "11: {{#figure push 2}}",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_number_that_differs_from_the_record_is_found() {
        let messages = |text: &str, recorded: &str| of(text, recorded).1;
        let assert_found = |text: &str, recorded: &str, start: &str| {
            let messages = messages(text, recorded);
            assert!(messages.len() == 1 && messages[0].starts_with(start), "{messages:?}");
        };
        let text = "It costs {{#num chain/cost .4}}.\n\nThree petals are wrong.";
        assert_eq!(messages(text, text), Vec::<String>::new());
        let other_place = text.replace("cost .4", "delta_3 .4");
        assert_found(
            &other_place,
            text,
            "a.md:1: this says `costs -0.6750.`, and book/numbers.txt:1 says `costs 1.1240.`; is",
        );
        assert_found(
            &text.replace("Three", "Four"),
            text,
            "a.md:3: this says `Four petals are`, and book/numbers.txt:3 says",
        );
        assert_found(
            &text.replace("Three", "One"),
            text,
            "a.md:1: above this line, book/numbers.txt:3 has `Three petals are`",
        );
        let symbol = "It leads\nto $\\Theta_{21}^{(1)}$, and $z$ and $\\alpha$ stay.";
        let start = "a.md:2: this says `to $\\Theta_{12}^{(1)}$, and $z$`, and book/numbers.txt:2 says `to $\\Theta_{21}^{(1)}$,";
        assert_found(&symbol.replace("21", "12"), symbol, start);
        assert_found(text, "Three petals are wrong.", "a.md:1: book/numbers.txt does not have `costs 1.1240.`");
    }
}
