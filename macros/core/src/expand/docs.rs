//! Writes doc comments: text, and equations with the sizes of the network.

use crate::model::Size;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns a doc attribute for each line of `text`.
pub(super) fn doc(text: impl AsRef<str>) -> TokenStream {
    let lines = text.as_ref().lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote_spanned! { Span::mixed_site()=> #(#[doc = #lines])* }
}

/// Returns a doc comment of some text and a block of equations, one a line.
pub(super) fn doc_with_equations(text: &str, equations: impl IntoIterator<Item = String>) -> TokenStream {
    let lines: Vec<String> = equations.into_iter().collect();
    doc(format!("{text}\n\n```text\n{}\n```", lines.join("\n")))
}

/// Returns the section about the targets that a method refuses.
pub(super) fn panics() -> TokenStream {
    doc("\n# Panics\n\nPanics if the cost cannot score a target, such as a 2 for cross-entropy.")
}

/// Returns an equation and, in a column of their own, the shapes of what it computes with.
pub(super) fn with_shapes(equation: String, shapes: String) -> String {
    format!("{equation:<32} {shapes}")
}

/// Returns `4 units`.
pub(super) fn units(size: &Size) -> String {
    match size {
        Size::Literal(1, _) => "1 unit".to_owned(),
        _ => format!("{size} units"),
    }
}
