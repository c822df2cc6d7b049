//! The type of a network, which is its weights Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, and what makes one.

use super::docs::{doc, equations, superscript};
use crate::model::{Layer, Model, Size, place};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn expand(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model {
        attributes,
        visibility,
        name,
        scalar,
        ..
    } = model;
    let thetas = model.thetas();
    let rows = model.layers().map(|layer| &layer.units);
    let columns = model.layers().map(|layer| layer.inputs.with_bias());
    let starts = model.layers().map(|layer| {
        let (theta, activation, comment) = (layer.theta(), &layer.activation, doc(layer.start()));
        quote_spanned!(place(activation)=> #comment #theta: Theta::random::<#activation>(&mut random))
    });

    let shape = |layer: &Layer| format!("Θ{}: {}", superscript(layer.number - 1), layer.shape());
    let own_words = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let paragraph = own_words.then(|| doc("\n"));
    let about = equations(
        &format!("The network {model}; its value is its weights."),
        model.layers().map(shape),
    );
    let theta_docs = model
        .layers()
        .map(|layer| doc(format!("{}, with the bias in column 0.", shape(layer))));
    let random_doc = equations(
        "First weights, drawn at random: the same seed gives the same weights on every machine.",
        model.layers().map(Layer::start),
    );
    let input = (1, &model.input);
    let checks = [input]
        .into_iter()
        .chain(model.layers().map(|layer| (layer.number, &layer.units)));
    let checks = checks.map(|(layer, size)| check_not_zero(layer, size, model));

    quote_spanned! { Span::mixed_site()=>
        #(#attributes)*
        #paragraph
        #about
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #visibility struct #name<T = #scalar> {
            #(
                #theta_docs
                #visibility #thetas: #backprop::__private::Theta<T, #rows, #columns>,
            )*
        }

        #(#checks)*

        #[allow(dead_code, unused_doc_comments)]
        impl #name<#scalar> {
            #random_doc
            #[must_use]
            #visibility fn random(seed: ::core::primitive::u64) -> Self {
                use #backprop::__private::{Random, Theta};
                let mut random = Random::new(seed);
                Self { #(#starts,)* }
            }

            /// All weights 0.
            #[must_use]
            #visibility fn zeros() -> Self {
                <Self as #backprop::__private::Network>::zeros()
            }
        }
    }
}

/// The way from one reading of a network to another.
pub(super) fn map(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, .. } = model;
    let thetas = model.thetas();
    quote_spanned! { Span::mixed_site()=>
        /// The same network in another number.
        #[must_use]
        #visibility fn map<U: #backprop::__private::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> #name<U> {
            #name { #(#thetas: self.#thetas.map(&convert),)* }
        }
    }
}

/// A constant that turns out to be 0 is an error at the place where it stands.
fn check_not_zero(layer: usize, size: &Size, model: &Model) -> TokenStream {
    let Size::Constant(units) = size else {
        return TokenStream::new();
    };
    let message = format!("layer {layer} of `{}` has no units; a size is at least 1", model.name);
    quote_spanned! { place(units)=> const _: () = ::core::assert!(0 < #units, #message); }
}
