//! Checks that what a page says of a chapter or a source is what it links to.
//!
//! "The next chapter" and "chapter 2" are chapters of `SUMMARY.md`, so they are wrong as soon as a chapter moves; each is linked,
//! and the link must lead to that chapter. A link with the title of a chapter must lead to it, too, and the names and years
//! in a link to the bibliography must be those of the entry.

use crate::project::Fault;
use crate::prose::{Prose, chapter_name};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A chapter: the name of its file without the ending, and its title.
pub(crate) type Title = (String, String);

/// The chapter with the sources.
const SOURCES: &str = "bibliography";

/// Reports the references of a chapter that lead to another place than they say. `order` is that of the chapters, and
/// `sources` is the text of the bibliography.
pub(crate) fn check(prose: &Prose<'_>, chapter: &str, order: &[Title], sources: &str, faults: &mut Vec<Fault>) {
    if chapter_name(prose.file) != SOURCES {
        check_places(prose, order, faults);
    }
    for (range, target) in &prose.links {
        let text = chapter[range.start + 1..range.end].split("](").next().unwrap_or_default().replace('\n', " ");
        let found = match target.split_once('#') {
            Some((file, id)) if chapter_name(file) == SOURCES => source_fault(&text, id, sources),
            _ if target.contains("://") => None,
            _ => title_fault(&text, chapter_name(target), &chapter[..range.start], order),
        };
        faults.extend(found.map(|message| prose.fault(range.start, message)));
    }
}

/// Checks the chapters that are named by their places: "the next chapter", "chapter 2".
fn check_places(prose: &Prose<'_>, order: &[Title], faults: &mut Vec<Fault>) {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:(next|last|previous|first)\s+chapter|chapter\s+(\d+))\b").expect("a pattern")
    });
    let here = order.iter().position(|(name, _)| name == chapter_name(prose.file));
    for found in PLACE.captures_iter(&prose.words) {
        let at = found.get(0).map_or(0, |whole| whole.start());
        let phrase = found[0].split_whitespace().collect::<Vec<_>>().join(" ");
        // The first page is the welcome, so the first chapter is at 1.
        let place = match (found.get(1).map(|word| word.as_str().to_lowercase()).as_deref(), here) {
            (Some("next"), Some(here)) => Some(here + 1),
            (Some("last" | "previous"), Some(here)) => here.checked_sub(1),
            (Some("first"), _) => Some(1),
            _ => found.get(2).and_then(|number| number.as_str().parse().ok()),
        };
        let sentence = sentence(&prose.words, at);
        let mut links =
            prose.links.iter().filter(|(range, _)| sentence.contains(&range.start)).map(|(_, target)| target.as_str());
        let is_of_a_source = |target: &str| target.contains("://") || chapter_name(target) == SOURCES;
        let named = place.and_then(|place| order.get(place));
        let message = match (named, prose.link(at)) {
            _ if prose.link(at).map_or_else(|| links.clone().any(is_of_a_source), is_of_a_source) => continue,
            (None, _) => format!("there is no `{phrase}`"),
            (Some((name, _)), Some(target)) if chapter_name(target) == name => continue,
            (Some((name, title)), Some(target)) => {
                format!("`{phrase}` is `{title}`, {name}.md, but this link leads to {target}")
            }
            (Some((name, _)), None) if links.any(|target| chapter_name(target) == name) => continue,
            (Some((name, title)), None) => {
                format!("`{phrase}` is `{title}`; write `[{phrase}]({name}.md)`, so that this is checked")
            }
        };
        faults.push(prose.fault(at, message));
    }
}

/// Returns the range of the sentence around an offset.
fn sentence(words: &str, at: usize) -> Range<usize> {
    static END: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[.?!][)”]?\s|\n\s*\n").expect("a pattern"));
    let start = END.find_iter(&words[..at]).last().map_or(0, |end| end.end());
    start..END.find_at(words, at).map_or(words.len(), |end| end.start())
}

/// Returns what is wrong with a link to a chapter: its text is the title of another one, or no title where "the chapter" is
/// in front of it.
fn title_fault(text: &str, target: &str, before: &str, order: &[Title]) -> Option<String> {
    let (_, title) = order.iter().find(|(name, _)| name == target)?;
    let other = order.iter().find(|(_, other)| other == text).filter(|(name, _)| name != target);
    let is_named = before.ends_with("chapter ") || before.ends_with("chapter\n");
    match other {
        Some((name, _)) => {
            Some(format!("`{text}` is the title of {name}.md, but this link leads to `{title}`, {target}.md"))
        }
        None if is_named && text != title => Some(format!("the chapter that this link leads to is called `{title}`")),
        None => None,
    }
}

/// Returns what is wrong with a link to a source: a name or a year that the entry does not have.
fn source_fault(text: &str, id: &str, sources: &str) -> Option<String> {
    static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:\p{Lu}\w+|\d{4})").expect("a pattern"));
    let entry = sources.split_once(&format!(r#"<dt id="{id}">"#))?.1.split("<dt ").next()?;
    let is_there = |name: &str| entry.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let wrong = NAME.find_iter(text).find(|name| !is_there(name.as_str()))?;
    let head = entry.split("</dt>").next().unwrap_or_default().replace("<em>", "").replace("</em>", "");
    Some(format!("`{}` is not in the entry that this link leads to: {head}", wrong.as_str()))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::prose::Prose;

    /// Returns the messages about a text of the chapter on layers, the second one.
    fn messages(text: &str) -> Vec<String> {
        let titles = [("welcome", "Welcome"), ("one_neuron", "One neuron"), ("layers", "Layers"), ("cost", "The cost")];
        let order = titles.map(|(name, title)| (name.to_owned(), title.to_owned()));
        let sources = r#"<dt id="b">A. Ba, <em>Adam</em>, 2015</dt><dd> It.</dd><dt id="c">C, 1990</dt>"#;
        let mut faults = Vec::new();
        check(&Prose::read("layers.md", text), text, &order, sources, &mut faults);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_page_says_of_another_one_is_where_its_link_leads() {
        let sound = "The [next chapter](cost.md#why) and [chapter 1](one_neuron.md). See the last chapter, in [A neuron](one_neuron.md#a). \
            The chapter [The cost](cost.md). Chapter 9 of [Ba 2015](bibliography.md#b), [chapter 7](http://a.b), the chapters.\n";
        assert_eq!(messages(sound), Vec::<String>::new());
        let starts = |text: &str, start: &str| {
            let found = messages(text);
            assert!(found.len() == 1 && found[0].starts_with(start), "{found:?}");
        };
        starts(
            "\nThe [last\nchapter](cost.md).",
            "layers.md:2: `last chapter` is `One neuron`, one_neuron.md, but this link leads to cost.md",
        );
        starts("[Chapter 3](one_neuron.md).", "layers.md:1: `Chapter 3` is `The cost`, cost.md, but this link");
        starts(
            "As [before](one_neuron.md). In the next chapter.",
            "layers.md:1: `next chapter` is `The cost`; write `[next chapter](cost.md)`",
        );
        starts("Chapter 4.", "layers.md:1: there is no `Chapter 4`");
        starts(
            "See [One neuron](cost.md).",
            "layers.md:1: `One neuron` is the title of one_neuron.md, but this link leads to `The cost`",
        );
        starts(
            "The chapter [One cost](cost.md).",
            "layers.md:1: the chapter that this link leads to is called `The cost`",
        );
    }

    #[test]
    fn the_names_and_years_of_a_source_are_those_of_its_entry() {
        assert_eq!(messages("[Ba 2015](bibliography.md#b), [*Adam* of 2015](bibliography.md#b)"), Vec::<String>::new());
        let year = "layers.md:1: `2014` is not in the entry that this link leads to: A. Ba, Adam, 2015";
        assert_eq!(messages("[Ba 2014](bibliography.md#b)"), [year]);
        assert_eq!(
            messages("[Ba 2015](bibliography.md#c)"),
            ["layers.md:1: `Ba` is not in the entry that this link leads to: C, 1990"]
        );
    }
}
