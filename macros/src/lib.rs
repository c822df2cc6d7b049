//! The procedural macro behind `backprop::network!`, in three stages.
//!
//! 1. `parse`: tokens become a `Declaration`, as written; the errors of this stage are of syntax.
//! 2. `check`: a `Declaration` becomes a `Model`, numbered and sound; the errors of this stage are of meaning.
//! 3. `expand`: a `Model` becomes Rust. This stage cannot fail.
//!
//! Errors are collected through the first two stages and all reported at once, each at the token that is wrong.
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

#[cfg(test)]
mod tests;

use proc_macro2::{Group, TokenStream};

/// Writes the code of networks; `backprop::network!` calls it with the path of its own crate in brackets first.
#[proc_macro]
pub fn network(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(input).into_iter();
    let backprop = tokens.next().and_then(|token| syn::parse2::<Group>(token.into()).ok());
    let backprop = backprop.expect("the macro of the crate `backprop` passes its path").stream();
    compile(&backprop, tokens.collect()).into()
}

/// All three stages. `backprop` is the path of the crate, whatever name its user has given it.
fn compile(backprop: &TokenStream, declarations: TokenStream) -> TokenStream {
    let mut errors = errors::Errors::default();
    let declarations = parse::parse(declarations, &mut errors);
    let expand = |declaration: &parse::Declaration| match check::check(declaration, &mut errors) {
        Some(model) => expand::expand(&model, backprop),
        None => expand::stub(declaration),
    };
    let code: TokenStream = declarations.iter().map(expand).collect();
    errors.into_iter().map(|error| error.into_compile_error()).chain([code]).collect()
}
