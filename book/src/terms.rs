//! Checks the terms of the book: each is bold once, in the chapter that introduces it, and is used in no chapter before.
//!
//! `GLOSSARY.md` lists them by chapter. A term is a whole word, in either case, also in the plural.

use crate::glossary::{self, Term};
use crate::project::Fault;
use crate::prose::{Prose, chapter_name};
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::Range;

/// All terms, and the pattern that finds them.
#[derive(Debug)]
pub(crate) struct Terms {
    pub(crate) list: Vec<Term>,
    /// The spellings of the terms: the singular and the plural.
    spellings: BTreeMap<String, usize>,
    pattern: Regex,
}

impl Terms {
    /// Prepares the search for these terms.
    pub(crate) fn new(list: Vec<Term>) -> Result<Self, Fault> {
        let mut spellings = BTreeMap::new();
        for (number, term) in list.iter().enumerate() {
            for spelling in [&term.name, &term.plural] {
                if spellings.insert(plain(spelling), number).is_some_and(|other| other != number) {
                    let message = format!("the term `{}` is listed twice", term.name);
                    return Err(Fault::new(glossary::FILE, term.line, message));
                }
            }
        }
        // Of two terms that begin at the same place, the longer one is meant.
        let mut longest_first: Vec<String> =
            spellings.keys().map(|spelling| spelling.replace(' ', r"[\s-]+")).collect();
        longest_first.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        let pattern = Regex::new(&format!(r"(?i)\b(?:{})\b", longest_first.join("|"))).expect("words");
        Ok(Self { list, spellings, pattern })
    }

    /// Reports the faults of a chapter, and returns the ranges that introduce its terms. `order` is that of the chapters.
    pub(crate) fn check(
        &self,
        prose: &Prose<'_>,
        order: &[String],
        faults: &mut Vec<Fault>,
    ) -> Vec<(Range<usize>, &Term)> {
        let here = chapter_name(prose.file);
        let place = |chapter: &str| order.iter().position(|other| other == chapter);
        let mut introduced: Vec<(Range<usize>, &Term)> = Vec::new();
        let mut early: Vec<(usize, &Term)> = Vec::new();
        for found in self.pattern.find_iter(&prose.words) {
            let term = &self.list[self.spellings[&plain(found.as_str())]];
            let at = found.start();
            let bold = prose.bold.iter().find(|range| range.contains(&at));
            let is_alone = bold.is_some_and(|range| range.len() == found.len() + 4);
            let is_in_advance = prose
                .link(at)
                .is_some_and(|target| target.contains(".md") && place(chapter_name(target)) >= place(&term.chapter));
            if let (Some(range), true) = (bold, is_alone) {
                if term.chapter != here {
                    let message = format!(
                        "`{}` is bold in {}.md, which introduces it; write it plain here",
                        found.as_str(),
                        term.chapter
                    );
                    faults.push(prose.fault(at, message));
                } else if let Some((first, _)) = introduced.iter().find(|(_, other)| other.name == term.name) {
                    let message = format!("`{}` is already bold in line {}", found.as_str(), prose.line(first.start));
                    faults.push(prose.fault(at, message));
                } else {
                    introduced.push((range.clone(), term));
                }
            } else if place(here) < place(&term.chapter) && !is_in_advance {
                let message = format!(
                    "`{}` is used before {}.md introduces it; say it without the term",
                    found.as_str(),
                    term.chapter
                );
                faults.push(prose.fault(at, message));
            } else if term.chapter == here && bold.is_none() && !prose.is_heading(at) && !is_in_advance {
                early.push((at, term));
            }
        }
        for term in self.list.iter().filter(|term| term.chapter == here) {
            match introduced.iter().find(|(_, other)| other.name == term.name) {
                None => faults.push(
                    prose
                        .fault(0, format!("`{0}` is not introduced; write `**{0}**` where it is explained", term.name)),
                ),
                Some((range, _)) => {
                    let first = early.iter().find(|(at, other)| other.name == term.name && *at < range.start);
                    let message =
                        format!("`{}` is used before it is bold in line {}", term.name, prose.line(range.start));
                    faults.extend(first.map(|(at, _)| prose.fault(*at, message)));
                }
            }
        }
        introduced
    }
}

/// Returns the chapter with an anchor at each place that introduces a term, for the links of the glossary.
pub(crate) fn with_anchors(chapter: &str, introduced: &[(Range<usize>, &Term)]) -> String {
    let mut anchored = chapter.to_owned();
    for (range, term) in introduced.iter().rev() {
        let bold = &chapter[range.clone()];
        anchored.replace_range(range.clone(), &format!(r#"<dfn id="{}">{bold}</dfn>"#, term.id()));
    }
    anchored
}

/// Returns a spelling without the differences that do not count: case, line breaks and hyphens.
fn plain(spelling: &str) -> String {
    spelling
        .to_lowercase()
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
