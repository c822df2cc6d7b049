//! Checks the text of all chapters together: titles, terms, words, counts, claims, and the names next to listings.

use crate::material::Material;
use crate::project::Fault;
use crate::prose::{Prose, Written, chapter_name};
use crate::references::Title;
use crate::seen::Seen;
use crate::summary::Summary;
use crate::terms::{self, Terms};
use crate::{counts, exercises, glossary, mentions, names, numbers, references, tables, words};
use std::collections::BTreeSet;

/// Checks the chapters, which are in the order of the book.
pub(crate) fn check(material: &Material, chapters: &[Written], summary: &mut Summary, faults: &mut Vec<Fault>) {
    let order: Vec<String> = chapters.iter().map(|chapter| chapter_name(&chapter.file).to_owned()).collect();
    let titles: Vec<Title> = order.iter().cloned().zip(chapters.iter().map(|chapter| chapter.title.clone())).collect();
    let sources = chapters.iter().find(|chapter| chapter.file.ends_with("bibliography.md"));
    let sources = sources.map(|chapter| chapter.text.clone()).unwrap_or_default();
    let text: String = chapters.iter().map(|chapter| chapter.text.as_str()).collect();
    let names = mentions::Names::read(&material.project, &text);
    let mut claimed = BTreeSet::new();
    for chapter in chapters {
        summary.add(&chapter.text);
        let seen = Seen::read(&chapter.text, &material.snapshots);
        material.claims.compare(&chapter.file, &chapter.text, &seen, &mut claimed, faults);
        let prose = Prose::read(&chapter.file, &chapter.text);
        check_title(chapter, faults);
        words::check(&prose, faults);
        counts::check(&prose, faults);
        names::check(&chapter.file, &chapter.text, &seen, faults);
        summary.add_tables(tables::check(&chapter.file, &chapter.text, faults));
        references::check(&prose, &chapter.text, &titles, &sources, faults);
        mentions::check(material, &names, &prose, &chapter.text, faults);
    }
    exercises::check(chapters, faults);
    faults.extend(material.claims.unused(&claimed));
    numbers::check(&material.project, &material.snapshots, faults);
    words::check_spelling(&material.project, faults);
    check_terms(&material.terms, chapters, faults);
    summary.equations = material.source.equations.len();
    summary.terms = material.terms.list.len();
}

/// Checks where the terms are introduced, and adds their anchors to the chapters.
pub(crate) fn introduce_terms(material: &mut Material, chapters: &mut [Written], faults: &mut Vec<Fault>) {
    let order: Vec<String> = chapters.iter().map(|chapter| chapter_name(&chapter.file).to_owned()).collect();
    let mut names = BTreeSet::new();
    for chapter in chapters {
        let introduced = material.terms.check(&Prose::read(&chapter.file, &chapter.text), &order, faults);
        names.extend(introduced.iter().map(|(_, term)| term.name.clone()));
        chapter.text = terms::with_anchors(&chapter.text, &introduced);
    }
    for term in &mut material.terms.list {
        term.is_introduced = names.contains(&term.name);
    }
}

/// Checks that the title of a page is its title in the sidebar.
fn check_title(chapter: &Written, faults: &mut Vec<Fault>) {
    let title = (1..).zip(chapter.text.lines()).find_map(|(line, text)| Some((line, text.strip_prefix("# ")?.trim())));
    let fault = match title {
        Some((_, title)) if title == chapter.title => return,
        Some((line, title)) => {
            (line, format!("the page is called `{title}`, but SUMMARY.md calls it `{}`", chapter.title))
        }
        None => (1, format!("the page has no title; write `# {}`", chapter.title)),
    };
    faults.push(Fault::new(&*chapter.file, fault.0, fault.1));
}

/// Checks that the chapters which introduce the terms exist, and that the glossary calls them by their titles.
fn check_terms(terms: &Terms, chapters: &[Written], faults: &mut Vec<Fault>) {
    for term in &terms.list {
        let chapter = chapters.iter().find(|chapter| chapter_name(&chapter.file) == term.chapter);
        let message = match chapter {
            Some(chapter) if chapter.title == term.title => continue,
            Some(chapter) => format!("`{}` is from `{}`, which is called `{}`", term.name, term.title, chapter.title),
            None => format!("`{}` is from {}.md, which is not in SUMMARY.md", term.name, term.chapter),
        };
        faults.push(Fault::new(glossary::FILE, term.line, message));
    }
}
