//! Reads the prose of a chapter, for the checks of its words.
//!
//! **Invariant**: the prose is as long as the chapter. Whatever is not prose (code, math, directives, HTML, the targets
//! of links) is replaced byte by byte with [`BLANK`], so every offset leads to the right line, and no word of the prose
//! touches a word on the other side of a formula.

use crate::directive::Directive;
use crate::project::{Fault, line_at};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Replaces a byte that is not prose. It is neither a letter nor white space.
const BLANK: u8 = 1;

/// A chapter as it is written.
pub(crate) struct Written {
    /// The path of the file, as messages print it.
    pub(crate) file: String,
    /// The title in `SUMMARY.md`.
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The prose of a chapter.
pub(crate) struct Prose<'a> {
    /// The path of the chapter, as messages print it.
    pub(crate) file: &'a str,
    /// The chapter with everything but its prose blanked out.
    pub(crate) words: String,
    /// The ranges of bold text, with the asterisks.
    pub(crate) bold: Vec<Range<usize>>,
    pub(crate) headings: Vec<Range<usize>>,
    /// The ranges of links, with their targets.
    pub(crate) links: Vec<(Range<usize>, String)>,
    /// Where lists begin.
    pub(crate) lists: Vec<usize>,
    quotes: Vec<Range<usize>>,
}

impl<'a> Prose<'a> {
    /// Reads a chapter.
    pub(crate) fn read(file: &'a str, chapter: &str) -> Self {
        static QUOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"“[^”]*”|"[^"\n]*""#).expect("a pattern"));
        let blank = |byte: u8| if byte.is_ascii_whitespace() { byte } else { BLANK };
        let mut words: Vec<u8> = chapter.bytes().map(blank).collect();
        let mut prose = Self {
            file,
            words: String::new(),
            bold: Vec::new(),
            headings: Vec::new(),
            links: Vec::new(),
            lists: Vec::new(),
            quotes: Vec::new(),
        };
        let mut is_code = false;
        let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
        for (event, range) in Parser::new_ext(chapter, options).into_offset_iter() {
            match event {
                Event::Text(_) if !is_code => words[range.clone()].copy_from_slice(&chapter.as_bytes()[range]),
                Event::Start(Tag::CodeBlock(_)) => is_code = true,
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Start(Tag::Strong) => prose.bold.push(range),
                Event::Start(Tag::Heading { .. }) => prose.headings.push(range),
                Event::Start(Tag::Link { dest_url, .. }) => prose.links.push((range, dest_url.into_string())),
                Event::Start(Tag::List(_)) => prose.lists.push(range.start),
                Event::Start(Tag::BlockQuote(_)) => prose.quotes.push(range),
                _ => {}
            }
        }
        for (range, _) in Directive::all(chapter) {
            words[range].iter_mut().for_each(|byte| *byte = blank(*byte));
        }
        prose.words = String::from_utf8(words).expect("events begin and end between characters");
        let quotes: Vec<_> = QUOTE.find_iter(&prose.words).map(|quote| quote.range()).collect();
        prose.quotes.extend(quotes);
        prose
    }

    /// Returns the number of the line at an offset, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        line_at(&self.words, at)
    }

    /// Returns a fault at an offset.
    pub(crate) fn fault(&self, at: usize, message: impl Into<String>) -> Fault {
        Fault::new(self.file, self.line(at), message)
    }

    /// Returns the target of the link around an offset, or `None` if there is no link.
    pub(crate) fn link(&self, at: usize) -> Option<&str> {
        self.links.iter().find(|(range, _)| range.contains(&at)).map(|(_, target)| target.as_str())
    }

    pub(crate) fn is_heading(&self, at: usize) -> bool {
        self.headings.iter().any(|range| range.contains(&at))
    }

    pub(crate) fn is_quote(&self, at: usize) -> bool {
        self.quotes.iter().any(|range| range.contains(&at))
    }
}

/// Returns the name of a chapter: `backward` for `book/text/backward.md` and for the link `backward.md#the-bias`.
pub(crate) fn chapter_name(path: &str) -> &str {
    let path = path.split('#').next().unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md")
}
