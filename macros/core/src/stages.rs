//! The three stages, one after the other: what passes from each to the next, and where the errors go.

use crate::errors::Errors;
use crate::{check, expand, parse};
use proc_macro2::TokenStream;

/// The code for some declarations, behind their errors. `backprop` is the path of the crate, whatever its user calls it.
pub(crate) fn run(backprop: &TokenStream, declarations: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let declarations = parse::parse(declarations, &mut errors);
    let expand = |declaration: &parse::Declaration| match check::check(declaration, &mut errors) {
        Some(model) => expand::expand(&model, backprop),
        None => expand::stub(declaration),
    };
    let code: TokenStream = declarations.iter().map(expand).collect();
    errors.into_iter().map(|error| error.into_compile_error()).chain([code]).collect()
}
