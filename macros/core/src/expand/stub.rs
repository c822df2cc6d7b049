//! The type that replaces a network whose declaration has errors.
//!
//! It has the fields and methods of a network, so that an editor goes on completing them. And no use of it is one more error: a
//! parameter of the type has the error of the declaration as its default, and the compiler says nothing about the use of a
//! type that contains an error.

use crate::model::{conditions, symbol};
use crate::names;
use crate::parse::Declaration;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Error;

/// Returns the type, with the types that hold the results of its methods. It reports `error`, the first one.
pub fn stub(declaration: &Declaration, error: &Error, backprop: &TokenStream) -> TokenStream {
    let Declaration { visibility, name, .. } = declaration;
    let conditions = conditions(&declaration.attributes);
    let conditions = quote!(#(#conditions)*);
    let mentioned = mention(declaration);
    let (forward, deltas) = (format_ident!("{name}Forward"), format_ident!("{name}Deltas"));
    let layers = declaration.layers().len().max(2);
    let thetas: Vec<Ident> = (1..layers).map(|layer| symbol("theta", layer)).collect();
    let (z, a): (Vec<_>, Vec<_>) = (2..=layers).map(|layer| (symbol("z", layer), symbol("a", layer))).unzip();
    let delta: Vec<_> = (2..=layers).map(|layer| symbol("delta", layer)).collect();
    let a_1 = symbol("a", 1);
    let error = error.to_compile_error();

    quote_spanned! { Span::mixed_site()=>
        #mentioned
        #conditions
        /// A network whose declaration has errors.
        #visibility struct #name<T = ::core::primitive::f64, const ERROR: ::core::primitive::usize = { #error }> {
            #(#visibility #thetas: #backprop::Theta<T, ERROR, ERROR>,)*
        }
        #conditions
        /// The results of forward propagation, which have errors.
        #visibility struct #forward<T, const ERROR: ::core::primitive::usize = 0> {
            #visibility #a_1: [T; ERROR],
            #(#visibility #z: [T; ERROR], #visibility #a: [T; ERROR],)*
        }
        #conditions
        /// The results of backpropagation, which have errors.
        #visibility struct #deltas<T, const ERROR: ::core::primitive::usize = 0> {
            #(#visibility #delta: [T; ERROR],)*
        }
        // The parameter is left out here: its default is the error.
        #conditions
        impl #name {
            #visibility fn random(_seed: ::core::primitive::u64) -> Self { ::core::unreachable!() }
            #visibility fn zeros() -> Self { ::core::unreachable!() }
        }
        #conditions
        impl<T, const ERROR: ::core::primitive::usize> #name<T, ERROR> {
            #visibility fn forward<X>(&self, _x: X) -> #forward<T, ERROR> { ::core::unreachable!() }
            #visibility fn output<X>(&self, _x: X) -> [T; ERROR] { ::core::unreachable!() }
            #visibility fn predict<X>(&self, _x: X) -> ::core::primitive::usize { ::core::unreachable!() }
            #visibility fn backward<F, Y>(&self, _forward: F, _y: Y) -> #deltas<T, ERROR> { ::core::unreachable!() }
            #visibility fn cost<S, L>(&self, _samples: S, _lambda: L) -> T { ::core::unreachable!() }
            #visibility fn accumulated<S>(&self, _samples: S) -> Self { ::core::unreachable!() }
            #visibility fn gradient<S, L>(&self, _samples: S, _lambda: L) -> Self { ::core::unreachable!() }
            #visibility fn trace<S, L>(&self, _samples: S, _lambda: L) -> Self { ::core::unreachable!() }
            #visibility fn map<U, F>(&self, _convert: F) -> #name<U, ERROR> { ::core::unreachable!() }
            #visibility fn operations(&self) -> Self { ::core::unreachable!() }
            #visibility fn derivation(&self) -> Self { ::core::unreachable!() }
        }
    }
}

/// Returns an item that mentions the names of a declaration, but not those that are refused: they may not exist.
pub fn mention(declaration: &Declaration) -> TokenStream {
    let conditions = conditions(&declaration.attributes);
    let types = declaration.types().filter(|path| !names::is_refused(path));
    let constants = declaration.constants().filter(|path| !names::is_variable(path));
    let probe = super::probe(types, constants);
    quote!(#(#conditions)* #probe)
}
