//! `{{#name …}}` in a chapter.

use crate::snapshot::Format;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a chapter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Directive {
    /// An equation beside its code.
    Pair(String),
    /// An equation alone, with a link to its pair.
    Equation(String),
    /// A link to a pair.
    Reference(String),
    /// A number, vector or matrix of a snapshot.
    Number {
        path: String,
        format: Format,
    },
    /// A text of a snapshot.
    Text(String),
    /// A decimal number that is typed by hand on purpose.
    Constant(String),
    /// One example of a trace, as a table.
    Trace {
        path: String,
        example: usize,
        format: Format,
    },
    /// An item of the source, with what differs from another one marked.
    Code {
        file: String,
        item: String,
        after: Option<String>,
    },
    Figure {
        kind: String,
        arguments: Vec<String>,
        caption: String,
    },
    /// Lists of equations that runs wrote, beside each other.
    Output {
        paths: Vec<String>,
        heads: Vec<String>,
    },
    /// The chapter of the reader's own network.
    Derivation,
    /// What the macro wrote.
    Expansion,
    Glossary,
    /// The index of equations.
    Equations,
}

/// How numbers are set where nothing is said.
const DEFAULT: Format = Format { decimals: 4, is_percentage: false };

impl Directive {
    /// All directives of a text with their places; one that cannot be read comes with what is wrong.
    pub(crate) fn all(text: &str) -> Vec<(Range<usize>, Result<Self, String>)> {
        static DIRECTIVE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\{\{#\s*([a-z_]*)\s*((?s:.*?))\}\}").expect("a pattern"));
        let read = |found: regex::Captures<'_>| {
            let whole = found.get(0).map_or(0..0, |whole| whole.range());
            (whole, Self::parse(&found[1], found[2].trim()))
        };
        DIRECTIVE.captures_iter(text).map(read).collect()
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
            ("code", [file, item]) => Ok(Self::Code { file: file.clone(), item: item.clone(), after: None }),
            ("code", [file, item, after, other]) if after == "after" => {
                Ok(Self::Code { file: file.clone(), item: item.clone(), after: Some(other.clone()) })
            }
            ("figure", [_, ..]) => {
                let (what, caption) =
                    rest.split_once('|').ok_or("a figure needs a caption: `{{#figure … | caption}}`")?;
                let mut words = what.split_whitespace().map(str::to_owned);
                let kind = words.next().ok_or("a figure of what?")?;
                Ok(Self::Figure { kind, arguments: words.collect(), caption: caption.trim().to_owned() })
            }
            ("output", [_, ..]) => {
                let (paths, heads) = rest.split_once('|').ok_or("an output needs a head: `{{#output … | head}}`")?;
                let paths = paths.split_whitespace().map(str::to_owned).collect();
                Ok(Self::Output { paths, heads: heads.split('|').map(|head| head.trim().to_owned()).collect() })
            }
            ("derivation", []) => Ok(Self::Derivation),
            ("expand", []) => Ok(Self::Expansion),
            ("glossary", []) => Ok(Self::Glossary),
            ("equations", []) => Ok(Self::Equations),
            _ => Err(format!("`{{{{#{name} {rest}}}}}` is no directive of this book; see CONTRIBUTING.md")),
        }
    }
}

fn parse_format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| format!("`{text}` does not say how many decimals; write `.4`, or `.1%`"))
}

fn parse_trace(path: &str, example: &str, format: Format) -> Result<Directive, String> {
    let example = example.parse().map_err(|_| format!("`{example}` is not the number of an example"))?;
    Ok(Directive::Trace { path: path.to_owned(), example, format })
}
