//! The same network with other types of number, such as those that count operations or print equations.

use crate::model::Model;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the methods `map` and `operations` and, with the feature `symbol` of `backprop`, `derivation`.
pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, .. } = model;
    let thetas = model.thetas();
    quote_spanned! { Span::mixed_site()=>
        /// The same network with another type of number.
        #[must_use]
        #visibility fn map<U: #backprop::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> #name<U> {
            #name { #(#thetas: self.#thetas.map(&convert),)* }
        }

        /// The number of operations that one example takes, for each pass.
        #[must_use]
        #visibility fn operations(&self) -> #backprop::Operations {
            #backprop::Operations::new(self)
        }

        // Whether there is such a method depends on a feature of `backprop`. A `cfg` in this code would ask for a feature of
        // the user's crate instead, so a macro of `backprop` decides.
        #backprop::__private::derivation! { #visibility }
    }
}
