//! Reads `GLOSSARY.md`: the symbols, each of which it must explain, and the terms of the book.

use crate::project::{Fault, Project};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(crate) const FILE: &str = "GLOSSARY.md";

/// LaTeX commands that the glossary need not explain: they structure a formula, or name standard functions and
/// relations.
const STRUCTURE: &str = "frac sqrt sum prod left right begin end text operatorname qquad quad cdot cdots dots ldots ge le \
    ne approx in infty times mid prime ln tanh cosh max min exp term big Big bigg Bigg bmatrix cases aligned underbrace \
    overbrace to Rightarrow iff implies quad lim frac dfrac tfrac left right mathbf mathrm downarrow uparrow";

/// A term of the book.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) name: String,
    pub(crate) plural: String,
    /// The chapter that introduces it, as `one_neuron`.
    pub(crate) chapter: String,
    /// The title of that chapter.
    pub(crate) title: String,
    /// The sentence that the glossary explains it with, in Markdown.
    pub(crate) meaning: String,
    /// The line in `GLOSSARY.md`, counted from 1.
    pub(crate) line: usize,
    /// Whether the chapter has the term in bold.
    pub(crate) is_introduced: bool,
}

impl Term {
    /// Returns the link to the place that introduces the term.
    pub(crate) fn target(&self) -> String {
        let anchor = if self.is_introduced { format!("#{}", self.id()) } else { String::new() };
        format!("{}.md{anchor}", self.chapter)
    }

    /// Returns the `id` of that place.
    pub(crate) fn id(&self) -> String {
        format!("term-{}", self.name.to_lowercase().replace(' ', "-"))
    }
}

/// The text of `GLOSSARY.md` and the symbols that it explains.
#[derive(Debug)]
pub(crate) struct Glossary {
    pub(crate) text: String,
    symbols: BTreeSet<String>,
}

impl Glossary {
    /// Returns a section of the file, without its heading, and the number of lines above it.
    pub(crate) fn section(&self, heading: &str) -> Result<(usize, &str), String> {
        let head = format!("\n## {heading}\n");
        let start = self.text.find(&head).ok_or_else(|| format!("{FILE} has no section `## {heading}`"))? + head.len();
        let section = &self.text[start..];
        let length = section.find("\n## ").unwrap_or(section.len());
        Ok((self.text[..start].matches('\n').count(), &section[..length]))
    }

    /// Reads the file, and the symbols from the first column of its table.
    pub(crate) fn read(project: &Project) -> Result<Self, Fault> {
        let text = project.read(FILE)?;
        let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
        let symbols = rows.filter(|cell| cell.starts_with('$')).flat_map(symbols).collect();
        Ok(Self { text, symbols })
    }

    /// Returns the symbols of a formula that the glossary does not explain.
    pub(crate) fn unknown(&self, latex: &str) -> Vec<String> {
        symbols(latex).into_iter().filter(|symbol| !self.symbols.contains(symbol)).collect()
    }
}

/// Reads the terms: items `- **name**: meaning`, or `- **name** (plural): meaning` if the plural is irregular, below
/// headings that link to the chapters.
pub(crate) fn terms(text: &str) -> Vec<Term> {
    let item = Regex::new(r"^- \*\*([^*]+)\*\*(?: \(([^)]+)\))?: (.+)$").expect("a pattern");
    let heading = Regex::new(r"^### \[(.*)\]\(book/text/(\w+)\.md\)$").expect("a pattern");
    let mut list = Vec::<Term>::new();
    let mut chapter = None;
    for (line, text) in (1..).zip(text.lines()) {
        if text.starts_with('#') {
            chapter = heading.captures(text).map(|found| (found[2].to_owned(), found[1].to_owned()));
        } else if let (Some((chapter, title)), Some(found)) = (&chapter, item.captures(text)) {
            let name = found[1].to_owned();
            let plural = found.get(2).map_or_else(|| plural(&name), |other| other.as_str().to_owned());
            let (chapter, title, meaning) = (chapter.clone(), title.clone(), found[3].to_owned());
            list.push(Term { name, plural, chapter, title, meaning, line, is_introduced: false });
        } else if let (true, Some(term)) = (text.starts_with("  "), list.last_mut().filter(|_| chapter.is_some())) {
            term.meaning += &format!(" {}", text.trim());
        }
    }
    list
}

/// Returns the regular plural.
fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        None if name.ends_with(['s', 'x']) || name.ends_with("ch") => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

/// Returns the letters and named symbols of a formula.
fn symbols(latex: &str) -> BTreeSet<String> {
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\\(?:text|operatorname|begin|end|term|mathrm)\*?\{[^{}]*\}").expect("a pattern"));
    static SYMBOL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\[a-zA-Z]+|[a-zA-Z]").expect("a pattern"));
    let without_words = WORDS.replace_all(latex, " ");
    let found = SYMBOL.find_iter(&without_words).map(|found| found.as_str());
    let is_structure = |symbol: &str| {
        symbol.strip_prefix('\\').is_some_and(|name| STRUCTURE.split_whitespace().any(|known| known == name))
    };
    found.filter(|symbol| !is_structure(symbol)).map(str::to_owned).collect()
}
