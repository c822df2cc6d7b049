//! Renders a chapter: replaces its directives and its math with placeholders, in Markdown.
//!
//! The rendered HTML is kept in a list, and a placeholder holds its index. So Markdown cannot change the HTML, and the
//! search index contains words and no fragments of formulas. [`fill`] replaces the placeholders in the finished pages.

mod shown;

#[cfg(test)]
pub(crate) use shown::is_equation;

use crate::directive::Directive;
use crate::html::escape;
use crate::material::Material;
use crate::math::Style;
use crate::project::Fault;
use crate::snapshot::{RESULTS, RESULTS_FILE};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The place where each equation is shown next to its code, by the equation's id: the chapter's file and the line.
pub(crate) type Pairs = BTreeMap<String, (String, usize)>;

/// The rendered HTML of all chapters so far.
#[derive(Debug, Default)]
pub(crate) struct Fragments(Vec<String>);

impl Fragments {
    /// Adds a fragment and returns its placeholder.
    fn keep(&mut self, html: String, is_block: bool) -> String {
        self.0.push(html);
        let element = if is_block { "div" } else { "i" };
        format!(r#"<{element} data-set="{}"></{element}>"#, self.0.len() - 1)
    }
}

/// Replaces the placeholders in a finished page with their fragments.
pub(crate) fn fill(page: &str, fragments: &Fragments) -> String {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<(?:i|div) data-set="(\d+)"></(?:i|div)>"#).expect("a pattern"));
    let filled = PLACE.replace_all(page, |place: &regex::Captures<'_>| {
        place[1].parse::<usize>().ok().and_then(|number| fragments.0.get(number)).map_or("", String::as_str)
    });
    filled.into_owned()
}

/// Collects the pairs of a chapter, before any chapter is rendered.
pub(crate) fn find_pairs(file: &str, text: &str, pairs: &mut Pairs, faults: &mut Vec<Fault>) {
    for (line, row) in (1..).zip(text.lines()) {
        let id = row.trim().strip_prefix("{{#pair ").and_then(|rest| rest.strip_suffix("}}"));
        if let Some(id) = id
            && let Some((other, at)) = pairs.insert(id.trim().to_owned(), (file.to_owned(), line))
        {
            let message = format!("`{id}` is already paired in {other}:{at}; repeat it with `{{{{#eq {id}}}}}`");
            faults.push(Fault::new(file, line, message));
        }
    }
}

/// Renders one chapter.
pub(crate) struct Chapter<'a> {
    pub(crate) material: &'a Material,
    pub(crate) pairs: &'a Pairs,
    pub(crate) fragments: &'a mut Fragments,
    pub(crate) faults: &'a mut Vec<Fault>,
    /// The path of the file, as messages print it.
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) by: Author,
}

/// The author of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    /// A person, who may not type numbers and uses the symbols of the glossary.
    Person,
    /// A run, which writes the numbers that it computed and uses names of its own.
    Run,
}

/// The kind of a part of a chapter that is not prose.
enum Part {
    Math(Style, String),
    /// Code, which is copied unchanged.
    Code,
    /// HTML, which is copied unchanged and checked for typed numbers, as prose is.
    Html,
}

impl Chapter<'_> {
    /// Returns the chapter with its directives and math replaced by placeholders.
    pub(crate) fn set(&mut self) -> String {
        let mut parts = self.parts();
        parts.sort_by_key(|(range, _)| range.start);
        let mut set = String::new();
        let mut at = 0;
        for (range, part) in parts {
            if range.start < at {
                continue;
            }
            set += &self.prose(at..range.start);
            match part {
                Part::Code => set += &self.text[range.clone()],
                Part::Html => {
                    let html = &self.text[range.clone()];
                    self.check_decimals(html, range.start);
                    set += html;
                }
                Part::Math(style, latex) => set += &self.math(&latex, style, range.start),
            }
            at = range.end;
        }
        set + &self.prose(at..self.text.len())
    }

    fn fault(&mut self, at: usize, message: impl Into<String>) {
        let line = 1 + self.text[..at].matches('\n').count();
        self.faults.push(Fault::new(self.file, line, message));
    }

    /// Returns the ranges of math, code and HTML.
    fn parts(&mut self) -> Vec<(Range<usize>, Part)> {
        let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
        let mut parts = Vec::new();
        let mut untagged = Vec::new();
        for (event, range) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::InlineMath(latex) => parts.push((range, Part::Math(Style::Inline, latex.into_string()))),
                Event::DisplayMath(latex) => parts.push((range, Part::Math(Style::Display, latex.into_string()))),
                Event::Code(_) => parts.push((range, Part::Code)),
                Event::Html(_) | Event::InlineHtml(_) => parts.push((range, Part::Html)),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "math" => {
                    let block = &self.text[range.clone()];
                    let latex: Vec<&str> = block.lines().skip(1).filter(|line| line.trim() != "```").collect();
                    parts.push((range, Part::Math(Style::Display, latex.join("\n"))));
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    if matches!(&kind, CodeBlockKind::Indented)
                        || matches!(&kind, CodeBlockKind::Fenced(info) if info.is_empty())
                    {
                        untagged.push(range.start);
                    }
                    parts.push((range, Part::Code));
                }
                _ => {}
            }
        }
        // Math inside a directive is a figure's caption; the directive renders it.
        let directives: Vec<Range<usize>> = Directive::all(self.text).into_iter().map(|(range, _)| range).collect();
        parts.retain(|(part, _)| !directives.iter().any(|range| range.start < part.start && part.start < range.end));
        for at in untagged {
            self.fault(at, "this block of code names no language; write ```` ```rust ```` or ```` ```text ````");
        }
        parts
    }

    /// Renders math: inserts its numbers, checks its symbols, and returns a placeholder.
    fn math(&mut self, latex: &str, style: Style, at: usize) -> String {
        let mut origins = Vec::new();
        let (mut own, mut by_hand) = (String::new(), String::new());
        let mut done = 0;
        for (range, directive) in Directive::all(latex) {
            own += &latex[done..range.start];
            by_hand += &latex[done..range.start];
            done = range.end;
            let value = match directive {
                Ok(Directive::Number { path, format }) => {
                    let value = self.material.snapshots.latex(&path, format);
                    origins.push(path);
                    value
                }
                Ok(Directive::Text(path)) => {
                    let value = self.material.snapshots.text_latex(&path);
                    origins.push(path);
                    value
                }
                Ok(Directive::Constant(constant)) => Ok(constant),
                Ok(_) => Err("this directive cannot be used in math; only `num`, `text` and `const` can".to_owned()),
                Err(message) => Err(message),
            };
            match value {
                Ok(value) => own += &value,
                Err(message) => self.fault(at, message),
            }
        }
        own += &latex[done..];
        by_hand += &latex[done..];
        self.check_decimals(&by_hand, at);
        let unknown = match self.by {
            Author::Person => self.material.glossary.unknown(&by_hand),
            Author::Run => Vec::new(),
        };
        for symbol in unknown {
            self.fault(at, format!("the symbol `{symbol}` is not explained in GLOSSARY.md"));
        }
        if style == Style::Inline && is_number(&own) {
            let (title, text) = (origin_title(&origins), own.trim().replace('-', "−").replace(r"\,\%", "\u{202f}%"));
            return self.fragments.keep(format!(r#"<span class="num"{title}>{text}</span>"#), false);
        }
        match self.material.math.html(&own, style) {
            Ok(html) => {
                let is_block = style == Style::Display;
                let title = origin_title(&origins);
                let element = if is_block { "div" } else { "span" };
                let class = if is_block { r#" class="equation" tabindex="0""# } else { "" };
                self.fragments.keep(format!("<{element}{class}{title}>{html}</{element}>"), is_block)
            }
            Err(error) => {
                self.fault(at, format!("cannot render this math: {error}"));
                String::new()
            }
        }
    }

    /// Returns prose with its directives replaced. A number that is typed by hand is a fault.
    fn prose(&mut self, range: Range<usize>) -> String {
        let text = &self.text[range.clone()];
        let mut set = String::new();
        let mut done = 0;
        for (found, directive) in Directive::all(text) {
            let before = &text[done..found.start];
            self.check_decimals(before, range.start + done);
            set += before;
            done = found.end;
            let at = range.start + found.start;
            let is_alone = self.is_alone(at, range.start + found.end);
            match directive.and_then(|directive| self.directive(&directive, at, is_alone)) {
                Ok(html) => set += &html,
                Err(message) => self.fault(at, message),
            }
        }
        self.check_decimals(&text[done..], range.start + done);
        set + &text[done..]
    }

    /// Returns whether the directive at `start..end` is alone on its line.
    fn is_alone(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].rsplit('\n').next().unwrap_or_default();
        let behind = self.text[end..].split('\n').next().unwrap_or_default();
        before.trim().is_empty() && behind.trim().is_empty()
    }

    /// Checks that decimal numbers and percentages come from runs or are marked as constants.
    fn check_decimals(&mut self, text: &str, at: usize) {
        if self.by == Author::Run {
            return;
        }
        static BY_HAND: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+[.,]\d+|\d+\s?\\?%").expect("a pattern"));
        static TARGET: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\]\([^)]*\)|<[^>]*>").expect("a pattern"));
        let without_targets = TARGET.replace_all(text, |target: &regex::Captures<'_>| " ".repeat(target[0].len()));
        let found: Vec<(usize, String)> =
            BY_HAND.find_iter(&without_targets).map(|found| (found.start(), found.as_str().to_owned())).collect();
        for (offset, number) in found {
            // Math is passed with its directives removed, so only the place of the whole formula is known.
            let at = if self.text[at..].starts_with(text) { at + offset } else { at };
            let message = format!(
                "`{number}` is typed by hand; take it from a run with `{{{{#num …}}}}`, or mark it with `{{{{#const {number}}}}}`"
            );
            self.fault(at, message);
        }
    }
}

/// Returns whether a formula is a single number, which is set like the numbers of the prose around it.
fn is_number(latex: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^-?\d+(?:\.\d+)?(?:\\,\\%)?$").expect("a pattern"));
    NUMBER.is_match(latex.trim())
}

/// Returns the name of an equation: its id, as words.
pub(crate) fn name(id: &str) -> String {
    escape(&id.replace('-', " "))
}

/// Returns the page of a chapter: `backward.html` for `book/text/backward.md`.
pub(crate) fn page(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).replace(".md", ".html")
}

/// Returns a `title` attribute that names the source of numbers, shown when the pointer hovers over them.
pub(crate) fn origin_title(origins: &[String]) -> String {
    if origins.is_empty() {
        return String::new();
    }
    let origin = |path: &String| {
        let (name, pointer) = path.split_once('/').unwrap_or((path, ""));
        match name {
            RESULTS => format!("{RESULTS_FILE} /{pointer}"),
            _ => format!("tests/snapshots/{name}.snap /{pointer}"),
        }
    };
    let origins: Vec<String> = origins.iter().map(origin).collect();
    format!(r#" title="from {}""#, escape(&origins.join(", ")))
}
