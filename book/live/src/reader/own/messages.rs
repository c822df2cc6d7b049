//! What the macro says of a text, as the compiler shows it: the words, and below them the line with the place.

use crate::reader::declaration::Message;
use crate::stage::escaped;
use core::fmt::Write;

/// The most messages that are shown.
const MOST: usize = 20;
/// The most characters of a line that are shown.
const WIDEST: usize = 100;

/// Returns the messages as HTML, each with a button for its mend.
pub(super) fn messages(text: &str, errors: &[Message]) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let mut html = "<ol>".to_owned();
    for (number, error) in errors.iter().take(MOST).enumerate() {
        _ = write!(html, "<li><pre>{}</pre>", shown(text, error));
        if let Some(mend) = &error.mend {
            let parts = mend.label.split('`').enumerate();
            let label: String = parts
                .map(|(i, part)| if i % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) })
                .collect();
            _ = write!(html, r#"<button type="button" data-act="mend" data-value="{number}">{label}</button>"#);
        }
        html += "</li>";
    }
    html + "</ol>"
}

/// Returns a message with the line that it is about.
fn shown(text: &str, Message { text: words, place: (line, column), range, .. }: &Message) -> String {
    let code = text.lines().nth(line - 1).unwrap_or_default();
    let long = |part: &str| part.chars().count() > WIDEST;
    let about = text.get(range.clone()).unwrap_or_default().lines().next().unwrap_or_default();
    // A tab is as wide as one character, here and in the line with the marks.
    let code: String = code.chars().take(WIDEST).map(|letter| if letter == '\t' { ' ' } else { letter }).collect();
    let number = line.to_string();
    let gutter = " ".repeat(number.len());
    let marks = "^".repeat(about.chars().count().max(1).min((WIDEST + 1).saturating_sub(*column).max(1)));
    let before = " ".repeat(column - 1);
    let mut shown = format!("<b>error: {}</b>\n{gutter}--> line {line}, column {column}", escaped(words));
    if !long(&before) {
        _ = write!(shown, "\n{gutter} |\n{number} | {}\n{gutter} | {before}<b>{marks}</b>", escaped(&code));
    }
    shown
}
