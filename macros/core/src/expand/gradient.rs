//! Δ, accumulated over a set of samples, and the gradient D.

use super::docs::{doc, doc_with_equations, panics, with_shapes};
use super::equations;
use crate::model::{Layer, Model};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the methods `accumulated` and `gradient`.
pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, cost, .. } = model;
    let Layer { units: outputs, activation, .. } = output;
    let thetas = model.thetas();
    let (deltas, a) = (model.layers().map(Layer::delta), model.layers().map(Layer::a_before));
    let accumulations = model.layers().map(|layer| doc(equations::accumulate(layer)));
    let gradients = model.layers().map(|layer| doc(equations::mean_gradient(layer)));

    let panics = panics();
    let accumulated_doc = doc_with_equations(
        "Δ, summed over the samples. It has the shapes of the weights.",
        model.layers().map(|layer| with_shapes(equations::accumulate(layer), equations::shape(layer))),
    );
    let gradient_doc = doc_with_equations(
        "The gradient D = ∂J/∂Θ over m samples, with the regularization λ. It has the shapes of the weights.\n\
         `backprop::fast::gradient` computes the same, up to rounding, in less time.",
        model.layers().map(equations::mean_gradient),
    );

    quote_spanned! { Span::mixed_site()=>
        #accumulated_doc
        #panics
        #[must_use]
        #[track_caller]
        #visibility fn accumulated(&self, samples: &#backprop::Samples<[T; #input], [T; #outputs]>) -> Self {
            use #backprop::__private::{accumulate, expect_targets};
            expect_targets::<#cost, #activation, _, _, _>(samples);
            // Δ and D have one entry for each weight, so their type is the network's own.
            /// Δ := 0
            let mut accumulated = <Self as #backprop::Network>::zeros();
            for (x, y, w) in samples.weighted() {
                let forward = self.forward(x);
                let deltas = self.backward(&forward, y).weighted(w);
                #(
                    #accumulations
                    accumulate(&mut accumulated.#thetas, &deltas.#deltas, &forward.#a);
                )*
            }
            accumulated
        }

        #gradient_doc
        #panics
        #[must_use]
        #[track_caller]
        #[doc(alias = "grad")]
        #visibility fn gradient(&self, samples: &#backprop::Samples<[T; #input], [T; #outputs]>, lambda: T) -> Self {
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
