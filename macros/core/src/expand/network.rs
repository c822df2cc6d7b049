//! The trait `Network`, for code that works with any network. Most of its methods call the network's own.

use super::located_at;
use crate::model::{Layer, Model, place};
use crate::names;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the implementation of the trait.
pub(super) fn implementation(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { name, input, output, .. } = model;
    let (forward, deltas, outputs) = (model.forward(), model.deltas(), &output.units);
    let thetas = model.thetas();
    let declaration = model.declaration();
    let layers = layers(model, backprop);
    let activations = model.layers().map(|layer| &layer.activation);

    quote_spanned! { Span::mixed_site()=>
        // A method that is called as `Self::forward` is the network's own, and not this one of the trait: methods of a
        // type take precedence over those of its traits. The textbook stays in the type's own methods, because users can
        // call these without importing the trait.
        impl<T: #backprop::Scalar> #backprop::Network for #name<T> {
            type Scalar = T;
            type Input = [T; #input];
            type Output = [T; #outputs];
            type Forward = #forward<T>;
            type Deltas = #deltas<T>;
            type In<U: #backprop::Scalar> = #name<U>;
            type Layers = #layers;

            const DECLARATION: &'static ::core::primitive::str = #declaration;

            fn zeros() -> Self {
                Self { #(#thetas: #backprop::Theta::zeros(),)* }
            }

            fn random(seed: ::core::primitive::u64) -> Self {
                let mut random = #backprop::__private::Random::new(seed);
                Self { #(#thetas: #backprop::Theta::random::<#activations>(&mut random),)* }
            }

            fn forward(&self, x: &Self::Input) -> Self::Forward {
                Self::forward(self, x)
            }

            fn backward(&self, forward: &Self::Forward, y: &Self::Output) -> Self::Deltas {
                Self::backward(self, forward, y)
            }

            fn output(&self, x: &Self::Input) -> Self::Output {
                Self::output(self, x)
            }

            #[track_caller]
            fn cost(&self, samples: &#backprop::SamplesOf<Self>, lambda: T) -> T {
                Self::cost(self, samples, lambda)
            }

            #[track_caller]
            fn accumulated(&self, samples: &#backprop::SamplesOf<Self>) -> Self {
                Self::accumulated(self, samples)
            }

            #[track_caller]
            fn gradient(&self, samples: &#backprop::SamplesOf<Self>, lambda: T) -> Self {
                Self::gradient(self, samples, lambda)
            }

            fn map<U: #backprop::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> Self::In<U> {
                Self::map(self, convert)
            }

            // The path of `Vec` goes through `backprop`: `alloc` is a name only in crates that declare it, and `std` is
            // none in those that do without.
            fn thetas(&self) -> #backprop::__private::Vec<#backprop::__private::ArrayView2<'_, T>> {
                #backprop::__private::list([#(self.#thetas.view()),*])
            }

            fn thetas_mut(&mut self) -> #backprop::__private::Vec<#backprop::__private::ArrayViewMut2<'_, T>> {
                #backprop::__private::list([#(self.#thetas.view_mut()),*])
            }
        }
    }
}

/// Returns the implementation of the trait that seals `Network`, so that only the macro's types are networks.
pub(super) fn seal(model: &Model, backprop: &TokenStream) -> TokenStream {
    let name = &model.name;
    quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::Scalar> #backprop::__private::sealed::Network for #name<T> {}
    }
}

/// Returns the implementation of `Display`: what a network is, in one line.
pub(super) fn summary(model: &Model, backprop: &TokenStream) -> TokenStream {
    let name = &model.name;
    quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::Scalar> ::core::fmt::Display for #name<T> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #backprop::__private::summarize(self, f)
            }
        }
    }
}

/// Returns the methods that a network does not have, with messages for those who expect them.
pub(super) fn habits(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, name, .. } = model;
    quote_spanned!(Span::mixed_site()=> #backprop::__private::habits! { #visibility #name })
}

/// Returns the layers as a type for the kernels: each layer contains the type of those behind it.
///
/// If an activation or the cost does not implement what it must, the compiler says so at the place of the outermost type. So
/// that has the place of the name which is most likely the cause: the first one that is not a type of `backprop`, or the cost,
/// which may not go with the output.
fn layers(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Layer { inputs, units, activation, .. } = &model.output;
    let cost = &model.cost;
    let is_own = |layer: &&Layer| !names::ACTIVATIONS.iter().any(|name| names::is_built_in(&layer.activation, name));
    let cause = model.hidden.iter().find(is_own).map_or(cost, |layer| &layer.activation);
    let (at, backprop_at) = (place(cause), located_at(backprop, place(cause)));
    let output = quote_spanned! { at=> #backprop_at::__private::Output<#inputs, #units, #activation, #cost> };
    model.hidden.iter().rev().fold(output, |next, Layer { inputs, units, activation, .. }| {
        quote_spanned! { at=> #backprop_at::__private::Hidden<#inputs, #units, #activation, #next> }
    })
}
