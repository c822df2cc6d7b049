//! Repairs expressions in tokens, so that whatever is wrong with the generated code is the macro's fault.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Returns the tokens with `{ 1 }` for each pair of braces within a network that does not contain an expression.
pub(super) fn with_sound_sizes(tokens: TokenStream) -> TokenStream {
    let in_networks = |tree| match tree {
        TokenTree::Group(group) => Group::new(group.delimiter(), with_sound_blocks(group.stream())).into(),
        tree => tree,
    };
    tokens.into_iter().map(in_networks).collect()
}

/// Does so within a network. Invisible brackets, too, must contain an expression; otherwise only they are removed.
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
