//! Forward propagation: z and a of every layer, the output, and the class.

use super::docs::{doc, equations, superscript, units, with_shapes};
use crate::model::{Layer, Model, Size, place, symbol};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The type of what forward propagation leaves.
pub(super) fn record(model: &Model) -> TokenStream {
    let Model { visibility, name, input, .. } = model;
    let forward = model.forward();
    let a_1 = symbol("a", 1);
    let (z, a) = (model.layers().map(Layer::z), model.layers().map(Layer::a));
    let sizes: Vec<_> = model.layers().map(|layer| &layer.units).collect();

    let record_doc = doc(format!("What forward propagation through [`{name}`] leaves: z and a of each layer."));
    let a_1_doc = doc(format!("a⁽¹⁾ = x, {}.", units(input)));
    let z_docs = model.layers().map(|layer| doc(format!("{}, {}.", layer.weighted_sum(), units(&layer.units))));
    let a_docs = model.layers().map(|layer| doc(format!("{}, {}.", layer.activated(), units(&layer.units))));

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

pub(super) fn method(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, .. } = model;
    let forward = model.forward();
    let a_1 = symbol("a", 1);
    let (z, a) = (model.layers().map(Layer::z), model.layers().map(Layer::a));
    let (outputs, a_last) = (&output.units, output.a());
    let thetas = model.thetas();
    let steps = model.hidden.iter().map(hidden_step).chain([output_step(output)]);
    let functions = match model.hidden.is_empty() {
        true => quote_spanned!(Span::mixed_site()=> {output, weighted_sum}),
        false => quote_spanned!(Span::mixed_site()=> {activate, g, output, weighted_sum}),
    };

    let lines = model.layers().flat_map(|layer| {
        let shapes = format!("{} = {} · (1 + {})", layer.units, layer.shape(), layer.inputs);
        [with_shapes(layer.weighted_sum(), shapes), layer.activated()]
    });
    let forward_doc = equations(
        "Forward propagation of one example. Each a but the last is joined by a bias unit, a₀ = 1.",
        ["a⁽¹⁾ = x".to_owned()].into_iter().chain(lines),
    );
    let output_doc = equations("The output for one example.", [format!("h(x) = a{}", superscript(output.number))]);
    let predict_doc = match &output.units {
        Size::Literal(1, _) => doc("The class of one example: 1 if h(x) is at least 0.5, else 0."),
        _ => doc("The class of one example: the index of the largest output; of one output, 1 if it is at least 0.5."),
    };

    quote_spanned! { Span::mixed_site()=>
        #forward_doc
        #[must_use]
        #visibility fn forward(&self, x: &[T; #input]) -> #forward<T> {
            use #backprop::__private::#functions;
            let Self { #(#thetas,)* } = self;
            /// a⁽¹⁾ = x
            let #a_1: [T; #input] = *x;
            #(#steps)*
            #forward { #a_1, #(#z, #a,)* }
        }

        #output_doc
        #[must_use]
        #visibility fn output(&self, x: &[T; #input]) -> [T; #outputs] {
            self.forward(x).#a_last
        }

        #predict_doc
        #[must_use]
        #visibility fn predict(&self, x: &[T; #input]) -> ::core::primitive::usize {
            #backprop::__private::class(&self.output(x))
        }
    }
}

/// z and a of a hidden layer: its activation acts on each unit alone.
fn hidden_step(layer: &Layer) -> TokenStream {
    let Layer { units, activation, .. } = layer;
    let (z, a, sum, comment) = (layer.z(), layer.a(), weighted_sum(layer), doc(layer.activated()));
    quote_spanned! { place(activation)=>
        #sum
        #comment
        let #a: [T; #units] = activate(&#z, g::<#activation, _>);
    }
}

/// z and a of the output layer: its activation sees all units.
fn output_step(layer: &Layer) -> TokenStream {
    let Layer { units, activation, .. } = layer;
    let (z, a, sum, comment) = (layer.z(), layer.a(), weighted_sum(layer), doc(layer.activated()));
    quote_spanned! { place(activation)=>
        #sum
        #comment
        let #a: [T; #units] = output::<#activation, _, _>(&#z);
    }
}

fn weighted_sum(layer: &Layer) -> TokenStream {
    let (z, theta, a_before, units) = (layer.z(), layer.theta(), layer.a_before(), &layer.units);
    let comment = doc(layer.weighted_sum());
    quote_spanned! { Span::mixed_site()=>
        #comment
        let #z: [T; #units] = weighted_sum(#theta, &#a_before);
    }
}
