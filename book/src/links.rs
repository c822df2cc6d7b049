//! Checks that every link of the pages leads to a file, and every fragment to an element.
//!
//! If the API documentation is not built, a link into it is checked against the source, which must have the item or line.

use crate::project::{Fault, Project};
use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

/// Checks the links of all pages of the book, and returns their number. It skips the API documentation, whose links rustdoc checks.
pub(crate) fn check(project: &Project, folder: &Path) -> Result<usize, Vec<Fault>> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?:href|src)="([^"]*)""#).expect("a pattern"));
    let mut pages = Pages::default();
    let (mut faults, mut count) = (Vec::new(), 0);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // The print page repeats all others, and the links of the 404 page start at the root of a site.
        if !name.ends_with(".html") || name == "print.html" || name == "404.html" {
            continue;
        }
        let page = pages.read(&path).to_owned();
        for link in LINK.captures_iter(&page) {
            count += 1;
            let followed = match link[1].strip_prefix("api/") {
                Some(link) if !folder.join("api").exists() => follow_in_source(project, link),
                _ => pages.follow(folder, &path, &link[1]),
            };
            if let Err(message) = followed {
                let file = format!("book/text/{}", name.replace(".html", ".md"));
                let text = project.read(&file).unwrap_or_default();
                let line =
                    text.lines().position(|line| line.contains(&link[1].replace(".html", ".md"))).map(|line| line + 1);
                faults.push(Fault::new(file, line, message));
            }
        }
    }
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(count) } else { Err(faults) }
}

/// The pages that have been read, by path.
#[derive(Debug, Default)]
struct Pages(BTreeMap<PathBuf, String>);

impl Pages {
    fn read(&mut self, path: &Path) -> &str {
        self.0.entry(path.to_owned()).or_insert_with(|| fs::read_to_string(path).unwrap_or_default())
    }

    fn follow(&mut self, folder: &Path, from: &Path, link: &str) -> Result<(), String> {
        if link.is_empty() || link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") {
            return Ok(());
        }
        let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
        // What is behind a `?` names a version.
        let target = target.split('?').next().unwrap_or(target);
        let mut path = match target {
            "" => from.to_owned(),
            _ => normalized(&from.parent().unwrap_or(folder).join(target)),
        };
        if !path.starts_with(folder) {
            return Err(format!("the link `{link}` leads out of the book"));
        }
        if path.is_dir() {
            path.push("index.html");
        }
        if !path.is_file() {
            return Err(format!("broken link `{link}`: there is no such page"));
        }
        let page = self.read(&path);
        let is_there = fragment.is_empty()
            || page.contains(&format!("id=\"{fragment}\""))
            || page.contains(&format!("id={fragment} "));
        if is_there { Ok(()) } else { Err(format!("broken link `{link}`: that page has no `#{fragment}`")) }
    }
}

/// Checks a link into the API documentation against the source: `src/backprop/theta.rs.html#12` must be a line, and
/// `backprop/equations/theta/struct.Theta.html` an item.
fn follow_in_source(project: &Project, link: &str) -> Result<(), String> {
    let nowhere = || format!("broken link `api/{link}`: the source has no such item or line");
    let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
    if let Some(file) = target.strip_prefix("src/backprop/").and_then(|file| file.strip_suffix(".html")) {
        let text = project.read(&format!("src/{file}")).map_err(|_| nowhere())?;
        let line = fragment.split('-').next_back().and_then(|line| line.parse().ok()).unwrap_or(1);
        return if line <= text.lines().count() { Ok(()) } else { Err(nowhere()) };
    }
    let item = target.strip_prefix("backprop/").and_then(|path| path.strip_suffix(".html")).ok_or_else(nowhere)?;
    let (module, item) = item.rsplit_once('/').unwrap_or(("", item));
    let (_, name) = item.split_once('.').ok_or_else(nowhere)?;
    let file = if module.is_empty() { "src/lib.rs".to_owned() } else { format!("src/{module}.rs") };
    let text = project.read(&file).map_err(|_| nowhere())?;
    let is_word = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    if text.lines().any(|line| !line.trim_start().starts_with("//") && is_word(line)) { Ok(()) } else { Err(nowhere()) }
}

/// Resolves `.` and `..` in a path.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}
