//! Draws the parts of the book as a path, with links to the chapters.

use crate::html::escape;
use crate::project::Project;
use regex::Regex;
use std::sync::LazyLock;

/// The file with the parts and the chapters.
const SUMMARY: &str = "book/text/SUMMARY.md";

/// A part of the book: its title, and the title and the file of each chapter.
struct Part<'a> {
    title: &'a str,
    chapters: Vec<(&'a str, &'a str)>,
}

/// Returns the parts as a list of lists.
pub(super) fn html(project: &Project) -> Result<String, String> {
    let summary = project.read(SUMMARY).map_err(|fault| fault.to_string())?;
    let mut list = String::new();
    for Part { title, chapters } in parts(&summary) {
        let chapter = |(title, file): (&str, &str)| {
            format!(r#"<li><a href="{}">{}</a></li>"#, file.replace(".md", ".html"), escape(title))
        };
        let chapters: String = chapters.into_iter().map(chapter).collect();
        list += &format!("<li><b>{}</b><ul>{chapters}</ul></li>", escape(title));
    }
    Ok(format!("<ol>{list}</ol>"))
}

/// Returns the parts that have chapters, in their order.
fn parts(summary: &str) -> Vec<Part<'_>> {
    static CHAPTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*- \[(.+)\]\((.+\.md)\)$").expect("a pattern"));
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in summary.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            parts.push(Part { title, chapters: Vec::new() });
        } else if let (Some(part), Some(chapter)) = (parts.last_mut(), CHAPTER.captures(line)) {
            let (_, [title, file]) = chapter.extract();
            part.chapters.push((title, file));
        }
    }
    parts.retain(|part| !part.chapters.is_empty());
    parts
}
