//! Collects errors, so that a declaration with three mistakes gets three messages in one run.

use proc_macro2::Span;
use quote::ToTokens;

/// The errors so far, in the order in which they were found.
#[derive(Default)]
pub struct Errors(Option<syn::Error>);

impl Errors {
    /// Adds an error at one place.
    pub fn at(&mut self, place: Span, message: impl Into<String>) {
        self.found(syn::Error::new(place, message.into()));
    }

    /// Adds an error that underlines all of `tokens`.
    pub fn over(&mut self, tokens: impl ToTokens, message: impl Into<String>) {
        self.found(syn::Error::new_spanned(tokens, message.into()));
    }

    /// Adds the errors that `syn`, or a part of a stage, has returned.
    pub fn found(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            none => *none = Some(error),
        }
    }

    /// Ends a stage, or a part of one.
    ///
    /// # Errors
    ///
    /// Returns everything that was added, as one error.
    pub fn propagate(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }

    /// Returns the errors one by one.
    pub fn into_list(self) -> Vec<syn::Error> {
        self.0.into_iter().flatten().collect()
    }
}
