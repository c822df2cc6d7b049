//! The trace of a run, which holds all of its numbers, and the lists of those that each pass computes.

use super::docs::{doc, panics};
use crate::model::{Layer, Model, symbol};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

/// Returns the method `trace`.
pub(super) fn method(model: &Model, backprop: &TokenStream) -> TokenStream {
    let Model { visibility, input, output, .. } = model;
    let outputs = &output.units;
    let panics = panics();
    let trace_doc = doc("Every number of both passes over the samples: z, a and δ of each example, Δ, D and J.");

    quote_spanned! { Span::mixed_site()=>
        #trace_doc
        #panics
        #[must_use]
        #[track_caller]
        #visibility fn trace(
            &self,
            samples: &#backprop::Samples<[T; #input], [T; #outputs]>,
            lambda: T,
        ) -> #backprop::Trace<Self> {
            #backprop::Trace::new(self, samples, lambda)
        }
    }
}

/// Returns the implementations of `Record`, which list the values of a pass in the order in which it computes them.
pub(super) fn records(model: &Model, backprop: &TokenStream) -> [TokenStream; 2] {
    let number = |layer: &Layer| Literal::usize_unsuffixed(layer.number);
    let a_1 = symbol("a", 1);
    let layers: Vec<_> = model.layers().map(number).collect();
    let (z, a) = (model.layers().map(Layer::z), model.layers().map(Layer::a));
    let forward = quote_spanned! { Span::mixed_site()=>
        LayerValues::a(1, &self.#a_1),
        #(
            LayerValues::z(#layers, &self.#z),
            LayerValues::a(#layers, &self.#a),
        )*
    };
    let (layers, delta) = (model.layers().rev().map(number), model.layers().rev().map(Layer::delta));
    let backward = quote_spanned! { Span::mixed_site()=>
        #(LayerValues::delta(#layers, &self.#delta),)*
    };

    let records = [(model.forward(), forward), (model.deltas(), backward)];
    let implementation = |(record, values)| {
        quote_spanned! { Span::mixed_site()=>
            impl<T: #backprop::Scalar> #backprop::Record for #record<T> {
                type Scalar = T;

                fn layers(&self) -> #backprop::__private::Vec<#backprop::LayerValues<'_, T>> {
                    use #backprop::{LayerValues, __private::list};
                    list([#values])
                }
            }
        }
    };
    records.map(implementation)
}
