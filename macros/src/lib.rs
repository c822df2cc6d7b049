//! The procedural macro behind `backprop::network!`. All of its work is done by the library `backprop_macros_core`.

use proc_macro2::{TokenStream, TokenTree};

/// Writes the code of networks. `backprop::network!` passes the path of its own crate in brackets, and then its input.
#[proc_macro]
pub fn network(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(input).into_iter();
    let Some(TokenTree::Group(backprop)) = tokens.next() else { panic!("expected the path of `backprop` in brackets") };
    backprop_macros_core::expand(tokens.collect(), &backprop.stream()).into()
}
