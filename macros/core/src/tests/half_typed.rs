//! Half-typed declarations, as an editor expands them while they are typed: every beginning, with its brackets closed.

use crate::arbitrary::RIGHT;
use crate::errors::Errors;
use crate::{expand, models, parse};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use std::ops::Range;

/// Returns the beginning with its brackets closed, or `None` if it ends within a token.
fn closed(beginning: &str) -> Option<(String, TokenStream)> {
    let mut open = Vec::new();
    for character in beginning.chars() {
        match character {
            '{' => open.push('}'),
            '(' => open.push(')'),
            '[' => open.push(']'),
            '}' | ')' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    let text = format!("{beginning} {}", open.iter().rev().collect::<String>());
    let tokens = text.parse().ok()?;
    Some((text, tokens))
}

/// Returns the places of all tokens, including brackets and what is in them.
fn places(tokens: TokenStream) -> Vec<Range<usize>> {
    let of_one = |tree: TokenTree| match tree {
        TokenTree::Group(group) => {
            let mut all = vec![group.span_open().byte_range()];
            all.extend(places(group.stream()));
            all.push(group.span_close().byte_range());
            all
        }
        other => vec![other.span().byte_range()],
    };
    tokens.into_iter().flat_map(of_one).collect()
}

/// Returns the start of the last three tokens that have been typed, which may be a layer or an arrow.
fn unfinished(tokens: TokenStream, beginning: &str) -> usize {
    let mut typed = places(tokens);
    typed.retain(|place| place.start < beginning.len());
    typed.iter().rev().nth(2).map_or(0, |place| place.start)
}

#[test]
fn errors_of_a_half_typed_declaration_are_where_it_ends() {
    let mut seen = 0;
    for declaration in RIGHT {
        for (at, _) in declaration.char_indices() {
            let beginning = &declaration[..at];
            let Some((text, tokens)) = closed(beginning) else { continue };
            // Without a token, there is no place to compare with.
            if tokens.is_empty() {
                continue;
            }
            seen += 1;
            let declarations = parse::parse(tokens.clone(), &mut Errors::default());
            let name = declarations.last().map(|declaration| declaration.name.span().byte_range());
            let end = unfinished(tokens.clone(), beginning);
            for error in models(tokens.clone()).err().into_iter().flatten() {
                let place = error.span().byte_range();
                // An error about a missing field is shown at the name of the network.
                let is_at_name = Some(&place) == name.as_ref();
                assert!(is_at_name || place.end > end, "{text}\n{error}, at `{}`", &text[place]);
            }
            let code = expand(tokens, &quote!(::backprop));
            assert!(syn::parse2::<syn::File>(code).is_ok(), "{text}");
        }
    }
    assert!(seen > 300, "only {seen} beginnings are tokens");
}

/// A compiler passes whole tokens, so here a declaration ends between tokens.
#[test]
fn every_beginning_by_tokens_gives_rust() {
    for declaration in RIGHT {
        for tokens in beginnings(declaration.parse().unwrap()) {
            let text = tokens.to_string();
            let code = expand(tokens, &quote!(::backprop));
            assert!(syn::parse2::<syn::File>(code).is_ok(), "{text}");
        }
    }
}

/// Returns all beginnings of some tokens, including those that end within brackets.
fn beginnings(tokens: TokenStream) -> Vec<TokenStream> {
    let mut all = vec![TokenStream::new()];
    let mut before = TokenStream::new();
    for tree in tokens {
        if let TokenTree::Group(group) = &tree {
            let inner = beginnings(group.stream()).into_iter().map(|inner| {
                let group = TokenTree::from(proc_macro2::Group::new(group.delimiter(), inner));
                before.clone().into_iter().chain([group]).collect()
            });
            all.extend(inner);
        }
        before.extend([tree]);
        all.push(before.clone());
    }
    all
}
