//! The type that replaces a network whose declaration has errors.
//!
//! It has the methods of a network, so that an editor goes on completing them. And no use of it is an error of its own: a
//! parameter of its type is an expression with the error of the declaration, and the compiler says nothing about a type
//! that contains an error.

use crate::model::{conditions, symbol};
use crate::names;
use crate::parse::Declaration;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Error;

/// Returns the type, with the types that hold the results of its methods. `error` is one of the errors of the declaration:
/// the compiler reports the same error at the same place only once.
pub fn stub(declaration: &Declaration, error: &Error, backprop: &TokenStream) -> TokenStream {
    let Declaration { visibility, name, .. } = declaration;
    let conditions = conditions(&declaration.attributes);
    let conditions = quote!(#(#conditions)*);
    // A variable, as the size of a layer, has been reported.
    let constants = declaration.constants().filter(|path| !names::is_variable(path));
    let probe = super::probe(declaration.types(), constants);
    let (forward, deltas) = (format_ident!("{name}Forward"), format_ident!("{name}Deltas"));
    let layers = declaration.layers().len().max(2);
    let thetas: Vec<Ident> = (1..layers).map(|layer| symbol("theta", layer)).collect();
    let (z, a): (Vec<_>, Vec<_>) = (2..=layers).map(|layer| (symbol("z", layer), symbol("a", layer))).unzip();
    let delta: Vec<_> = (2..=layers).map(|layer| symbol("delta", layer)).collect();
    let a_1 = symbol("a", 1);
    let error = error_as_expression(error);

    quote_spanned! { Span::mixed_site()=>
        #conditions
        #probe
        #conditions
        /// A network whose declaration has errors.
        #visibility struct #name<T = ::core::primitive::f64, const ERROR: ::core::primitive::usize = { #error }> {
            #(#visibility #thetas: #backprop::Theta<T, ERROR, ERROR>,)*
        }
        #conditions
        /// The results of forward propagation, which have errors.
        #visibility struct #forward<T, const ERROR: ::core::primitive::usize = { #error }> {
            #visibility #a_1: [T; ERROR],
            #(#visibility #z: [T; ERROR], #visibility #a: [T; ERROR],)*
        }
        #conditions
        /// The results of backpropagation, which have errors.
        #visibility struct #deltas<T, const ERROR: ::core::primitive::usize = { #error }> {
            #(#visibility #delta: [T; ERROR],)*
        }
        // The parameter is left out here: its default is the error.
        #conditions
        impl #name {
            #visibility fn random(_seed: ::core::primitive::u64) -> Self { ::core::unreachable!() }
            #visibility fn zeros() -> Self { ::core::unreachable!() }
        }
        #conditions
        impl<T> #name<T> {
            #visibility fn forward<X>(&self, _x: X) -> #forward<T> { ::core::unreachable!() }
            #visibility fn output<X>(&self, _x: X) -> [T; { #error }] { ::core::unreachable!() }
            #visibility fn predict<X>(&self, _x: X) -> ::core::primitive::usize { ::core::unreachable!() }
            #visibility fn backward<F, Y>(&self, _forward: F, _y: Y) -> #deltas<T> { ::core::unreachable!() }
            #visibility fn cost<S, L>(&self, _samples: S, _lambda: L) -> T { ::core::unreachable!() }
            #visibility fn accumulated<S>(&self, _samples: S) -> Self { ::core::unreachable!() }
            #visibility fn gradient<S, L>(&self, _samples: S, _lambda: L) -> Self { ::core::unreachable!() }
            #visibility fn trace<S, L>(&self, _samples: S, _lambda: L) -> #backprop::Trace<Self> { ::core::unreachable!() }
            #visibility fn map<U, F>(&self, _convert: F) -> #name<U> { ::core::unreachable!() }
            #visibility fn operations(&self) -> #backprop::Operations { ::core::unreachable!() }
        }
    }
}

/// Returns an expression that reports an error, at the place of the error.
fn error_as_expression(error: &Error) -> TokenStream {
    // `syn` writes an item for each of the errors that are combined in one; the first is enough.
    let first = error.clone().into_iter().next().unwrap_or_else(|| error.clone());
    first.into_compile_error()
}
