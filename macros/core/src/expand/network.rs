//! The trait that code for any network works with: nearly every method is one that the network has already.

use crate::model::{Layer, Model, place};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote_spanned;

pub(super) fn implementation(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { name, input, output, .. } = model;
    let (forward, deltas, outputs) = (model.forward(), model.deltas(), &output.units);
    let thetas = model.thetas();
    let declaration = model.declaration();
    let layers = layers(model, backprop);

    quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::__private::Scalar> #backprop::__private::Network for #name<T> {
            type Scalar = T;
            type Input = [T; #input];
            type Output = [T; #outputs];
            type Forward = #forward<T>;
            type Deltas = #deltas<T>;
            type In<U: #backprop::__private::Scalar> = #name<U>;
            type Layers = #layers;

            const DECLARATION: &'static ::core::primitive::str = #declaration;

            fn zeros() -> Self {
                Self { #(#thetas: #backprop::__private::Theta::zeros(),)* }
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

            fn cost(&self, samples: &#backprop::__private::Samples<Self::Input, Self::Output>, lambda: T) -> T {
                Self::cost(self, samples, lambda)
            }

            fn accumulated(&self, samples: &#backprop::__private::Samples<Self::Input, Self::Output>) -> Self {
                Self::accumulated(self, samples)
            }

            fn gradient(&self, samples: &#backprop::__private::Samples<Self::Input, Self::Output>, lambda: T) -> Self {
                Self::gradient(self, samples, lambda)
            }

            fn map<U: #backprop::__private::Scalar>(&self, convert: impl ::core::ops::Fn(T) -> U) -> Self::In<U> {
                Self::map(self, convert)
            }

            fn thetas(&self) -> #backprop::__private::Vec<#backprop::__private::ArrayView2<'_, T>> {
                #backprop::__private::list([#(self.#thetas.view()),*])
            }

            fn thetas_mut(&mut self) -> #backprop::__private::Vec<#backprop::__private::ArrayViewMut2<'_, T>> {
                #backprop::__private::list([#(self.#thetas.view_mut()),*])
            }
        }
    }
}

/// Only the macro's types are networks.
pub(super) fn seal(model: &Model, backprop: &TokenStream) -> TokenStream {
    let name = &model.name;
    quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::__private::Scalar> #backprop::__private::sealed::Network for #name<T> {}
    }
}

/// The layers as a type, each with those after it.
fn layers(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Layer { inputs, units, activation, .. } = &model.output;
    let cost = &model.cost;
    let (at, backprop_at) = (place(cost), located_at(backprop, place(cost)));
    let output = quote_spanned! { at=> #backprop_at::__private::Output<#inputs, #units, #activation, #cost> };
    model.hidden.iter().rev().fold(output, |next, Layer { inputs, units, activation, .. }| {
        let (at, backprop_at) = (place(activation), located_at(backprop, place(activation)));
        quote_spanned! { at=> #backprop_at::__private::Hidden<#inputs, #units, #activation, #next> }
    })
}

/// The same path, but an error about it is shown at another place.
fn located_at(path: &TokenStream, place: Span) -> TokenStream {
    let token = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    path.clone().into_iter().map(token).collect()
}
