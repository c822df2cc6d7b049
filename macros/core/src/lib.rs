//! The stages of `backprop::network!`, as a library that runs with and without the compiler.

#[cfg(test)]
mod arbitrary;
mod check;
mod errors;
mod expand;
mod model;
mod parse;
mod stages;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

/// Returns the code for all networks in `declarations`. `backprop` is the path by which the code names the crate.
pub fn expand(declarations: TokenStream, backprop: &TokenStream) -> TokenStream {
    stages::run(backprop, declarations)
}
