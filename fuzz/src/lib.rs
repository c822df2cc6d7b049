//! The stages of `network!`, compiled as an ordinary crate, and the question that is asked of them: whatever tokens come,
//! do they give Rust?
//!
//! **Invariant**: the sources are those of the macro itself; nothing is copied.

#[path = "../../macros/src"]
mod macros {
    pub(crate) mod check;
    pub(crate) mod errors;
    pub(crate) mod expand;
    pub(crate) mod model;
    pub(crate) mod parse;
    pub(crate) mod stages;

    #[path = "tests/sound.rs"]
    pub(crate) mod sound;
    #[path = "tests/soup.rs"]
    pub(crate) mod soup;
}

// The stages name each other from the root of their crate.
use macros::{check, errors, expand, model, parse, sound, soup, stages};

/// The declaration that these bytes stand for.
#[must_use]
pub fn declaration(bytes: &[u8]) -> String {
    tokens(bytes).to_string()
}

fn tokens(bytes: &[u8]) -> proc_macro2::TokenStream {
    sound::with_sound_sizes(soup::soup(bytes))
}

/// Gives the declaration of these bytes to the macro.
///
/// # Panics
///
/// If what it writes is not Rust.
pub fn check_one(bytes: &[u8]) {
    let code = stages::run(&quote::quote!(::backprop), tokens(bytes));
    if let Err(error) = syn::parse2::<syn::File>(code.clone()) {
        panic!("{error}\n{}\ngives\n{code}", declaration(bytes));
    }
}
