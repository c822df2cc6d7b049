//! From a [`Model`] to Rust: puts the pieces together.
//!
//! Each file of this folder writes one item. What a template computes is a call to a function of `backprop`, one line an
//! equation; here is no arithmetic.
//!
//! Comments do not survive in generated code, attributes do: so the equation above a line is a doc comment on that
//! statement, and shows in an expansion as a comment would. No lint is allowed anywhere: with the macro's own spans, the
//! compiler keeps silent by itself, also where its user forbids what an `allow` would need.
//!
//! **Invariant**: nothing here can fail, and no name is looked up but through absolute paths and the user's own.

mod backward;
mod cost;
mod docs;
mod forward;
mod gradient;
mod network;
mod parameters;
mod readings;
mod trace;

use crate::model::Model;
use crate::parse::Declaration;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Writes all code of a network.
pub(crate) fn expand(model: &Model, backprop: &TokenStream) -> TokenStream {
    let name = &model.name;
    let methods = [
        forward::method(model, backprop),
        backward::method(model, backprop),
        cost::method(model, backprop),
        gradient::methods(model, backprop),
        trace::method(model, backprop),
        readings::methods(model, backprop),
    ];
    let methods = quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::__private::Scalar> #name<T> {
            #(#methods)*
        }
    };

    let [forward_record, backward_record] = trace::records(model, backprop);
    let items = [
        parameters::record(model, backprop),
        parameters::constructors(model, backprop),
        methods,
        forward::record(model),
        backward::record(model),
        forward_record,
        backward_record,
        network::seal(model, backprop),
        network::implementation(model, backprop),
    ];
    let conditions = model.conditions();
    let conditional = |item| quote_spanned!(Span::mixed_site()=> #(#conditions)* #item);
    items.into_iter().chain(parameters::checks(model)).map(conditional).collect()
}

/// What stands in for a network whose declaration has errors: its name still means something, and what it names
/// counts as used.
pub(crate) fn stub(declaration: &Declaration) -> TokenStream {
    let Declaration { visibility, name, .. } = declaration;
    let types = declaration.types();
    quote_spanned! { Span::mixed_site()=>
        /// A network whose declaration has errors.
        #visibility struct #name<T = ::core::primitive::f64> {
            declaration: ::core::marker::PhantomData<(T, #(#types,)*)>,
        }
    }
}
