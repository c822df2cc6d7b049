//! Completes the frame that mdBook puts around a chapter: the links to the neighbors carry their titles, each page links
//! to the notation, the first link skips to the text, and links to other sites give those no handle on the page.

use crate::html::escape;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The titles of the pages, by file name: `layers.html`.
pub(crate) type Titles = BTreeMap<String, String>;

/// Returns the page with a completed frame.
pub(crate) fn complete(page: &str, titles: &Titles) -> String {
    static NEIGHBOR: LazyLock<Regex> = LazyLock::new(|| {
        let link = r#"(<a rel="(?:prev|next prefetch)" href="([^"]*)" class="[^"]*nav-chapters (previous|next)")"#;
        let labels = r#" title="[^"]*" aria-label="[^"]*"([^>]*>)"#;
        Regex::new(&format!(r"(?s){link}{labels}(.*?)</a>")).expect("a pattern")
    });
    static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"<a href="https?://[^"]*""#).expect("a pattern"));
    const BUTTONS: &str = r#"<div class="right-buttons">"#;
    const NOTATION: &str = r#"<a class="notation" href="notation.html" title="Notation" aria-label="Notation: the symbols of this book">δ</a>"#;

    const SKIP: &str = r##"<a class="skip" href="#text">Skip to the text</a>"##;

    let neighbor = |found: &Captures<'_>| {
        let Some(title) = titles.get(&found[2]).map(|title| escape(title)) else { return found[0].to_owned() };
        let (start, direction, end, icon) = (&found[1], &found[3], &found[4], found[5].trim());
        format!(r#"{start} aria-label="{direction}: {title}"{end}{icon}<span class="title">{title}</span></a>"#)
    };
    let page = NEIGHBOR.replace_all(page, neighbor);
    let page = ELSEWHERE.replace_all(&page, |found: &Captures<'_>| format!(r#"{} rel="noopener""#, &found[0]));
    page.replace(BUTTONS, &format!("{BUTTONS}{NOTATION}")).replacen("<body>", &format!("<body>\n{SKIP}"), 1).replacen(
        "<main>",
        r#"<main id="text" tabindex="-1">"#,
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::{Titles, complete};

    #[test]
    fn the_links_to_the_neighbors_carry_their_titles() {
        let titles = Titles::from([("cost.html".to_owned(), "The <cost>".to_owned())]);
        let link = |labels, inside| {
            format!(
                r#"<a rel="next prefetch" href="cost.html" class="mobile-nav-chapters next"{labels} aria-keyshortcuts="Right">{inside}</a>"#
            )
        };
        let page = link(r#" title="Next chapter" aria-label="Next chapter""#, "\n <svg/>\n");
        let wanted =
            link(r#" aria-label="next: The &lt;cost&gt;""#, r#"<svg/><span class="title">The &lt;cost&gt;</span>"#);
        assert_eq!(complete(&page, &titles), wanted);
    }

    #[test]
    fn the_first_link_skips_to_the_text() {
        let page = complete("<html><body><nav></nav><main>Text</main></body></html>", &Titles::new());
        let skip = page.find(r##"<a class="skip" href="#text">"##);
        assert!(skip < page.find("<nav>") && skip.is_some() && page.contains(r#"<main id="text""#), "{page}");
    }

    #[test]
    fn links_to_other_sites_have_no_opener() {
        let page = r#"<a href="https://a.example/b">b</a> <a href="c.html">c</a>"#;
        let wanted = r#"<a href="https://a.example/b" rel="noopener">b</a> <a href="c.html">c</a>"#;
        assert_eq!(complete(page, &Titles::new()), wanted);
    }
}
