//! Splits LaTeX into tokens: commands, numbers, letters with their primes, and signs.
//!
//! **Invariant**: the tokens that are dropped (spaces, sizes of brackets, alignment, the marks of `\term`) do not
//! change the meaning.

use crate::{Result, error};

/// A token and its position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

const DROPPED: [&str; 14] = [
    r"\,",
    r"\;",
    r"\:",
    r"\!",
    r"\ ",
    r"\left",
    r"\right",
    r"\big",
    r"\Big",
    r"\bigl",
    r"\bigr",
    r"\Bigl",
    r"\Bigr",
    r"\displaystyle",
];

/// Other spellings of commands.
const SPELLINGS: [(&str, &str); 6] = [
    (r"\dfrac", r"\frac"),
    (r"\tfrac", r"\frac"),
    (r"\leq", r"\le"),
    (r"\geq", r"\ge"),
    (r"\neq", r"\ne"),
    (r"\times", r"\cdot"),
];

/// Returns the tokens that carry meaning.
pub(crate) fn tokens(latex: &str) -> Result<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < latex.len() {
        let Some(length) = length(&latex[at..]) else { return error!("unknown character at `{}`", &latex[at..]) };
        let text = &latex[at..at + length];
        let text = SPELLINGS.iter().find(|(other, _)| *other == text).map_or(text, |(_, text)| text);
        if !text.trim().is_empty() && !DROPPED.contains(&text) {
            tokens.push(Token { text, at });
        }
        at += length;
    }
    without_alignment(without_spaces(without_terms(tokens)))
}

/// Returns the length of the first token of `rest`, or `None` if no token starts there.
fn length(rest: &str) -> Option<usize> {
    let run = |of: fn(&char) -> bool| rest.chars().skip(1).take_while(of).count();
    match rest.chars().next()? {
        '\\' => match 1 + run(char::is_ascii_alphabetic) {
            1 => rest.is_char_boundary(2).then_some(2),
            command if [r"\text", r"\begin", r"\end", r"\term", r"\rounded"].contains(&&rest[..command]) => {
                Some(rest.find('}')? + 1)
            }
            command => Some(command),
        },
        '0'..='9' => Some(number(rest)),
        'a'..='z' | 'A'..='Z' => Some(1 + run(|c| *c == '\'')),
        ':' => rest.starts_with(":=").then_some(2),
        c if c.is_ascii_whitespace() || "+-/=<>()[]{}|,&^_".contains(c) => Some(1),
        _ => None,
    }
}

/// Returns the length of a number: digits, points, and thin spaces before three digits, as in `10\,000`.
fn number(rest: &str) -> usize {
    let digits = |rest: &str| rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').count();
    // A point behind the number ends the sentence.
    let mut length = rest[..digits(rest)].trim_end_matches('.').len();
    while let Some(group) = rest[length..].strip_prefix(r"\,")
        && group.chars().take_while(char::is_ascii_digit).count() == 3
    {
        length += r"\,".len() + 3;
    }
    length
}

/// Drops `\quad` behind a comma or an alignment mark. Anywhere else it separates statements, as `\qquad` does.
fn without_spaces(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut kept: Vec<Token<'_>> = Vec::new();
    for token in tokens {
        let is_space = token.text == r"\quad";
        match kept.last().map(|last| last.text) {
            None | Some("," | "&" | r"\\") if is_space => {}
            _ if is_space => kept.push(Token { text: r"\qquad", ..token }),
            _ => kept.push(token),
        }
    }
    kept
}

/// Replaces `\term{name}{…}` by the content of its second group, without its braces.
fn without_terms(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut seen = Vec::new();
    let mut is_term = false;
    let mut braces = Vec::new();
    for token in tokens {
        let is_dropped = match token.text {
            "{" => {
                braces.push(is_term);
                is_term
            }
            "}" => braces.pop().unwrap_or(false),
            text => text.starts_with(r"\term{"),
        };
        is_term = token.text.starts_with(r"\term{");
        if !is_dropped {
            seen.push(token);
        }
    }
    seen
}

/// In `aligned`, a row that starts with `&` continues the row before; any other row starts a statement.
fn without_alignment(tokens: Vec<Token<'_>>) -> Result<Vec<Token<'_>>> {
    let mut environments = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = rest.next() {
        if let Some(name) = token.text.strip_prefix(r"\begin") {
            environments.push(name);
        }
        let goes_on = rest.peek().is_some_and(|next| next.text == "&");
        let is_dropped = match token.text {
            r"\begin{aligned}" | r"\end{aligned}" | "&" => environments.ends_with(&["{aligned}"]),
            r"\\" => environments.ends_with(&["{aligned}"]) && goes_on,
            _ => false,
        };
        if token.text.starts_with(r"\end") {
            environments.pop();
        }
        if !is_dropped {
            kept.push(token);
        }
    }
    match environments.last() {
        Some(open) => error!(r"`\begin{open}` has no end"),
        None => Ok(kept),
    }
}
