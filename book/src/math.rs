//! Renders LaTeX as HTML with KaTeX, while the book is built.
//!
//! `\term{name}{…}` marks a part of an equation. The identifier `name` in the equation's code stands for that part.

mod compact;

use compact::Looks;
use katex::types::{OutputFormat, StrictMode, StrictSetting, TrustSetting};
use katex::{KatexContext, Settings, render_to_string};
use regex::Regex;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The style of math: in a line of text, or on a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Inline,
    Display,
}

/// The renderer of math.
pub(crate) struct Math {
    katex: KatexContext,
    looks: Mutex<Looks>,
}

impl Math {
    pub(crate) fn new() -> Self {
        Self { katex: KatexContext::default(), looks: Mutex::default() }
    }

    /// Returns HTML for the style sheet of this renderer, with MathML for screen readers.
    pub(crate) fn html(&self, latex: &str, style: Style) -> Result<String, String> {
        let html = self.set(latex, style, OutputFormat::HtmlAndMathml)?;
        Ok(self.looks.lock().unwrap_or_else(PoisonError::into_inner).compact(&html))
    }

    /// Returns the style sheet of all formulas that were rendered so far.
    pub(crate) fn style_sheet(&self) -> String {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner).style_sheet()
    }

    /// Returns MathML alone, which browsers render without a style sheet.
    pub(crate) fn mathml(&self, latex: &str) -> Result<String, String> {
        self.set(latex, Style::Display, OutputFormat::Mathml).map(|html| sorted_attributes(&html))
    }

    /// Returns the markup of KaTeX, whose attributes are in an order that varies from run to run.
    fn set(&self, latex: &str, style: Style, output: OutputFormat) -> Result<String, String> {
        let settings = Settings::builder()
            .display_mode(style == Style::Display)
            .output(output)
            .throw_on_error(true)
            .strict(StrictSetting::Mode(StrictMode::Ignore))
            .trust(TrustSetting::Bool(true))
            .build();
        render_to_string(&self.katex, &with_classes(latex), &settings).map_err(|error| error.to_string())
    }
}

static TERM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\term\{([^{}]*)\}").expect("a pattern"));

/// Returns the names of all marked terms, sorted and without duplicates.
pub(crate) fn terms(latex: &str) -> Vec<String> {
    let mut names: Vec<String> = TERM.captures_iter(latex).map(|found| found[1].to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

/// Replaces `\term{theta}{…}` with an element of the classes `term` and `t-theta`.
fn with_classes(latex: &str) -> String {
    TERM.replace_all(latex, r"\htmlClass{term t-$1}").into_owned()
}

/// Sorts the attributes of each tag by name, because `katex-rs` writes them in an order that varies from run to run.
fn sorted_attributes(html: &str) -> String {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"]*")+)( ?/?)>"#).expect("a pattern"));
    static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"[a-zA-Z:-]+="[^"]*""#).expect("a pattern"));
    let sorted = TAG.replace_all(html, |tag: &regex::Captures<'_>| {
        let mut attributes: Vec<&str> = ATTRIBUTE.find_iter(&tag[2]).map(|found| found.as_str()).collect();
        attributes.sort_unstable();
        format!("<{} {}{}>", &tag[1], attributes.join(" "), &tag[3])
    });
    sorted.into_owned()
}
