//! Forward propagation: z and a of every layer, the output, and the class.

use super::docs::{doc, doc_with_equations, units, with_shapes};
use super::equations::{self, superscript};
use crate::model::{Layer, Model, Size, place, symbol};
use crate::names;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Returns the type that holds the results of forward propagation.
pub(super) fn record(model: &Model) -> TokenStream {
    let Model { visibility, name, input, .. } = model;
    let forward = model.forward();
    let a_1 = symbol("a", 1);
    let (z, a) = (model.layers().map(Layer::z), model.layers().map(Layer::a));
    let sizes: Vec<_> = model.layers().map(|layer| &layer.units).collect();

    let record_doc = doc(format!("The results of forward propagation through [`{name}`]: z and a of each layer."));
    let a_1_doc = doc(format!("a⁽¹⁾ = x, {}.", units(input)));
    let z_docs =
        model.layers().map(|layer| doc(format!("{}, {}.", equations::weighted_sum(layer), units(&layer.units))));
    let a_docs = model.layers().map(|layer| doc(format!("{}, {}.", equations::activate(layer), units(&layer.units))));

    quote_spanned! { Span::mixed_site()=>
        #record_doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq)]
        #visibility struct #forward<T> {
            #a_1_doc
            #visibility #a_1: [T; #input],
            #(
                #z_docs
                #visibility #z: [T; #sizes],
                #a_docs
                #visibility #a: [T; #sizes],
            )*
        }
    }
}

/// Returns the methods `forward`, `output` and `predict`.
pub(super) fn methods(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, .. } = model;
    let forward = model.forward();
    let a_1 = symbol("a", 1);
    let (z, a) = (model.layers().map(Layer::z), model.layers().map(Layer::a));
    let (outputs, a_last) = (&output.units, output.a());
    let thetas = model.thetas();
    let steps = model.hidden.iter().map(hidden_step).chain([output_step(output)]);
    // Without a hidden layer, two of the functions would be unused imports, and the compiler would warn.
    let functions = match model.hidden.is_empty() {
        true => quote_spanned!(Span::mixed_site()=> {output, weighted_sum}),
        false => quote_spanned!(Span::mixed_site()=> {activate, g, output, weighted_sum}),
    };

    let lines = model.layers().flat_map(|layer| {
        let shapes = format!("{} = {} · (1 + {})", layer.units, equations::shape(layer), layer.inputs);
        [with_shapes(equations::weighted_sum(layer), shapes), equations::activate(layer)]
    });
    let forward_doc = doc_with_equations(
        "Forward propagation of one example. A bias unit a₀ = 1 joins each a but the last.",
        ["a⁽¹⁾ = x".to_owned()].into_iter().chain(lines),
    );
    let output_doc =
        doc_with_equations("The output for one example.", [format!("h(x) = a{}", superscript(output.number))]);
    let predict_doc = match &output.units {
        Size::Literal(1, _) => doc("The class of one example: 1 if h(x) is at least 0.5, else 0."),
        _ => doc(
            "The class of one example: the index of the largest output or, if there is only one, 1 if it is at least 0.5.",
        ),
    };
    // The warning is all that can be said: the activation may be another type of this name, and what decides on classes may
    // be the user's own idea. No generated code calls this method.
    let is_discouraged = names::quantity(&output.activation).map(|activation| {
        let note = format!("the output of `{activation}` is a quantity, not a class; `output(x)` returns it");
        quote_spanned!(Span::mixed_site()=> #[deprecated(note = #note)])
    });

    quote_spanned! { Span::mixed_site()=>
        #forward_doc
        #[must_use]
        #visibility fn forward(&self, x: &[T; #input]) -> #forward<T> {
            // Functions are imported, so that a line shows its equation and not a path. Types are not: a user's activation
            // may have the same name, and within this method it would then mean the imported type.
            use #backprop::__private::#functions;
            let Self { #(#thetas,)* } = self;
            /// a⁽¹⁾ = x
            let #a_1: [T; #input] = *x;
            #(#steps)*
            #forward { #a_1, #(#z, #a,)* }
        }

        #output_doc
        #[must_use]
        #[doc(alias = "predict_proba")]
        #visibility fn output(&self, x: &[T; #input]) -> [T; #outputs] {
            self.forward(x).#a_last
        }

        #predict_doc
        #[must_use]
        #[doc(alias = "classify")]
        #is_discouraged
        #visibility fn predict(&self, x: &[T; #input]) -> ::core::primitive::usize {
            #backprop::__private::class(&self.output(x))
        }
    }
}

/// Returns the lines for z and a of a hidden layer, whose activation sees one unit at a time.
fn hidden_step(layer: &Layer) -> TokenStream {
    let Layer { units, activation, .. } = layer;
    let (z, a, sum, comment) = (layer.z(), layer.a(), weighted_sum(layer), doc(equations::activate(layer)));
    quote_spanned! { place(activation)=>
        #sum
        #comment
        let #a: [T; #units] = activate(&#z, g::<#activation, _>);
    }
}

/// Returns the lines for z and a of the output layer. Its activation sees all units at once, as `Softmax` must.
fn output_step(layer: &Layer) -> TokenStream {
    let Layer { units, activation, .. } = layer;
    let (z, a, sum, comment) = (layer.z(), layer.a(), weighted_sum(layer), doc(equations::activate(layer)));
    quote_spanned! { place(activation)=>
        #sum
        #comment
        let #a: [T; #units] = output::<#activation, _, _>(&#z);
    }
}

/// Returns the line for z of a layer.
fn weighted_sum(layer: &Layer) -> TokenStream {
    let (z, theta, a_before, units) = (layer.z(), layer.theta(), layer.a_before(), &layer.units);
    let comment = doc(equations::weighted_sum(layer));
    quote_spanned! { Span::mixed_site()=>
        #comment
        let #z: [T; #units] = weighted_sum(#theta, &#a_before);
    }
}
