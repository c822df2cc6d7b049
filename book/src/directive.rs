//! Parses the directives of a chapter, `{{#name …}}`.

use crate::snapshot::{Format, Numerals};
use exercises::list::Number;
use std::ops::Range;

/// A directive: what a chapter inserts at this place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Directive {
    /// An equation next to its code.
    Pair(String),
    /// An equation alone, with a link to its pair.
    Equation(String),
    /// A link to a pair.
    Reference(String),
    /// A number, vector or matrix from a snapshot.
    Number { path: String, format: Format },
    /// A whole number that was counted: a number of a snapshot, or the length of one of its lists.
    Count { path: String, style: Numerals },
    /// A text from a snapshot.
    Text(String),
    /// A decimal number that is typed by hand on purpose.
    Constant(String),
    /// The run whose values the symbols have from here on, for all of its examples or for one; `none` ends it; invisible.
    Run { name: String, example: Option<usize> },
    /// A supposition, such as `x = 2`: math that binds a symbol for the formulas below it.
    Let(String),
    /// Symbols that may have any value in the formulas below; invisible.
    Any(String),
    /// An expression, and the quantity that it is.
    Is { quantity: String, latex: String },
    /// Math that nothing evaluates, and the reason.
    Unchecked { reason: String, latex: String },
    /// The test that proves the sentence in front of it; invisible.
    Claim(String),
    /// The head of an exercise: its stars, its title, and the command that checks it.
    Exercise(Number),
    /// A table of one example of a trace.
    Trace { path: String, example: usize, format: Format },
    /// An item of the source. With `after`, the lines that differ from that item are marked. It must contain the
    /// identifiers in `shows`, of which the text speaks.
    Code { file: String, item: String, after: Option<String>, shows: Vec<String> },
    /// A figure with a caption.
    Figure { kind: String, arguments: Vec<String>, caption: String },
    /// Lists of equations that runs wrote, next to each other, each with a head.
    Output { paths: Vec<String>, heads: Vec<String> },
    /// Wrong declarations with the compiler's messages: whole groups, or single cases as `grammar/missing_arrow`.
    WrongDeclarations(Vec<String>),
    /// A table of measured times. Workloads and peers are separated by commas.
    Times { threads: String, workloads: String, peers: String },
    /// The derivation of the reader's own network.
    Derivation,
    /// The code that the macro generated.
    Expansion,
    /// The symbols of `GLOSSARY.md`.
    Notation,
    /// The terms and words of `GLOSSARY.md`.
    Glossary,
    /// The index of equations.
    Equations,
    /// The solutions of all exercises that are checked.
    Solutions,
}

/// The format of numbers if a directive names none.
const DEFAULT: Format = Format { decimals: 4, is_percentage: false };

impl Directive {
    /// Returns all directives of a text with their ranges. A directive that cannot be parsed is an error message. LaTeX in a
    /// directive may contain braces, and other directives: only the outer ones are returned.
    pub(crate) fn all(text: &str) -> Vec<(Range<usize>, Result<Self, String>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find("{{#").map(|start| at + start) {
            let end = end_of(text, start);
            let (inside, end) = match end {
                Some(end) => (&text[start + 3..end - 2], end),
                None => (text[start + 3..].lines().next().unwrap_or_default(), text.len()),
            };
            let inside = inside.trim_start();
            let name = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
            let (name, rest) = inside.split_at(name);
            found.push((start..end, Self::parse(name, rest.trim())));
            at = end;
        }
        found
    }

    fn parse(name: &str, rest: &str) -> Result<Self, String> {
        let words: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
        match (name, words.as_slice()) {
            ("pair", [id]) => Ok(Self::Pair(id.clone())),
            ("eq", [id]) => Ok(Self::Equation(id.clone())),
            ("ref", [id]) => Ok(Self::Reference(id.clone())),
            ("const", [constant]) => Ok(Self::Constant(constant.clone())),
            ("num", [path]) => Ok(Self::Number { path: path.clone(), format: DEFAULT }),
            ("num", [path, format]) => Ok(Self::Number { path: path.clone(), format: parse_format(format)? }),
            ("text", [path]) => Ok(Self::Text(path.clone())),
            ("trace", [path, example]) => parse_trace(path, example, DEFAULT),
            ("trace", [path, example, format]) => parse_trace(path, example, parse_format(format)?),
            ("code", [file, item, rest @ ..]) => parse_code(file, item, rest),
            ("count", [path]) => Ok(Self::Count { path: path.clone(), style: Numerals::Digits }),
            ("count", [path, words]) => Ok(Self::Count { path: path.clone(), style: Numerals::parse(words)? }),
            ("run", [name]) => Ok(Self::Run { name: name.clone(), example: None }),
            ("run", [name, example]) => {
                let number = example.parse().map_err(|_| format!("`{example}` is not the number of an example"))?;
                Ok(Self::Run { name: name.clone(), example: Some(number) })
            }
            ("let", [_, ..]) => Ok(Self::Let(rest.to_owned())),
            ("any", [_, ..]) => Ok(Self::Any(rest.to_owned())),
            ("is", [_, ..]) => {
                let (quantity, latex) =
                    rest.split_once(" | ").ok_or("this needs a quantity and what it is: `{{#is \\delta | a - y}}`")?;
                Ok(Self::Is { quantity: quantity.trim().to_owned(), latex: latex.trim().to_owned() })
            }
            ("unchecked", [_, ..]) => {
                let (reason, latex) =
                    rest.split_once('|').ok_or("this needs a reason: `{{#unchecked a limit | \\lim …}}`")?;
                Ok(Self::Unchecked { reason: reason.trim().to_owned(), latex: latex.trim().to_owned() })
            }
            ("exercise", [number]) => Number::parse(number)
                .map(Self::Exercise)
                .ok_or_else(|| format!("`{number}` is not the number of an exercise, such as 7.2")),
            ("claim", [test]) => Ok(Self::Claim(test.clone())),
            ("figure", [_, ..]) => {
                let (what, caption) =
                    rest.split_once('|').ok_or("a figure needs a caption: `{{#figure … | caption}}`")?;
                let mut words = what.split_whitespace().map(str::to_owned);
                let kind = words.next().ok_or("a figure needs a kind: `{{#figure kind … | caption}}`")?;
                Ok(Self::Figure { kind, arguments: words.collect(), caption: caption.trim().to_owned() })
            }
            ("output", [_, ..]) => {
                let (paths, heads) = rest.split_once('|').ok_or("an output needs a head: `{{#output … | head}}`")?;
                let paths = paths.split_whitespace().map(str::to_owned).collect();
                Ok(Self::Output { paths, heads: heads.split('|').map(|head| head.trim().to_owned()).collect() })
            }
            ("wrong_declarations", [_, ..]) => Ok(Self::WrongDeclarations(words)),
            ("times", [threads, workloads, peers]) => {
                Ok(Self::Times { threads: threads.clone(), workloads: workloads.clone(), peers: peers.clone() })
            }
            ("derivation", []) => Ok(Self::Derivation),
            ("expand", []) => Ok(Self::Expansion),
            ("notation", []) => Ok(Self::Notation),
            ("glossary", []) => Ok(Self::Glossary),
            ("equations", []) => Ok(Self::Equations),
            ("solutions", []) => Ok(Self::Solutions),
            _ => Err(format!("`{{{{#{name} {rest}}}}}` is not a directive of this book; see CONTRIBUTING.md")),
        }
    }
}

/// Returns the end of the directive at `start`, where its braces are balanced.
fn end_of(text: &str, start: usize) -> Option<usize> {
    let mut open = 0_usize;
    for (at, character) in text[start..].char_indices() {
        match character {
            // A brace behind a backslash is a sign.
            '{' | '}' if text[..start + at].ends_with('\\') => {}
            '{' => open += 1,
            '}' if open == 1 => return Some(start + at + 1),
            '}' => open -= 1,
            _ => {}
        }
    }
    None
}

fn parse_code(file: &str, item: &str, rest: &[String]) -> Result<Directive, String> {
    let (after, rest) = match rest {
        [after, other, rest @ ..] if after == "after" => (Some(other.clone()), rest),
        _ => (None, rest),
    };
    let shows = match rest {
        [] => Vec::new(),
        [shows, names @ ..] if shows == "shows" => {
            names.iter().map(|name| name.trim_end_matches(',').to_owned()).collect()
        }
        [other, ..] => {
            return Err(format!("found `{other}`; after the item write `after OTHER` or `shows NAME, NAME`"));
        }
    };
    Ok(Directive::Code { file: file.to_owned(), item: item.to_owned(), after, shows })
}

fn parse_format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| {
        format!("`{text}` is not a number format; write `.4` for four decimals or `.1%` for a percentage")
    })
}

fn parse_trace(path: &str, example: &str, format: Format) -> Result<Directive, String> {
    let example = example.parse().map_err(|_| format!("`{example}` is not the number of an example"))?;
    Ok(Directive::Trace { path: path.to_owned(), example, format })
}
