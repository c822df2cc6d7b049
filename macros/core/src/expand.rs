//! The last stage: writes the code for a [`Model`].
//!
//! Each file of this folder writes one item of the generated code. A template contains no arithmetic: every line calls a
//! function of `backprop` that computes one equation, and the equation stands above it.
//!
//! That equation is a doc comment on a statement, because a macro returns tokens, and ordinary comments are not tokens. The
//! compiler would normally warn about such comments, and about much else in generated code, but it does not lint code
//! whose spans belong to a macro. So no template needs an `#[allow]`, which a user's `#![forbid]` would reject.
//!
//! What a user can name is reached by its public path, such as `Samples`; the functions that compute, by `__private`.
//!
//! **Invariant**: this stage cannot fail, and every path in the code is absolute or the user's own, so that no name in the
//! user's scope can change what it means.

mod backward;
mod cost;
mod docs;
mod equations;
mod forward;
mod gradient;
mod network;
mod parameters;
mod readings;
mod stub;
mod trace;

use crate::model::Model;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::Path;

pub use stub::{mention, stub};

/// Returns all items of a network: its types, their methods and their traits.
pub fn items(model: &Model, backprop: &TokenStream) -> TokenStream {
    let name = &model.name;
    let methods = [
        forward::methods(model, backprop),
        backward::method(model, backprop),
        cost::method(model, backprop),
        gradient::methods(model, backprop),
        trace::method(model, backprop),
        readings::methods(model, backprop),
    ];
    let methods = quote_spanned! { Span::mixed_site()=>
        impl<T: #backprop::Scalar> #name<T> {
            #(#methods)*
        }
    };

    let [forward_record, backward_record] = trace::records(model, backprop);
    let types = model.layers().map(|layer| &layer.activation).chain([&model.cost]);
    let items = [
        probe(types, [].into_iter()),
        parameters::record(model, backprop),
        parameters::constructors(model, backprop),
        methods,
        forward::record(model),
        backward::record(model),
        backward::weighing(model, backprop),
        forward_record,
        backward_record,
        network::seal(model, backprop),
        network::implementation(model, backprop),
        network::summary(model, backprop),
        network::habits(model, backprop),
    ];
    let conditions = model.conditions();
    let conditional = |item| quote_spanned!(Span::mixed_site()=> #(#conditions)* #item);
    parameters::checks(model).chain(items).map(conditional).collect()
}

/// Returns an item that does nothing but mention the names that the user wrote, of types and of constants.
///
/// It comes first for the sake of editors. To complete a name in a macro, rust-analyzer expands the macro twice, with the
/// name and with a longer one, and looks for both at the same distance from the start. The documentation of a network
/// contains its names, too, so everything behind it is shifted. In a wrong declaration, this also uses the imports, of
/// which the compiler would otherwise say that they are unused.
fn probe<'a>(types: impl Iterator<Item = &'a Path>, sizes: impl Iterator<Item = &'a Path>) -> TokenStream {
    quote_spanned! { Span::mixed_site()=>
        const _: ::core::marker::PhantomData<(#(#types,)* #([(); #sizes],)*)> = ::core::marker::PhantomData;
    }
}

/// Returns the same path at another place.
///
/// The compiler shows an error at all tokens of a path together. If the first of them had the place of the macro call, the
/// error would underline the whole declaration.
fn located_at(path: &TokenStream, place: Span) -> TokenStream {
    let token = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    path.clone().into_iter().map(token).collect()
}
