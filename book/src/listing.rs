//! Renders source code: with its place, with marked terms, and with marked changes.

use crate::html::escape;
use crate::source::{Code, Equation};
use regex::Regex;
use similar::TextDiff;

/// Returns the file and line of an item, linked to the source pages of the API documentation.
pub(crate) fn place(code: &Code) -> String {
    let (line, _) = code.lines;
    let text = format!("{}:{line}", code.file);
    match code.file.strip_prefix("src/") {
        Some(file) => format!(r#"<a class="place" href="api/src/backprop/{file}.html#{line}">{text}</a>"#),
        None => format!(r#"<span class="place">{text}</span>"#),
    }
}

/// Returns the code of an equation with its terms marked.
pub(crate) fn code_of(equation: &Equation) -> String {
    let mut code = escape(&equation.code.text);
    for term in crate::math::terms(&equation.latex) {
        let word = Regex::new(&format!(r"\b{}\b", regex::escape(&term))).expect("an escaped word");
        // The first occurrence can be focused with the keyboard.
        let mut is_first = true;
        let marked = word.replace_all(&code, |found: &regex::Captures<'_>| {
            let focus = if std::mem::take(&mut is_first) { r#" tabindex="0""# } else { "" };
            format!(r#"<span class="term t-{term}"{focus}>{}</span>"#, &found[0])
        });
        code = marked.into_owned();
    }
    block(&code)
}

/// Returns the listing of an item. The lines that are not in `before` are marked.
pub(crate) fn item(code: &Code, before: Option<&Code>) -> String {
    let lines = match before {
        None => escape(&code.text),
        Some(before) => changed_lines(&before.text, &code.text),
    };
    let note = before.map_or_else(String::new, |before| {
        format!(
            r#" <span class="note">marked: the lines that differ from <code>{}</code></span>"#,
            escape(&before.name)
        )
    });
    format!(r#"<figure class="listing"><figcaption>{}{note}</figcaption>{}</figure>"#, place(code), block(&lines))
}

fn changed_lines(before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let line = |change: similar::Change<&str>| {
        let text = escape(change.value().trim_end_matches('\n'));
        match change.tag() {
            similar::ChangeTag::Delete => None,
            similar::ChangeTag::Equal => Some(text),
            similar::ChangeTag::Insert => Some(format!(r#"<span class="changed">{text}</span>"#)),
        }
    };
    diff.iter_all_changes().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// Returns a block of Rust.
pub(crate) fn block(code: &str) -> String {
    format!(r#"<pre><code class="language-rust">{code}</code></pre>"#)
}

/// Returns an error unless the code contains the identifiers that the text next to it speaks of.
pub(crate) fn check_shows(code: &Code, names: &[String]) -> Result<(), String> {
    let is_missing = |name: &&String| {
        !Regex::new(&format!(r"(?:^|\W){}(?:$|\W)", regex::escape(name))).is_ok_and(|word| word.is_match(&code.text))
    };
    match names.iter().find(is_missing) {
        None => Ok(()),
        Some(name) => Err(format!("the listing of `{}` no longer shows `{name}`", code.name)),
    }
}
