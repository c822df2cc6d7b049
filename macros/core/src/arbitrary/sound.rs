//! Tokens whose expressions are sound, so that what is wrong with the code is the macro's fault.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// The tokens, but with 1 in the braces of each size whose expression is none: the macro does not read expressions, so
/// what is wrong in one is left to the compiler.
pub(crate) fn with_sound_sizes(tokens: TokenStream) -> TokenStream {
    let in_networks = |tree| match tree {
        TokenTree::Group(group) => Group::new(group.delimiter(), with_sound_blocks(group.stream())).into(),
        tree => tree,
    };
    tokens.into_iter().map(in_networks).collect()
}

/// Unseen brackets stand around expressions too; around anything else they are left out.
fn with_sound_blocks(tokens: TokenStream) -> TokenStream {
    let sound = |tree| match tree {
        TokenTree::Group(group) => match (group.delimiter(), is_expression(group.stream())) {
            (Delimiter::Brace, true) => TokenTree::from(group).into(),
            (Delimiter::Brace, false) => quote!({ 1 }),
            (Delimiter::None, false) => with_sound_blocks(group.stream()),
            (delimiter, _) => TokenTree::from(Group::new(delimiter, with_sound_blocks(group.stream()))).into(),
        },
        tree => TokenStream::from(tree),
    };
    tokens.into_iter().map(sound).collect()
}

fn is_expression(tokens: TokenStream) -> bool {
    syn::parse2::<syn::Block>(quote!({ #tokens })).is_ok()
}
