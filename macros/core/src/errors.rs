//! Errors, collected: a declaration with three mistakes is told all three at once.

use proc_macro2::Span;
use quote::ToTokens;

/// The errors so far, in the order in which they were found.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// Adds an error at one place.
    pub(crate) fn at(&mut self, place: Span, message: impl Into<String>) {
        self.0.push(syn::Error::new(place, message.into()));
    }

    /// Adds an error that underlines all of `tokens`.
    pub(crate) fn over(&mut self, tokens: impl ToTokens, message: impl Into<String>) {
        self.0.push(syn::Error::new_spanned(tokens, message.into()));
    }

    /// Adds an error that `syn` found.
    pub(crate) fn found(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// How many there are: a stage has failed if it has added to them.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

impl IntoIterator for Errors {
    type Item = syn::Error;
    type IntoIter = std::vec::IntoIter<syn::Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
