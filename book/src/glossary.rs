//! Reads `GLOSSARY.md`: the symbols, each of which it must explain, and the words of the pages "Notation" and "Glossary".

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
