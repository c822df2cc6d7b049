//! The procedural macro behind `backprop::network!`, in three stages: `parse` takes tokens to a `Declaration`, `check`
//! takes it to a `Model`, `expand` takes that to Rust. The first two collect errors, of syntax and of meaning, each at
//! its token; the third cannot fail.
//!
//! ```text
//! networks:    network*
//! network:     attribute* visibility `struct` name `{` field (`,` field)* `,`? `}`
//! field:       `layers` `:` layers  |  `cost` `:` path  |  `scalar` `:` path
//! layers:      size (`->` size path)+
//! size:        integer  |  path  |  `{` constant expression `}`
//! ```

mod check;
mod errors;
mod expand;
mod model;
mod parse;
mod stages;

#[cfg(test)]
mod tests;

use proc_macro2::{Group, TokenStream};

/// Writes the code of networks; `backprop::network!` calls it with the path of its own crate in brackets first.
#[proc_macro]
pub fn network(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(input).into_iter();
    let backprop = tokens.next().and_then(|token| syn::parse2::<Group>(token.into()).ok());
    let backprop = backprop.expect("the macro of the crate `backprop` passes its path").stream();
    stages::run(&backprop, tokens.collect()).into()
}
