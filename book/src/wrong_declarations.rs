//! Shows wrong declarations and the compiler's messages, from the tests that compile them. A folder of `tests/ui` is a
//! group, and a file in it is a case.
//!
//! **Invariant**: messages are shown as a compiler printed them, or omitted. Every case is in a chapter.

use crate::html::escape;
use crate::listing;
use crate::material::Material;
use crate::project::{Fault, Project};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The folder of the cases.
const FOLDER: &str = "tests/ui";

/// The beginnings of notes that are omitted, because they are about the macro's generated code.
const INSIDE: [&str; 6] =
    ["this error originates", "required ", "the following other types", "1 redundant", "expected reference", "`#["];

/// A declaration that does not compile.
struct Case {
    file: String,
    title: String,
    /// The lines without the head and the empty `main` that every case has.
    lines: Vec<String>,
    /// The number of the first of these lines in the file, counted from 1.
    first: usize,
    messages: Vec<Message>,
}

/// An error that a compiler reported.
#[derive(PartialEq)]
struct Message {
    text: String,
    notes: Vec<String>,
    /// The underlined places: line, column, and number of characters.
    places: Vec<(usize, usize, usize)>,
}

/// Returns cases as HTML, each with its messages: all of a group, or those that are named, as in `sizes/zero`.
pub(crate) fn page(material: &Material, names: &[String]) -> Result<String, String> {
    let all = files(&material.project);
    let mut page = String::new();
    for name in names {
        let is_named = |file: &&String| group_of(file) == name || **file == format!("{FOLDER}/{name}.rs");
        let cases: Vec<&String> = all.iter().filter(is_named).collect();
        if cases.is_empty() {
            return Err(format!("{FOLDER} has no group and no case `{name}`"));
        }
        for file in cases {
            page += &read(&material.project, file)?.html();
        }
    }
    Ok(page)
}

/// Checks that every group is in one of the chapters.
pub(crate) fn check(project: &Project, chapters: &str, faults: &mut Vec<Fault>) {
    let groups: BTreeSet<String> = files(project).iter().map(|file| group_of(file).to_owned()).collect();
    for group in groups {
        let directive = format!("{{{{#wrong_declarations {group}}}}}");
        if !chapters.contains(&directive) {
            let message = format!("these declarations are in no chapter; write `{directive}` in one");
            faults.push(Fault::new(format!("{FOLDER}/{group}"), None, message));
        }
    }
}

fn files(project: &Project) -> Vec<String> {
    project.files(FOLDER, ".rs")
}

/// Returns the group of a case: `sizes` for `tests/ui/sizes/zero.rs`.
fn group_of(file: &str) -> &str {
    file.trim_start_matches(FOLDER).trim_start_matches('/').split('/').next().unwrap_or_default()
}

fn read(project: &Project, file: &str) -> Result<Case, String> {
    let read = |file: &str| project.read(file).map_err(|fault| fault.to_string());
    let (source, said) = (read(file)?, read(&file.replace(".rs", ".stderr"))?);
    let title = source.lines().next().and_then(|line| line.strip_prefix("//! "));
    let title = title
        .ok_or_else(|| format!("{file} has no title; write `//! ` and what is wrong in its first line"))?
        .to_owned();

    // The lines at the start of every case and an empty `main` at the end are not part of the mistake.
    let is_head = |line: &&str| line.starts_with("//!") || line.is_empty() || line.starts_with("use backprop::{");
    let head = source.lines().take_while(is_head).count();
    let lines = source.trim_end().trim_end_matches("fn main() {}").trim_end().lines().skip(head).map(str::to_owned);
    let messages = messages(&said);
    if messages.is_empty() {
        return Err(format!("{file} has no recorded error message"));
    }
    Ok(Case { file: file.to_owned(), title, lines: lines.collect(), first: head + 1, messages })
}

/// Returns the errors of a compiler's output. Errors with the same text are one message with several places.
fn messages(said: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for block in said.split("\n\n").filter(|block| block.starts_with("error")) {
        let message = message(block);
        match messages.iter_mut().find(|earlier| earlier.text == message.text) {
            Some(earlier) => earlier.places.extend(message.places),
            None => messages.push(message),
        }
    }
    messages
}

fn message(block: &str) -> Message {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^error(?:\[\w+\])?: (.*)").expect("a pattern"));
    static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"--> \S+:(\d+):(\d+)\n").expect("a pattern"));
    static LABEL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^ *\|[^^]*(\^+) ?(.*)$").expect("a pattern"));
    static NOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^ += (?:note|help): (.*)$").expect("a pattern"));
    let head = HEAD.captures(block).map(|found| found[1].to_owned()).unwrap_or_default();
    let label = LABEL.captures(block);
    // The label below the underlined place is added if the first line names no item of the program.
    let words =
        label.as_ref().map(|found| found[2].to_owned()).filter(|words| !words.is_empty() && !head.contains('`'));
    let place = PLACE
        .captures(block)
        .zip(label)
        .and_then(|(place, label)| Some((place[1].parse().ok()?, place[2].parse().ok()?, label[1].len())));
    let notes = NOTE.captures_iter(block).map(|found| found[1].to_owned());
    Message {
        text: words.map_or_else(|| head.clone(), |words| format!("{head}: {words}")),
        notes: notes.filter(|note| !INSIDE.iter().any(|inside| note.starts_with(inside))).collect(),
        places: place.into_iter().collect(),
    }
}

impl Case {
    fn html(&self) -> String {
        let code: Vec<String> =
            (self.first..).zip(&self.lines).map(|(number, line)| self.marked(number, line)).collect();
        let message = |message: &Message| {
            let notes: String = message.notes.iter().map(|note| format!("<p>{}</p>", with_code(note))).collect();
            format!("<li>{}{notes}</li>", with_code(&message.text))
        };
        format!(
            r#"<figure class="mistake"><figcaption><span>{}</span> <span class="place">{}</span></figcaption>{}<ul>{}</ul></figure>"#,
            with_code(&self.title),
            self.file,
            listing::block(&code.join("\n")),
            self.messages.iter().map(message).collect::<String>()
        )
    }

    /// Returns a line as HTML, with the characters marked that a message underlines.
    fn marked(&self, number: usize, line: &str) -> String {
        let characters: Vec<char> = line.chars().collect();
        let mut is_wrong = vec![false; characters.len()];
        for (_, column, length) in self.messages.iter().flat_map(|message| &message.places).filter(|at| at.0 == number)
        {
            is_wrong.iter_mut().skip(column - 1).take(*length).for_each(|wrong| *wrong = true);
        }
        let mut marked = String::new();
        for (i, character) in characters.iter().enumerate() {
            let was_wrong = i > 0 && is_wrong[i - 1];
            marked += match (was_wrong, is_wrong[i]) {
                (false, true) => r#"<span class="wrong">"#,
                (true, false) => "</span>",
                _ => "",
            };
            marked += &escape(&character.to_string());
        }
        if is_wrong.last() == Some(&true) { marked + "</span>" } else { marked }
    }
}

/// Returns text as HTML, with text in backquotes as code.
fn with_code(words: &str) -> String {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new("`([^`]*)`").expect("a pattern"));
    CODE.replace_all(&escape(words), "<code>$1</code>").into_owned()
}

#[cfg(test)]
mod tests {
    use super::{messages, with_code};

    #[test]
    fn a_message_has_its_label_its_notes_and_its_places() {
        let said = "error[E0308]: mismatched types\n --> a.rs:7:3\n  |\n7 |   S,\n  |   ^ expected one\n  |\n  = note: write `f64`\n  \
            = note: this error originates in the macro `m`\n\nerror[E0308]: mismatched types\n --> a.rs:9:1\n  |\n9 | SS\n  \
            | ^^ expected one\n\nwarning: unused\n --> a.rs:1:1\n  |\n1 | S\n  | ^\n";
        let found = messages(said);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "mismatched types: expected one");
        assert_eq!(found[0].notes, ["write `f64`"]);
        assert_eq!(found[0].places, [(7, 3, 1), (9, 1, 2)]);
        assert_eq!(with_code(&found[0].notes[0]), "write <code>f64</code>");
    }
}
