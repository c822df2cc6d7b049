//! Δ, accumulated over a set of samples, and the gradient D.

use super::docs::{doc, equations, with_shapes};
use crate::model::{Layer, Model};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, .. } = model;
    let outputs = &output.units;
    let thetas = model.thetas();
    let (deltas, a) = (model.layers().map(Layer::delta), model.layers().map(Layer::a_before));
    let accumulations = model.layers().map(|layer| doc(layer.accumulated()));
    let gradients = model.layers().map(|layer| doc(layer.gradient()));

    let accumulated_doc = equations(
        "Δ, summed over the samples; it has the shapes of the weights.",
        model.layers().map(|layer| with_shapes(layer.accumulated(), layer.shape())),
    );
    let gradient_doc = equations(
        "The gradient D = ∂J/∂Θ over m samples, with the regularization λ; it has the shapes of the weights.",
        model.layers().map(Layer::gradient),
    );

    quote_spanned! { Span::mixed_site()=>
        #accumulated_doc
        #[must_use]
        #visibility fn accumulated(&self, samples: &#backprop::__private::Samples<[T; #input], [T; #outputs]>) -> Self {
            use #backprop::__private::{Network, accumulate};
            /// Δ := 0
            let mut accumulated: Self = <Self as Network>::zeros();
            for (x, y) in samples.iter() {
                let forward = self.forward(x);
                let deltas = self.backward(&forward, y);
                #(
                    #accumulations
                    accumulate(&mut accumulated.#thetas, &deltas.#deltas, &forward.#a);
                )*
            }
            accumulated
        }

        #gradient_doc
        #[must_use]
        #visibility fn gradient(&self, samples: &#backprop::__private::Samples<[T; #input], [T; #outputs]>, lambda: T) -> Self {
            use #backprop::__private::mean_gradient;
            let accumulated = self.accumulated(samples);
            let m = samples.len();
            Self {
                #(
                    #gradients
                    #thetas: mean_gradient(&accumulated.#thetas, &self.#thetas, lambda, m),
                )*
            }
        }
    }
}
