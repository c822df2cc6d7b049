//! Backpropagation: δ⁽ᴸ⁾ to δ⁽²⁾. The input has no error, so there is no δ⁽¹⁾.

use super::docs::{doc, doc_with_equations, units, with_shapes};
use super::equations::{self, superscript};
use crate::model::{Layer, Model, place};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the type that holds the results of backpropagation.
pub(super) fn record(model: &Model) -> TokenStream {
    let Model { visibility, name, .. } = model;
    let deltas = model.deltas();
    let delta = model.layers().map(Layer::delta);
    let sizes = model.layers().map(|layer| &layer.units);

    let record_doc =
        doc(format!("The results of backpropagation through [`{name}`]: δ = ∂C/∂z of each layer but the input."));
    let delta_docs =
        model.layers().map(|layer| doc(format!("δ{}, {}.", superscript(layer.number), units(&layer.units))));

    quote_spanned! { Span::mixed_site()=>
        #record_doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq)]
        #visibility struct #deltas<T> {
            #(
                #delta_docs
                #visibility #delta: [T; #sizes],
            )*
        }
    }
}

/// Returns the method that weighs the errors of an example.
pub(super) fn weighing(model: &Model, backprop: &TokenStream) -> TokenStream {
    let deltas = model.deltas();
    let fields: Vec<_> = model.layers().map(Layer::delta).collect();
    let weighted_doc = doc("The errors of an example with the weight w; without one, w = 1.");
    quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::Scalar> #deltas<T> {
            #weighted_doc
            fn weighted(self, w: ::core::option::Option<T>) -> Self {
                use #backprop::__private::weighted_error;
                Self { #(#fields: weighted_error(w, self.#fields),)* }
            }
        }
    }
}

/// Returns the method `backward`.
pub(super) fn method(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, output, cost, .. } = model;
    let (forward, deltas) = (model.forward(), model.deltas());
    let delta = model.layers().map(Layer::delta);
    let Layer { units: outputs, activation, .. } = output;
    let (delta_last, z_last, a_last) = (output.delta(), output.z(), output.a());
    // Each hidden layer with the layer after it, from the last to the first.
    let pairs = || model.layers().rev().zip(model.hidden.iter().rev());
    let hidden = pairs().map(|(next, layer)| hidden_step(layer, next));
    let z = model.layers().map(Layer::z);
    // Θ⁽¹⁾ leads from the input, which has no error, so it is not used here.
    let thetas = model.thetas().into_iter().skip(1);
    // Without a hidden layer, two of the functions and all weights would be unused, and the compiler would warn.
    let (functions, weights) = match model.hidden.is_empty() {
        true => (quote_spanned!(Span::mixed_site()=> output_error), None),
        false => (
            quote_spanned!(Span::mixed_site()=> {g_prime, hidden_error, output_error}),
            Some(quote_spanned!(Span::mixed_site()=> let Self { #(#thetas,)* .. } = self;)),
        ),
    };

    let lines = pairs().map(|(next, layer)| {
        let shapes = format!("{units} = ({next} × {units})ᵀ · {next}", units = layer.units, next = next.units);
        with_shapes(equations::hidden_error(next), shapes)
    });
    let backward_doc = doc_with_equations(
        "Backpropagation of one example: the errors δ, from the output to the first hidden layer.",
        [with_shapes(equations::output_error(model), outputs.to_string())].into_iter().chain(lines),
    );
    let comment = doc(equations::output_error(model));

    quote_spanned! { Span::mixed_site()=>
        #backward_doc
        #[must_use]
        #visibility fn backward(&self, forward: &#forward<T>, y: &[T; #outputs]) -> #deltas<T> {
            use #backprop::__private::#functions;
            #weights
            let #forward { #(#z,)* #a_last, .. } = forward;
            #comment
            let #delta_last: [T; #outputs] = output_error::<#cost, #activation, _, _>(#z_last, #a_last, y);
            #(#hidden)*
            #deltas { #(#delta,)* }
        }
    }
}

/// Returns the line for δ of a hidden layer, which needs δ of the layer after it.
fn hidden_step(layer: &Layer, next: &Layer) -> TokenStream {
    let Layer { units, activation, .. } = layer;
    let (delta, z, theta, delta_next) = (layer.delta(), layer.z(), next.theta(), next.delta());
    let comment = doc(equations::hidden_error(next));
    // If the activation does not implement `Activation`, the compiler says so at the place where the user wrote it.
    quote_spanned! { place(activation)=>
        #comment
        let #delta: [T; #units] = hidden_error(#theta, &#delta_next, #z, g_prime::<#activation, _>);
    }
}
