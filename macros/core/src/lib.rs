//! The stages of `backprop::network!`, as a library that runs with and without the compiler.
//!
//! | stage | from | to | can fail |
//! |---|---|---|---|
//! | [`parse`] | tokens | [`Declaration`](parse::Declaration)s, as they are written | errors of syntax |
//! | [`check`] | a declaration | a [`Model`], numbered and complete | errors of meaning |
//! | [`expand`](mod@expand) | a model | Rust | no |
//!
//! [`expand()`] runs all three; [`models`] runs the first two. The first two stages do not stop at an error: they collect
//! all [`Errors`], each at its token, so that one run shows every mistake.
//!
//! ```
//! let declaration = "struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }";
//! let models = backprop_macros_core::models(declaration.parse()?)?;
//! assert_eq!(models[0].to_string(), "2 -> 4 Tanh -> 1 Sigmoid, scored by CrossEntropy");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Grammar
//!
//! ```text
//! networks:    network*
//! network:     attribute* visibility `struct` name `{` field (`,` field)* `,`? `}`
//! field:       `layers` `:` layers  |  `cost` `:` path  |  `scalar` `:` path
//! layers:      size (`->` size path)+
//! size:        integer  |  path  |  `{` constant expression `}`
//! ```

#![allow(missing_debug_implementations, reason = "`syn` prints its types only with a feature that is slow to build")]

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
pub mod check;
pub mod errors;
pub mod expand;
pub mod model;
mod names;
pub mod parse;
#[cfg(test)]
mod tests;

pub use parse::field_name::edit_distance;

use errors::Errors;
use model::Model;
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the code for all networks in `declarations`, followed by a `compile_error!` for each mistake.
///
/// `backprop` is the path by which the code names the crate `backprop`: for example `::backprop`, or `$crate`.
pub fn expand(declarations: TokenStream, backprop: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let declarations = parse::parse(declarations, &mut errors);
    let is_first = check::check_repeated(&declarations, &mut errors);
    // Errors of syntax, which are not those of one network.
    let mut errors = errors.into_list();
    let mut reported = None;
    let mut code = TokenStream::new();
    // Errors come behind all networks, since what is in front of a name must not depend on what is being typed there.
    let mut reports = TokenStream::new();
    for (declaration, is_first) in declarations.iter().zip(is_first) {
        let mut own = Errors::default();
        let model = check::check(declaration, &mut own);
        let mut own = own.into_list();
        let conditions = model::conditions(&declaration.attributes);
        // A second type of the same name would be one more error, and so would one that hides a type that it uses.
        let is_possible = is_first && !check::is_used_by_itself(declaration);
        match model {
            Some(model) if is_possible => code.extend(expand::items(&model, backprop)),
            None if is_possible => {
                // The stub reports the first error, so that this one is not reported again.
                let error = match (errors.is_empty(), own.is_empty()) {
                    (false, _) if conditions.is_empty() => reported.insert(errors.remove(0)).clone(),
                    (_, false) => own.remove(0),
                    (false, true) => errors[0].clone(),
                    (true, true) => {
                        let unknown = || syn::Error::new(declaration.name.span(), "this network has errors");
                        reported.clone().unwrap_or_else(unknown)
                    }
                };
                code.extend(expand::stub(declaration, &error, backprop));
            }
            _ => code.extend(expand::mention(declaration)),
        }
        // Where a condition does not hold, there is no network, and no error of one.
        reports.extend(own.iter().map(syn::Error::to_compile_error).map(|error| quote!(#(#conditions)* #error)));
    }
    code.extend(errors.into_iter().map(syn::Error::into_compile_error));
    code.extend(reports);
    code
}

/// Returns the models of all networks in `declarations`.
///
/// # Errors
///
/// Returns all mistakes as one error; iterating over it gives them one by one, in the order in which they were found.
pub fn models(declarations: TokenStream) -> syn::Result<Vec<Model>> {
    let mut errors = Errors::default();
    let declarations = parse::parse(declarations, &mut errors);
    check::check_repeated(&declarations, &mut errors);
    let models = declarations.iter().filter_map(|declaration| check::check(declaration, &mut errors)).collect();
    errors.propagate()?;
    Ok(models)
}
