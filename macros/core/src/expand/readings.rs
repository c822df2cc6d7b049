//! The same network with other types of number, such as those that count operations or print equations.

use crate::model::Model;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the method `map` and, with the features `std` and `symbol` of `backprop`, `operations` and `derivation`.
pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, .. } = model;
    let thetas = model.thetas();
    quote_spanned! { Span::mixed_site()=>
        /// The same network with another type of number.
        #[must_use]
        #visibility fn map<U: #backprop::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> #name<U> {
            #name { #(#thetas: self.#thetas.map(&convert),)* }
        }

        // Whether there are such methods depends on features of `backprop`. A `cfg` in this code would ask for a feature of
        // the user's crate instead, so macros of `backprop` decide.
        #backprop::__private::operations! { #visibility }
        #backprop::__private::derivation! { #visibility }
    }
}
