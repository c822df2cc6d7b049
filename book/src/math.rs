//! LaTeX to HTML: KaTeX's markup, set while the book is built.
//!
//! `\term{name}{…}` marks the part of an equation that the identifier `name` of its code stands for.

use katex::types::{OutputFormat, StrictMode, StrictSetting, TrustSetting};
use katex::{KatexContext, Settings, render_to_string};
use regex::Regex;
use std::sync::LazyLock;

/// Whether math stands in a line of text or on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Inline,
    Display,
}

/// Sets math.
pub(crate) struct Math(KatexContext);

impl Math {
    pub(crate) fn new() -> Self {
        Self(KatexContext::default())
    }

    /// HTML for the eye and MathML for the ear, the same in every run.
    pub(crate) fn html(&self, latex: &str, style: Style) -> Result<String, String> {
        self.set(latex, style, OutputFormat::HtmlAndMathml)
    }

    /// MathML alone, which browsers set by themselves.
    pub(crate) fn mathml(&self, latex: &str) -> Result<String, String> {
        self.set(latex, Style::Display, OutputFormat::Mathml)
    }

    fn set(&self, latex: &str, style: Style, output: OutputFormat) -> Result<String, String> {
        let settings = Settings::builder()
            .display_mode(style == Style::Display)
            .output(output)
            .throw_on_error(true)
            .strict(StrictSetting::Mode(StrictMode::Ignore))
            .trust(TrustSetting::Bool(true))
            .build();
        let html = render_to_string(&self.0, &with_classes(latex), &settings).map_err(|error| error.to_string())?;
        Ok(sorted_attributes(&html))
    }
}

static TERM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\term\{([^{}]*)\}").expect("a pattern"));

/// The names of all terms that are marked.
pub(crate) fn terms(latex: &str) -> Vec<String> {
    let mut names: Vec<String> = TERM.captures_iter(latex).map(|found| found[1].to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

/// `\term{theta}{…}` becomes an element of the classes `term` and `t-theta`.
fn with_classes(latex: &str) -> String {
    TERM.replace_all(latex, r"\htmlClass{term t-$1}").into_owned()
}

/// The attributes of each tag in the order of their names: KaTeX's port keeps them in no order.
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
