//! The type of a network, which is its weights Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, and what makes one.

use super::docs::{doc, equations, superscript};
use crate::model::{Layer, Model, Size, place};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// The type itself.
pub(super) fn record(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { attributes, visibility, name, scalar, .. } = model;
    let thetas = model.thetas();
    let rows = model.layers().map(|layer| &layer.units);
    let columns = model.layers().map(|layer| layer.inputs.with_bias());

    let shape = |layer: &Layer| format!("Θ{}: {}", superscript(layer.number - 1), layer.shape());
    let has_words = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let paragraph = has_words.then(|| doc("\n"));
    let about = equations(&format!("The network {model}; its value is its weights."), model.layers().map(shape));
    let theta_docs = model.layers().map(|layer| doc(format!("{}, with the bias in column 0.", shape(layer))));

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
    }
}

/// A constant that turns out to be 0 is an error at the place where it stands.
pub(super) fn checks(model: &Model) -> impl Iterator<Item = TokenStream> {
    let input = [(1, &model.input)].into_iter();
    let sizes = input.chain(model.layers().map(|layer| (layer.number, &layer.units)));
    sizes.filter(|(_, size)| !matches!(size, Size::Literal(..))).map(|(layer, size)| {
        let message = format!("layer {layer} of `{}` has no units; a size is at least 1", model.name);
        let units = size.to_token_stream();
        quote_spanned! { place(&units)=> const _: () = ::core::assert!(0 < #units, #message); }
    })
}

/// What makes a network of the declared number.
pub(super) fn constructors(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, scalar, .. } = model;
    // A type that is no number is an error at the place where it stands.
    let at = place(scalar);
    let zeros = quote_spanned!(at=> <Self as #backprop::__private::Network>::zeros());
    let starts = model.layers().map(|layer| {
        let (theta, activation, comment) = (layer.theta(), &layer.activation, doc(layer.start()));
        quote_spanned!(at=> #comment #theta: Theta::random::<#activation>(&mut random))
    });
    let random_doc = equations(
        "First weights, drawn at random: the same seed gives the same weights on every machine.",
        model.layers().map(Layer::start),
    );

    quote_spanned! { Span::mixed_site()=>
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
                #zeros
            }
        }
    }
}
