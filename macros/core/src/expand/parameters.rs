//! The type of a network, whose value is its weights Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, and the functions that make one.

use super::docs::{doc, doc_with_equations};
use super::equations::{self, superscript};
use super::located_at;
use crate::check::weights::{MOST_ON_STACK, MOST_WEIGHTS, ON_STACK, on_stack};
use crate::model::{Layer, Model, Size, place};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

/// Returns the type.
pub(super) fn record(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { attributes, visibility, name, scalar, .. } = model;
    let thetas = model.thetas();
    let rows = model.layers().map(|layer| &layer.units);
    let columns = model.layers().map(|layer| layer.inputs.with_bias());

    let shape = |layer: &Layer| format!("Θ{}: {}", superscript(layer.number - 1), equations::shape(layer));
    let has_docs = attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    // An empty line separates the user's own text from the paragraph that follows.
    let separator = has_docs.then(|| doc("\n"));
    let about =
        doc_with_equations(&format!("The network {model}; its value is its weights."), model.layers().map(shape));
    let theta_docs = model.layers().map(|layer| doc(format!("{}, with the bias in column 0.", shape(layer))));

    quote_spanned! { Span::mixed_site()=>
        // The user's attributes come first, so that a derive of theirs stands above its helper attributes.
        #(#attributes)*
        #separator
        #about
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #visibility struct #name<T = #scalar> {
            #(
                #theta_docs
                #visibility #thetas: #backprop::Theta<T, #rows, #columns>,
            )*
        }
    }
}

/// Returns assertions for each size whose value only the compiler knows, at its place: it is not 0, and does not make the
/// network larger than a machine can hold.
pub(super) fn checks(model: &Model) -> impl Iterator<Item = TokenStream> {
    let sizes: Vec<(usize, &Size)> = model.sizes().collect();
    let [most_on_stack, most_weights] = [MOST_ON_STACK, MOST_WEIGHTS].map(Literal::usize_unsuffixed);
    let first_unknown = sizes.iter().position(|(_, size)| !matches!(size, Size::Literal(..)));
    (0..sizes.len()).filter_map(move |i| {
        let (layer, units) = sizes[i];
        let before = i.checked_sub(1).map(|before| sizes[before]);
        let is_known = |size: &Size| matches!(size, Size::Literal(..));
        let at = place(if is_known(units) { before?.1 } else { units });
        let own = (!is_known(units)).then(|| {
            let none = format!("layer {layer} of `{}` has no units; a size is at least 1", model.name);
            quote_spanned!(at=> ::core::assert!(0 < #units, #none);)
        });
        // Once for the network, at the first size that is not known before.
        let stack = (first_unknown == Some(i)).then(|| {
            let message = format!(
                "an example on its way through `{}` has more than {MOST_ON_STACK} numbers on the stack, {ON_STACK}, which do \
                 not fit into the 8 MB of a main thread; make its layers smaller",
                model.name
            );
            let (units, each): (Vec<_>, Vec<_>) =
                on_stack(model).map(|(_, size, each)| (size, Literal::usize_unsuffixed(each))).unzip();
            quote_spanned! { at=>
                let numbers = #(#each * #units as ::core::primitive::u128)+*;
                ::core::assert!(numbers <= #most_on_stack, #message);
            }
        });
        let weights = before.filter(|(_, inputs)| !(is_known(inputs) && is_known(units))).map(|(before, inputs)| {
            let message = format!(
                "layers {before} and {layer} of `{}` have more than {MOST_WEIGHTS} weights between them, which is too many",
                model.name
            );
            quote_spanned! { at=>
                let weights = (#inputs as ::core::primitive::u128 + 1) * #units as ::core::primitive::u128;
                ::core::assert!(weights <= #most_weights, #message);
            }
        });
        (own.is_some() || weights.is_some()).then(|| quote_spanned!(at=> const _: () = { #own #stack #weights };))
    })
}

/// Returns the functions that make a network of the declared number.
pub(super) fn constructors(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, scalar, .. } = model;
    // If the declared number does not implement `Scalar`, the compiler says so at its place.
    let (at, backprop_at) = (place(scalar), located_at(backprop, place(scalar)));
    let zeros = quote_spanned!(at=> <Self as #backprop_at::Network>::zeros());
    let weights = model.layers().map(|layer| {
        let (theta, activation) = (layer.theta(), &layer.activation);
        quote_spanned!(at=> #theta: #backprop_at::Theta::random::<#activation>(&mut random))
    });
    let random_doc = doc_with_equations(
        "First weights, drawn at random. The same seed gives the same weights on every machine.",
        model.layers().map(equations::random),
    );

    quote_spanned! { Span::mixed_site()=>
        // Only for the declared number: `Name::random(seed)` must say which number it means, and the default of a type
        // parameter is not used to infer it.
        impl #name<#scalar> {
            #random_doc
            #[must_use]
            #visibility fn random(seed: ::core::primitive::u64) -> Self {
                let mut random = #backprop::__private::Random::new(seed);
                Self { #(#weights,)* }
            }

            /// A network whose weights are all 0.
            #[must_use]
            #visibility fn zeros() -> Self {
                #zeros
            }
        }
    }
}
