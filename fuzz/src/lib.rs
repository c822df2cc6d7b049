//! Three questions to any bytes. Does the macro make Rust of the tokens that they stand for? Does a loader read or refuse
//! the file, in little memory? Has the network a finite cost, and the gradient of it?
//!
//! **Invariant**: the sources are those of the macro and of the tests; nothing is copied.

pub mod search;

#[path = "../../tests/process/allocator.rs"]
#[allow(dead_code, reason = "nobody asks here how often something allocates")]
mod allocator;
#[path = "../../tests/process/drawn/mod.rs"]
mod drawn;

/// The stages of `network!`, compiled as part of an ordinary crate.
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

/// Gives the declaration of these bytes to the macro.
///
/// # Panics
///
/// If what it writes is not Rust.
pub fn declaration(bytes: &[u8]) {
    let tokens = sound::with_sound_sizes(soup::soup(bytes));
    let code = stages::run(&quote::quote!(::backprop), tokens.clone());
    if let Err(error) = syn::parse2::<syn::File>(code.clone()) {
        panic!("{error}\n{tokens}\ngives\n{code}");
    }
}

/// Reads the file of these bytes.
///
/// # Panics
///
/// If a loader does, or takes more memory than the file justifies.
pub fn file(bytes: &[u8]) {
    drawn::files::check_one(bytes);
}

/// Computes the cost and the gradient of the network of these bytes.
///
/// # Panics
///
/// If a number is not finite, or the gradient is not the slope of the cost.
pub fn network(bytes: &[u8]) {
    drawn::networks::check_one(bytes);
}
