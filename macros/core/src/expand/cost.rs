//! The cost J(Θ) over a set of samples.

use super::docs::equations;
use crate::model::{Layer, Model};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn method(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, cost, .. } = model;
    let Layer { units: outputs, activation, .. } = output;
    let (z_last, a_last) = (output.z(), output.a());
    let (forward, thetas) = (model.forward(), model.thetas());
    let cost_doc = equations(
        "The cost J(Θ) over m samples, with the regularization λ, from which the bias columns are free.",
        ["J(Θ) = 1/m Σᵢ C⁽ⁱ⁾ + λ/2m Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)², j ≥ 1".to_owned()],
    );

    quote_spanned! { Span::mixed_site()=>
        #cost_doc
        #[must_use]
        #visibility fn cost(&self, samples: &#backprop::__private::Samples<[T; #input], [T; #outputs]>, lambda: T) -> T {
            use #backprop::__private::{example_cost, mean_cost};
            /// Σᵢ C⁽ⁱ⁾
            let mut costs: T = T::ZERO;
            for (x, y) in samples.iter() {
                let #forward { #z_last, #a_last, .. } = self.forward(x);
                costs += example_cost::<#cost, #activation, _, _>(&#z_last, &#a_last, y);
            }
            /// Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)², j ≥ 1
            let squares: T = #(self.#thetas.squares())+*;
            /// J(Θ) = 1/m Σᵢ C⁽ⁱ⁾ + λ/2m Σₗ Σᵢ Σⱼ (Θᵢⱼ⁽ˡ⁾)²
            mean_cost(costs, squares, lambda, samples.len())
        }
    }
}
