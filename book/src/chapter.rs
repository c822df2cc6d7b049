//! Renders a chapter: replaces its directives and its math with placeholders, in Markdown.
//!
//! The rendered HTML is kept in a list, and a placeholder holds its index. So Markdown cannot change the HTML, and the
//! search index contains words and no fragments of formulas. [`fill`] replaces the placeholders in the finished pages.

mod by_hand;
mod shown;

#[cfg(test)]
pub(crate) use shown::is_equation;

use crate::directive::Directive;
use crate::formulas::{Formulas, Kind};
use crate::html::escape;
use crate::material::Material;
use crate::math::Style;
use crate::project::{Fault, line_at};
use crate::snapshot::{MEASURED, Numerals};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};
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
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        let place = r#"([(“]?)<(?:i|div) data-set="(\d+)"></(?:i|div)>([.,;:!?)”]*)"#;
        Regex::new(place).expect("a pattern")
    });
    let filled = PLACE.replace_all(page, |place: &regex::Captures<'_>| {
        let fragment = place[2].parse::<usize>().ok().and_then(|number| fragments.0.get(number));
        let (before, fragment, after) = (&place[1], fragment.map_or("", String::as_str), &place[3]);
        let has_neighbor = !before.is_empty() || !after.is_empty();
        let joined = format!("{before}{fragment}{after}");
        match has_neighbor && is_short_formula(fragment) {
            true => format!(r#"<span class="joined">{joined}</span>"#),
            false => joined,
        }
    });
    filled.into_owned()
}

/// Returns whether a fragment is a formula of a few symbols, which is kept in one line with the comma behind it.
fn is_short_formula(fragment: &str) -> bool {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").expect("a pattern"));
    const MOST: usize = 12;
    let math = fragment.split_once("<math>").and_then(|(_, math)| math.split_once("</math>"));
    math.is_some_and(|(math, _)| TAG.replace_all(math, "").chars().count() <= MOST)
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
    /// What evaluates the formulas, unless they are checked later.
    pub(crate) formulas: Option<&'a mut Formulas>,
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
    /// Code, which is copied unchanged. Text without a programming language must contain no formula.
    Code,
    Text,
    /// HTML, which is copied unchanged and checked for typed numbers, as prose is.
    Html,
    /// The start of a section, which is empty.
    Section,
}

/// What a formula of the text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role<'a> {
    /// Says something, which is evaluated.
    Claims,
    /// Is this quantity.
    Is(&'a str),
    /// Supposes the value of a symbol.
    Supposes,
    /// Says something that cannot be evaluated.
    Unchecked,
}

/// A formula with its numbers inserted.
#[derive(Debug, Default)]
struct Inserted {
    /// As it is rendered.
    shown: String,
    /// As it is evaluated: `\rounded{…}` marks numbers that are shown with fewer digits than the run has.
    evaluated: String,
    /// The parts that are typed by hand.
    by_hand: String,
    /// The places that the numbers are from.
    origins: Vec<String>,
    /// Whether a run wrote a part of the formula.
    is_written: bool,
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
                Part::Text => {
                    let text = &self.text[range.clone()];
                    self.check_letters(text, range.start);
                    set += text;
                }
                Part::Html => {
                    let html = &self.text[range.clone()];
                    self.check_decimals(html, range.start);
                    set += html;
                }
                Part::Math(style, latex) => set += &self.math(&latex, style, range.start, Role::Claims),
                Part::Section => {
                    if let Some(formulas) = &mut self.formulas {
                        formulas.start_section();
                    }
                }
            }
            at = range.end;
        }
        set + &self.prose(at..self.text.len())
    }

    fn fault(&mut self, at: usize, message: impl Into<String>) {
        self.faults.push(Fault::new(self.file, self.line(at), message));
    }

    fn line(&self, at: usize) -> usize {
        line_at(self.text, at)
    }

    /// Returns the ranges of math, code and HTML.
    fn parts(&mut self) -> Vec<(Range<usize>, Part)> {
        let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
        let mut parts = Vec::new();
        let (mut untagged, mut lists) = (Vec::new(), Vec::new());
        for (event, range) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::InlineMath(latex) => parts.push((range, Part::Math(Style::Inline, latex.into_string()))),
                Event::DisplayMath(latex) => parts.push((range, Part::Math(Style::Display, latex.into_string()))),
                Event::Code(_) => parts.push((range, Part::Text)),
                Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => {
                    parts.push((range.start..range.start, Part::Section));
                }
                Event::Html(_) | Event::InlineHtml(_) => parts.push((range, Part::Html)),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "math" => {
                    let block = &self.text[range.clone()];
                    let latex: Vec<&str> = block.lines().skip(1).filter(|line| line.trim() != "```").collect();
                    parts.push((range, Part::Math(Style::Display, latex.join("\n"))));
                }
                // A line of prose that begins with the end of a sentence in parentheses, as in `1)`.
                Event::Start(Tag::List(Some(_)))
                    if self.text[range.start..].chars().find(|c| !c.is_ascii_digit()) == Some(')') =>
                {
                    lists.push(range.start);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    if matches!(&kind, CodeBlockKind::Indented)
                        || matches!(&kind, CodeBlockKind::Fenced(info) if info.is_empty())
                    {
                        untagged.push(range.start);
                    }
                    let is_text = matches!(&kind, CodeBlockKind::Fenced(info) if &**info == "text");
                    parts.push((range, if is_text { Part::Text } else { Part::Code }));
                }
                _ => {}
            }
        }
        // Math inside a directive is a figure's caption; the directive renders it.
        let directives: Vec<Range<usize>> = Directive::all(self.text).into_iter().map(|(range, _)| range).collect();
        parts.retain(|(part, _)| !directives.iter().any(|range| range.start < part.start && part.start < range.end));
        for at in lists {
            self.fault(
                at,
                "Markdown takes this line for a list; wrap the paragraph at another place, or write `1.` for a list",
            );
        }
        for at in untagged {
            self.fault(at, "this block of code names no language; write ```` ```rust ```` or ```` ```text ````");
        }
        parts
    }

    /// Inserts the numbers of a formula.
    fn inserted(&mut self, latex: &str, at: usize) -> Inserted {
        let mut inserted = Inserted::default();
        let mut done = 0;
        for (range, directive) in Directive::all(latex) {
            let between = &latex[done..range.start];
            inserted.shown += between;
            inserted.evaluated += between;
            inserted.by_hand += between;
            done = range.end;
            let snapshots = &self.material.snapshots;
            let value = match directive {
                Ok(Directive::Number { path, format }) => {
                    let value = snapshots.latex(&path, format);
                    let rounded = snapshots.rounded_latex(&path, format);
                    inserted.origins.push(path);
                    value.and_then(|value| Ok((value, rounded?)))
                }
                Ok(Directive::Count { path, style: Numerals::Digits }) => {
                    let value = snapshots.count(&path, Numerals::Digits);
                    inserted.origins.push(path);
                    value.map(|value| (value.clone(), value))
                }
                Ok(Directive::Text(path)) => {
                    let value = snapshots.text_latex(&path);
                    inserted.origins.push(path);
                    inserted.is_written = true;
                    value.map(|value| (value.clone(), value))
                }
                Ok(Directive::Constant(constant)) => Ok((constant.clone(), constant)),
                Ok(_) => {
                    Err("this directive cannot be used in math; only `num`, `count`, `text` and `const` can".to_owned())
                }
                Err(message) => Err(message),
            };
            match value {
                Ok((shown, evaluated)) => {
                    inserted.shown += &shown;
                    inserted.evaluated += &evaluated;
                }
                Err(message) => self.fault(at, message),
            }
        }
        inserted.shown += &latex[done..];
        inserted.evaluated += &latex[done..];
        inserted.by_hand += &latex[done..];
        inserted
    }

    /// Counts a formula that is checked elsewhere.
    fn count(&mut self, kind: Kind) {
        if let Some(formulas) = &mut self.formulas {
            formulas.count(kind);
        }
    }

    /// Evaluates a formula, or binds what it supposes.
    fn evaluate(&mut self, inserted: &Inserted, role: Role<'_>, at: usize) {
        let is_written = inserted.is_written || self.by == Author::Run;
        let quantity =
            if let Role::Is(quantity) = role { self.inserted(quantity, at).evaluated } else { String::new() };
        let (latex, line) = (&inserted.evaluated, self.line(at));
        let Some(formulas) = &mut self.formulas else { return };
        let evaluated = match role {
            Role::Supposes => formulas.suppose(latex),
            Role::Unchecked => formulas.unchecked(latex),
            Role::Is(_) => formulas.check(&format!("{quantity} = {latex}")),
            Role::Claims if is_written => {
                if formula::has_relation(latex) {
                    formulas.count(Kind::Derived);
                }
                Ok(())
            }
            Role::Claims if !formula::has_relation(latex) => formulas.add_expression(self.file, line, latex),
            Role::Claims => formulas.check(latex),
        };
        if let Err(message) = evaluated {
            self.fault(at, message);
        }
    }

    /// Renders math: inserts its numbers, checks its symbols, evaluates it, and returns a placeholder.
    fn math(&mut self, latex: &str, style: Style, at: usize, role: Role<'_>) -> String {
        let inserted = self.inserted(latex, at);
        let is_number = style == Style::Inline && is_number(&inserted.shown);
        let html = if is_number { Ok(String::new()) } else { self.material.math.html(&inserted.shown, style) };
        // Math that cannot be rendered is one fault, not two.
        if html.is_ok() {
            self.evaluate(&inserted, role, at);
        }
        let Inserted { shown, by_hand, origins, .. } = inserted;
        self.check_decimals(&by_hand, at);
        let mut unknown = match self.by {
            Author::Person => self.material.glossary.unknown(&by_hand),
            Author::Run => Vec::new(),
        };
        unknown.retain(|symbol| self.formulas.as_ref().is_some_and(|formulas| !formulas.has_any(symbol)));
        for symbol in unknown {
            self.fault(at, format!("the symbol `{symbol}` is not explained in GLOSSARY.md"));
        }
        if is_number {
            let (title, text) = (origin_title(&origins), shown.trim().replace('-', "−").replace(r"\,\%", "\u{202f}%"));
            return self.fragments.keep(format!(r#"<span class="num"{title}>{text}</span>"#), false);
        }
        match html {
            Ok(html) => {
                let is_block = style == Style::Display;
                let title = origin_title(&origins);
                let element = if is_block { "div" } else { "span" };
                let class = if is_block { r#" class="equation""# } else { "" };
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
            self.check_prose(before, range.start + done);
            set += before;
            done = found.end;
            let at = range.start + found.start;
            let is_alone = self.is_alone(at, range.start + found.end);
            match directive.and_then(|directive| self.directive(&directive, at, is_alone)) {
                Ok(html) => set += &html,
                Err(message) => self.fault(at, message),
            }
        }
        self.check_prose(&text[done..], range.start + done);
        set + &text[done..]
    }

    /// Returns whether the directive at `start..end` is alone on its line.
    fn is_alone(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].rsplit('\n').next().unwrap_or_default();
        let behind = self.text[end..].split('\n').next().unwrap_or_default();
        before.trim().is_empty() && behind.trim().is_empty()
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
        match MEASURED.iter().find(|(measured, _)| *measured == name) {
            Some((_, file)) => format!("{file} /{pointer}"),
            None => format!("tests/snapshots/{name}.snap /{pointer}"),
        }
    };
    let origins: Vec<String> = origins.iter().map(origin).collect();
    format!(r#" title="from {}""#, escape(&origins.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::{Fragments, fill};

    #[test]
    fn a_comma_stays_with_a_short_formula() {
        let formula = |math: &str| format!("<span><math><mi>{math}</mi></math></span>");
        let fragments = Fragments(vec![formula("J"), formula("a formula that may be broken")]);
        let page = r#"(<i data-set="0"></i>, <i data-set="1"></i>, <i data-set="0"></i> <div data-set="0"></div>"#;
        let [short, long] = [&fragments.0[0], &fragments.0[1]];
        let filled = format!(r#"<span class="joined">({short},</span> {long}, {short} {short}"#);
        assert_eq!(fill(page, &fragments), filled);
    }
}
