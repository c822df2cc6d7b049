//! Checks that the pages load nothing from elsewhere: the book works offline, and nobody learns who reads it. Links that
//! a reader follows may lead anywhere.

use crate::project::Fault;
use regex::Regex;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Checks the pages and style sheets in a folder, except for the API documentation, which rustdoc makes.
pub(crate) fn check(folder: &Path) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.extend((entry.file_name() != "api").then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "html" || extension == "css") {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                let text = fs::read_to_string(&path).unwrap_or_default();
                let message = |source| format!("this page loads `{source}` from elsewhere; put a copy into book/theme");
                faults.extend(from_elsewhere(&text).map(|source| Fault::new(&*name, None, message(source))));
            }
        }
    }
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Returns the addresses on other machines that a page or a style sheet loads something from.
fn from_elsewhere(text: &str) -> impl Iterator<Item = &str> {
    static LOADED: LazyLock<Regex> = LazyLock::new(|| {
        let element = r#"<(?:link|script|img|iframe|source|video|audio|embed|object|image|use)\b[^>]*?\s(?:href|src|srcset|data|poster)=["']?([^"'\s>]+)"#;
        let style = r#"url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)"#;
        Regex::new(&format!("{element}|{style}")).expect("a pattern")
    });
    let sources = LOADED.captures_iter(text).filter_map(|found| found.iter().skip(1).flatten().next());
    let sources = sources.map(|source| source.as_str());
    sources.filter(|source| source.starts_with("//") || source.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::from_elsewhere;

    #[test]
    fn a_page_may_link_elsewhere_and_load_nothing_from_there() {
        let found = |text| from_elsewhere(text).collect::<Vec<_>>();
        assert_eq!(found(r#"<a href="https://a.example">a</a> <img src="b.png"> <script src="c.js">"#), [""; 0]);
        assert_eq!(found(r#"<img alt="a" src="https://a.example/b.png">"#), ["https://a.example/b.png"]);
        assert_eq!(found(r#"<link rel="stylesheet" href="//a.example/b.css">"#), ["//a.example/b.css"]);
        assert_eq!(found(r#"@font-face { src: url("https://a.example/f.woff2") }"#), ["https://a.example/f.woff2"]);
        assert_eq!(found(r#"@import 'https://a.example/b.css';"#), ["https://a.example/b.css"]);
    }
}
