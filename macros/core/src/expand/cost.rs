//! The cost J(Θ) over a set of samples.

use super::docs::{doc_with_equations, panics};
use crate::model::{Layer, Model};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the method `cost`.
pub(super) fn method(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, cost, .. } = model;
    let Layer { units: outputs, activation, .. } = output;
    let (z_last, a_last) = (output.z(), output.a());
    let (forward, thetas) = (model.forward(), model.thetas());
    let cost_doc = doc_with_equations(
        "The cost J(Θ) over m samples, with the regularization λ of all weights but the biases.\n\
         `backprop::fast::cost` computes the same, up to rounding, in less time.",
        ["J(Θ) = 1/m Σᵢ C⁽ⁱ⁾ + λ/2m Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)², j ≥ 1".to_owned()],
    );
    let panics = panics();

    quote_spanned! { Span::mixed_site()=>
        #cost_doc
        #panics
        #[must_use]
        #[track_caller]
        #[doc(alias = "loss")]
        #visibility fn cost(&self, samples: &#backprop::Samples<[T; #input], [T; #outputs]>, lambda: T) -> T {
            use #backprop::__private::{example_cost, expect_targets, mean_cost, weighted_cost};
            expect_targets::<#cost, #activation, _, _, _>(samples);
            /// Σᵢ w⁽ⁱ⁾ C⁽ⁱ⁾, where w⁽ⁱ⁾ = 1 unless the samples have weights
            let mut costs: T = T::ZERO;
            for (x, y, w) in samples.weighted() {
                // A cost gets z as well as a. Where a is rounded to 0 or 1, its logarithm would be infinite or 0, while z
                // still tells how far off the output is.
                let #forward { #z_last, #a_last, .. } = self.forward(x);
                costs += weighted_cost(w, example_cost::<#cost, #activation, _, _>(&#z_last, &#a_last, y));
            }
            /// Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)², j ≥ 1
            let squares: T = #(self.#thetas.squares())+*;
            /// J(Θ) = 1/m Σᵢ C⁽ⁱ⁾ + λ/2m Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)²
            mean_cost(costs, squares, lambda, samples.len())
        }
    }
}
