//! Checks that the code which the text speaks of is in the listing next to it.
//!
//! A name in backticks, in the paragraph before or after a listing, must be in that listing, or be something that a
//! reader can look up elsewhere: another listing of the book, a public item or field, or a name of the language. A local variable of
//! another function is neither; so the text cannot go on speaking of `share` when the listing has lost it.

use crate::directive::Directive;
use crate::material::Material;
use crate::project::{Fault, Project};
use crate::prose::Prose;
use crate::source::Code;
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The folders whose Rust files the names are from.
const FOLDERS: [&str; 5] = ["src", "worked", "macros/core/src", "examples", "tests"];

/// The names of the source.
#[derive(Debug)]
pub(crate) struct Names {
    /// What a reader can look up: public items and fields, the macro's names, and the items of the book's listings.
    defined: BTreeSet<String>,
    /// Local variables and parameters.
    local: BTreeSet<String>,
    /// All words, those of the language and of libraries included.
    words: BTreeSet<String>,
}

impl Names {
    /// Reads the names of all Rust files. `chapters` have the listings of the book.
    pub(crate) fn read(project: &Project, chapters: &str) -> Self {
        let files = FOLDERS.iter().flat_map(|folder| project.files(folder, ".rs"));
        let text: String = files.filter_map(|file| project.read(&file).ok()).collect();
        let mut names = Self::of(&text);
        names.defined.extend(Directive::all(chapters).into_iter().filter_map(|(_, directive)| match directive {
            Ok(Directive::Code { item, .. }) => item.rsplit(':').next().map(str::to_owned),
            _ => None,
        }));
        names
    }

    fn of(text: &str) -> Self {
        let names = |pattern: &str| -> BTreeSet<String> {
            let pattern = Regex::new(pattern).expect("a pattern");
            let groups = pattern.captures_iter(text).filter_map(|found| found.iter().skip(1).flatten().next());
            groups.map(|name| name.as_str().to_owned()).collect()
        };
        Self {
            defined: names(
                r"\bpub\s+(?:const\s+)?(?:fn|struct|enum|trait|mod|const|static|type)\s+(\w+)|macro_rules!\s+(\w+)|\bpub\s+(\w+):|\b((?:theta|delta|z|a)_\d)\b",
            ),
            local: names(r"\blet\s+(?:mut\s+)?(\w+)|\bfor\s+(\w+)\s+in\b|[(,|]\s*(?:mut\s+)?(\w+)(?::\s|\|)"),
            words: names(r"\b([A-Za-z_]\w*)\b"),
        }
    }

    /// Returns whether a reader of `listing` finds a name there or can look it up.
    fn has(&self, name: &str, listing: &str) -> bool {
        let is_in_listing = listing.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
        is_in_listing || self.defined.contains(name) || self.words.contains(name) && !self.local.contains(name)
    }
}

/// Reports the names next to the listings of a chapter that are not in them.
pub(crate) fn check(material: &Material, names: &Names, prose: &Prose<'_>, chapter: &str, faults: &mut Vec<Fault>) {
    let blocks = blocks(chapter);
    let codes: Vec<Option<&Code>> = blocks.iter().map(|block| listing(material, &chapter[block.clone()])).collect();
    for (at, block) in blocks.iter().enumerate() {
        let paragraph = &chapter[block.clone()];
        if paragraph.starts_with(['#', '`', '<', '{']) {
            continue;
        }
        // The listings that the paragraph touches: those directly above it and directly below it.
        let above = codes[..at].iter().rev().map_while(|code| *code);
        let near: Vec<&Code> = above.chain(codes[at + 1..].iter().map_while(|code| *code)).collect();
        let text: String = near.iter().map(|code| code.text.as_str()).collect();
        for (offset, name) in
            mentioned(paragraph).into_iter().filter(|(_, name)| !near.is_empty() && !names.has(name, &text))
        {
            let items: Vec<String> = near.iter().map(|code| format!("`{}`", code.name)).collect();
            let message = format!(
                "`{name}` is not in the listing of {} next to this, and names nothing that can be looked up elsewhere",
                items.join(" or ")
            );
            faults.push(prose.fault(block.start + offset, message));
        }
    }
}

/// Returns the code that a block shows, or `None` if the block is not the directive of a listing.
fn listing<'a>(material: &'a Material, block: &str) -> Option<&'a Code> {
    match Directive::all(block).into_iter().next()? {
        (range, Ok(Directive::Code { file, item, .. })) if range.start == 0 => material.source.item(&file, &item),
        (range, Ok(Directive::Pair(id))) if range.start == 0 => Some(&material.source.equations.get(&id)?.code),
        _ => None,
    }
}

/// Returns the parts of a chapter between blank lines.
fn blocks(chapter: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for block in chapter.split("\n\n") {
        let (skipped, length) = (block.len() - block.trim_start().len(), block.trim_end().len());
        if skipped < length {
            blocks.push(start + skipped..start + length);
        }
        start += block.len() + 2;
    }
    blocks
}

/// Returns the names of code in a paragraph, with their offsets: of `fast::descent`, `theta.rows()` and `.rows`, the last.
fn mentioned(paragraph: &str) -> Vec<(usize, String)> {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"`(?:[A-Za-z_]\w*(?:::|\.))*\.?([A-Za-z_]\w*)(?:\(\)|!)?`").expect("a pattern"));
    let names = NAME.captures_iter(paragraph).filter_map(|found| found.get(1));
    // A single letter is a symbol, and `digits.rs` a file.
    names
        .filter(|name| name.len() > 1 && !["rs", "md", "toml", "csv"].contains(&name.as_str()))
        .map(|name| (name.start(), name.as_str().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Names, blocks, mentioned};

    #[test]
    fn a_variable_of_another_function_is_not_known_next_to_a_listing() {
        let names = Names::of(
            "fn inside() {} pub fn minibatch(rate: f64) { let share = 1; share.min(2) }\npub struct Theta { pub rows: usize }",
        );
        let listing = "fn batch(steps: usize) { minibatch(0.5) }";
        let known = ["minibatch", "steps", "Theta", "rows", "usize", "min"];
        assert!(known.iter().all(|name| names.has(name, listing)));
        assert!(["share", "rate", "renamed"].iter().all(|name| !names.has(name, listing)));
    }

    #[test]
    fn blocks_are_between_blank_lines() {
        let chapter = "# Head\n\n\nOne `a::b()`.\nTwo.\n\n{{#code x y}}\n";
        let texts: Vec<&str> = blocks(chapter).into_iter().map(|range| &chapter[range]).collect();
        assert_eq!(texts, ["# Head", "One `a::b()`.\nTwo.", "{{#code x y}}"]);
        assert_eq!(mentioned("`a::b()` in `x.rs`, `let x`, `c`, `cost`"), [(35, "cost".to_owned())]);
    }
}
