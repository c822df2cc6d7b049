//! Reads a chapter as its reader sees it: numbers inserted, links and emphasis as plain text, formulas as LaTeX.
//!
//! The checks of numbers and of claims compare this text with what is recorded of it, so they notice whatever changes on
//! the page: a word, a number that is typed, or the place in a run that a number comes from.

use crate::directive::Directive;
use crate::snapshot::{Format, Snapshots};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use regex::Regex;
use serde_json::Value;
use std::ops::Range;
use std::sync::LazyLock;

/// The text of a chapter as its reader sees it.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) text: String,
    /// The offset in the chapter of each byte of the text.
    origins: Vec<usize>,
    /// The ranges of the text that directives inserted.
    inserted: Vec<Range<usize>>,
    /// The ranges of formulas in the chapter.
    formulas: Vec<Range<usize>>,
}

/// The kind of a part of a chapter that is not copied as it is.
enum Part {
    /// Not seen: tags, the targets of links, listings.
    Hidden,
    Math,
    Directive(Directive),
}

impl Seen {
    /// Reads a chapter. Directives that cannot be read are left out; another check reports them.
    pub(crate) fn read(chapter: &str, snapshots: &Snapshots) -> Self {
        let mut seen = Self::default();
        let mut at = 0;
        for (range, part) in parts(chapter) {
            if range.start < at {
                continue;
            }
            seen.copy(chapter, at..range.start);
            match part {
                Part::Hidden => {}
                Part::Math => seen.math(chapter, range.clone(), snapshots),
                Part::Directive(directive) => seen.insert(&shown(&directive, snapshots), range.start),
            }
            at = range.end;
        }
        seen.copy(chapter, at..chapter.len());
        seen
    }

    /// Copies a part of the chapter without its asterisks.
    fn copy(&mut self, chapter: &str, range: Range<usize>) {
        for (offset, character) in chapter[range.clone()].char_indices().filter(|&(_, character)| character != '*') {
            self.text.push(character);
            self.origins.resize(self.text.len(), range.start + offset);
        }
    }

    /// Adds a text that stands for the directive at `origin`.
    fn insert(&mut self, text: &str, origin: usize) {
        let start = self.text.len();
        self.text += text;
        self.origins.resize(self.text.len(), origin);
        self.inserted.push(start..self.text.len());
    }

    /// Copies a formula on one line between two `$`, with its numbers inserted.
    fn math(&mut self, chapter: &str, range: Range<usize>, snapshots: &Snapshots) {
        self.formulas.push(range.clone());
        let fence = |line: &str| line.trim().starts_with("```");
        let start = range.start
            + chapter[range.clone()].split_inclusive('\n').next().filter(|line| fence(line)).map_or(0, str::len);
        let latex = chapter[start..range.end].trim_end().trim_end_matches("```");
        let mark = if start == range.start { "" } else { "$" };
        self.line(mark, start);
        let mut done = 0;
        for (found, directive) in Directive::all(latex) {
            self.line(&latex[done..found.start], start + done);
            self.insert(
                &directive.map(|directive| shown(&directive, snapshots)).unwrap_or_default(),
                start + found.start,
            );
            done = found.end;
        }
        self.line(&latex[done..], start + done);
        self.line(mark, range.end - 1);
    }

    /// Adds a part of a formula.
    fn line(&mut self, text: &str, origin: usize) {
        self.text += &text.replace('\n', " ");
        self.origins.resize(self.text.len(), origin);
    }

    /// Returns the offset in the chapter of an offset in the text.
    pub(crate) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or_default()
    }

    /// Returns whether a directive inserted something between these offsets of the text.
    pub(crate) fn is_inserted(&self, range: &Range<usize>) -> bool {
        self.inserted.iter().any(|inserted| inserted.start < range.end && range.start < inserted.end)
    }

    /// Returns whether an offset of the chapter is in a formula.
    pub(crate) fn is_formula(&self, origin: usize) -> bool {
        self.formulas.iter().any(|range| range.contains(&origin))
    }

    /// Returns the paragraphs of the text; a list item and a row of a table are paragraphs of their own. A displayed formula
    /// belongs to the paragraph above it, and so does a line below it that begins with a small letter.
    pub(crate) fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut paragraphs: Vec<Range<usize>> = Vec::new();
        let (mut at, mut is_open) = (0, false);
        for line in self.text.split_inclusive('\n') {
            let trimmed = line.trim();
            let (start, end) = (at + line.len() - line.trim_start().len(), at + line.trim_end().len());
            let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_numbered = digits.len() < trimmed.len() && digits.starts_with(". ");
            // An inserted number may be the last word of a sentence and begin a line.
            let is_item = trimmed.starts_with("- ") || is_numbered && !self.is_inserted(&(start..start + 1));
            let is_new = is_item || trimmed.starts_with(['|', '#', '{']);
            let goes_on = is_open || trimmed.starts_with(|c: char| c == '$' || c.is_lowercase());
            match paragraphs.last_mut() {
                _ if trimmed.is_empty() => {}
                Some(last) if goes_on && !is_new && !self.text[last.start..].starts_with(['|', '#', '{']) => {
                    last.end = end
                }
                _ => paragraphs.push(start..end),
            }
            is_open = !trimmed.is_empty();
            at += line.len();
        }
        paragraphs
    }

    /// Returns the words of a paragraph without the mark of a heading or a list item. A formula and a piece of code are one
    /// word each.
    pub(crate) fn words(&self, paragraph: Range<usize>) -> Vec<Range<usize>> {
        static WORD: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(?:\$\$[^$]*\$\$|\$[^$]*\$|`[^`]*`|\S)+").expect("a pattern"));
        static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:\d+\.|#+|-) ").expect("a pattern"));
        let text = &self.text[paragraph.clone()];
        let start = MARK.find(text).map_or(0, |mark| mark.end());
        let words = WORD.find_iter(&text[start..]);
        words.map(|word| paragraph.start + start + word.start()..paragraph.start + start + word.end()).collect()
    }

    /// Returns whether a word is the last one of a sentence.
    pub(crate) fn ends_a_sentence(&self, word: &Range<usize>) -> bool {
        self.text[word.clone()].trim_end_matches(['"', ')', '”']).ends_with(['.', '?', '!'])
    }

    /// Returns the paragraph with an offset of the chapter.
    pub(crate) fn paragraph(&self, origin: usize) -> Option<Range<usize>> {
        let at = self.origins.partition_point(|&other| other < origin);
        self.paragraphs().into_iter().rfind(|range| range.start <= at)
    }

    /// Returns the sentence that ends at an offset of the chapter or continues there, and the paragraph up to its end.
    pub(crate) fn sentence(&self, origin: usize) -> Option<(Range<usize>, Range<usize>)> {
        let at = self.origins.partition_point(|&other| other < origin);
        let paragraph = self.paragraph(origin)?;
        let words = self.words(paragraph.clone());
        let last = words.iter().rposition(|word| word.start < at).unwrap_or(0);
        let first = words[..last].iter().rposition(|word| self.ends_a_sentence(word)).map_or(0, |word| word + 1);
        let last =
            (last..words.len()).find(|&word| self.ends_a_sentence(&words[word])).unwrap_or(words.len().checked_sub(1)?);
        Some((words[first].start..words[last].end, words[0].start..words[last].end))
    }
}

/// Returns a text without the differences that its reader does not see: each white space is one space, and a minus is a
/// hyphen.
pub(crate) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('−', "-")
}

/// Returns the parts of a chapter that are not copied, in their order.
fn parts(chapter: &str) -> Vec<(Range<usize>, Part)> {
    let directives = Directive::all(chapter).into_iter();
    let mut parts: Vec<(Range<usize>, Part)> =
        directives.map(|(range, found)| (range, found.map_or(Part::Hidden, Part::Directive))).collect();
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(chapter, options).into_offset_iter() {
        match event {
            Event::InlineMath(_) | Event::DisplayMath(_) => parts.push((range, Part::Math)),
            Event::Html(_) | Event::InlineHtml(_) => parts.push((range, Part::Hidden)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "math" => {
                parts.push((range, Part::Math));
            }
            Event::Start(Tag::CodeBlock(_)) => parts.push((range, Part::Hidden)),
            Event::Start(Tag::Link { .. }) => {
                let target = chapter[range.clone()].rfind("](").unwrap_or(0);
                parts.push((range.start..range.start + 1, Part::Hidden));
                parts.push((range.start + target..range.end, Part::Hidden));
            }
            _ => {}
        }
    }
    // Of two parts that begin together, the longer one has the other in it.
    parts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    parts
}

/// Returns what a directive shows in a line, or what it names if it shows a block.
fn shown(directive: &Directive, snapshots: &Snapshots) -> String {
    match directive {
        Directive::Number { path, format } => {
            snapshots.get(path).map(|value| tuple(value, *format)).unwrap_or_default()
        }
        Directive::Count { path, style } => snapshots.count(path, *style).unwrap_or_default(),
        Directive::Constant(constant) => constant.clone(),
        Directive::Text(path) => snapshots.text(path).unwrap_or_default().to_owned(),
        Directive::Reference(id) => id.replace('-', " "),
        Directive::Run { name, example } => {
            let example = example.map(|example| format!(" {example}")).unwrap_or_default();
            format!("{{{{#run {name}{example}}}}}")
        }
        Directive::Trace { path, example, .. } => format!("{{{{#trace {path} {example}}}}}"),
        Directive::Output { paths, heads } => format!("{{{{#output {} | {}}}}}", paths.join(" "), heads.join(" | ")),
        Directive::Times { threads, workloads, peers } => format!("{{{{#times {threads} {workloads} {peers}}}}}"),
        Directive::Figure { kind, arguments, caption } => {
            format!("{{{{#figure {kind} {}}}}}\n\n{caption}", arguments.join(" "))
        }
        _ => String::new(),
    }
}

/// Returns a number; a vector or a matrix as nested tuples.
fn tuple(value: &Value, format: Format) -> String {
    match value {
        Value::Array(list) => {
            let entries: Vec<String> = list.iter().map(|entry| tuple(entry, format)).collect();
            format!("({})", entries.join(", "))
        }
        _ => value.as_f64().map(|number| format.text(number)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, plain};
    use crate::project::Project;
    use crate::snapshot::Snapshots;

    #[test]
    fn a_chapter_is_read_as_its_reader_sees_it() {
        let snapshots = Snapshots::read(&Project::new(), &mut Vec::new());
        let chapter = "# A *head*\n\nThe **cost** [was](a.md) {{#num chain/cost .4}},{{#claim a/b}} $x = {{#const 2}}$.\n\
            Next.\n\n1. One `f64`\n   more.\n2. Two <b>b</b>.\n\n```rust\nlet x;\n```\n\n| a | 1 |\n|--|--|\n| b | 2 |\n\
            \n{{#figure push | All $z$.}}\n";
        let seen = Seen::read(chapter, &snapshots);
        let texts: Vec<String> = seen.paragraphs().into_iter().map(|range| plain(&seen.text[range])).collect();
        let expected = [
            "# A head",
            "The cost was 1.1240, $x = 2$. Next.",
            "1. One `f64` more.",
            "2. Two b.",
            "| a | 1 |",
            "|--|--|",
            "| b | 2 |",
            "{{#figure push }}",
            "All $z$.",
        ];
        assert_eq!(texts, expected);
        let at = seen.text.find("Next").unwrap();
        assert_eq!(seen.origin(at), chapter.find("Next").unwrap());
        let (sentence, before) = seen.sentence(chapter.find("{{#claim").unwrap()).unwrap();
        assert_eq!((&seen.text[sentence.clone()], sentence), ("The cost was 1.1240, $x = 2$.", before));
        let (sentence, before) = seen.sentence(chapter.find("xt.").unwrap()).unwrap();
        assert_eq!((&seen.text[sentence], before.start), ("Next.", seen.text.find("The cost").unwrap()));
        assert!(seen.is_inserted(&(0..at)) && !seen.is_inserted(&(at..at + 4)));
    }
}
