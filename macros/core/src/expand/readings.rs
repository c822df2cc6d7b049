//! The same network read with other numbers.

use crate::model::Model;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, .. } = model;
    let thetas = model.thetas();
    quote_spanned! { Span::mixed_site()=>
        /// The same network in another number.
        #[must_use]
        #visibility fn map<U: #backprop::__private::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> #name<U> {
            #name { #(#thetas: self.#thetas.map(&convert),)* }
        }

        /// The operations that one example takes, counted pass by pass.
        #[must_use]
        #visibility fn operations(&self) -> #backprop::__private::Operations {
            #backprop::__private::Operations::of(self)
        }

        #backprop::__private::derivation! { #visibility }
    }
}
