//! Layers as people write them who come from other libraries. Each is one error, and is understood as it was meant, so
//! that no other error follows from it.

use super::layers::{ParsedActivation, ParsedLayer, at_layers_end, is_activation_ahead, starts_layer};
use super::size::{ParsedSize, parse_size};
use crate::errors::Errors;
use crate::model::{place, text};
use crate::names;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Path, Token, token};

/// Parses a layer that is written as a call, `Dense(4, Tanh)` or `Tanh(4)`, or that is a kind of layer, `Dropout`. Returns
/// `None` if there is no such thing here. The layer is `None` if it is to be removed.
pub(super) fn parse_call(input: ParseStream, errors: &mut Errors) -> Option<Option<ParsedLayer>> {
    let ahead = input.fork();
    let path = ahead.call(Path::parse_mod_style).ok()?;
    let name = path.segments.last()?.ident.to_string();
    let kind = names::for_layer(&name);
    let arguments: Option<Group> = if ahead.peek(token::Paren) { ahead.parse().ok() } else { None };
    let is_alone = at_layers_end(&ahead) || ahead.peek(Token![->]);
    if arguments.is_none() && !(is_alone && kind.is_some()) {
        return None;
    }
    let (size, activation) = arguments.as_ref().map(|group| read_arguments(group.stream())).unwrap_or_default();
    if kind.is_none() && size.is_none() {
        return None;
    }
    // Skips what has been read ahead.
    input.call(Path::parse_mod_style).ok()?;
    if arguments.is_some() {
        input.parse::<Group>().ok()?;
    }
    let call = quote!(#path #arguments);
    match kind {
        // `Dense(4, Tanh)` says all that is needed.
        Some(advice) if size.is_none() || advice.contains("remove") => {
            errors.over(&call, format!("`{name}`: {advice}"))
        }
        Some(_) => errors.over(&call, format!("a layer is written without a call: `{}`", layer(&size, &activation))),
        None => {
            let written = layer(&size, &Some(path.clone()));
            errors.over(&call, format!("the size stands in front of the activation: `{written}`"));
        }
    }
    if kind.is_some_and(|advice| advice.contains("remove")) {
        return Some(None);
    }
    let size = size.map_or(ParsedSize::Wrong(place(&call)), ParsedSize::Literal);
    let activation = if kind.is_none() { ParsedActivation::Path(path) } else { ParsedActivation::Wrong };
    Some(Some(ParsedLayer { size: Some(size), activation: Some(activation) }))
}

/// Returns the size and the activation in the arguments of a call. Of two sizes, as in `Linear(2, 4)`, it is the last.
fn read_arguments(arguments: TokenStream) -> (Option<LitInt>, Option<Path>) {
    let (mut size, mut activation) = (None, None);
    for tree in arguments {
        size = syn::parse2::<LitInt>(tree.to_token_stream()).ok().or(size);
        let name = match &tree {
            TokenTree::Literal(_) => syn::parse2::<LitStr>(tree.to_token_stream()).ok().map(|text| text.value()),
            tree => Some(tree.to_string()),
        };
        let meant = name.and_then(|name| names::meant_activation(&name));
        activation = meant.map(|meant| Ident::new(meant, tree.span()).into()).or(activation);
    }
    (size, activation)
}

/// Returns a layer as it is to be written, with examples for what is not known of it.
fn layer(size: &Option<LitInt>, activation: &Option<Path>) -> String {
    let size = size.as_ref().map_or("4".to_owned(), |size| size.to_string());
    format!("{size} {}", activation.as_ref().map_or("Tanh".to_owned(), text))
}

/// Parses `Tanh 4`, in which the size comes last.
pub(super) fn parse_swapped(input: ParseStream, errors: &mut Errors) -> Option<ParsedLayer> {
    let ahead = input.fork();
    let activation = ahead.parse::<Path>().ok()?;
    let name = activation.segments.last()?.ident.to_string();
    let size = ahead.parse::<LitInt>().ok()?;
    let is_activation = names::is_rust_name(&name) || names::meant_activation(&name).is_some();
    if !is_activation || !(at_layers_end(&ahead) || ahead.peek(Token![->])) {
        return None;
    }
    input.parse::<Path>().ok()?;
    input.parse::<LitInt>().ok()?;
    let written = format!("{size} {}", text(&activation));
    errors.over(quote!(#activation #size), format!("the size stands in front of the activation; write `{written}`"));
    let activation = Some(ParsedActivation::Path(activation));
    Some(ParsedLayer { size: Some(ParsedSize::Literal(size)), activation })
}

/// Skips a sign or a word between the size and the activation: `4 x Tanh`, `4 * Tanh`, `4: Tanh`.
pub(super) fn skip_between(input: ParseStream, size: &ParsedSize, errors: &mut Errors) {
    let ahead = input.fork();
    let Ok(between) = ahead.parse::<TokenTree>() else { return };
    let is_between = match &between {
        TokenTree::Ident(word) => ["x", "X", "units", "neurons", "of", "with"].iter().any(|known| word == known),
        TokenTree::Punct(sign) => "*:/+|@.,-".contains(sign.as_char()) && !input.peek(Token![->]),
        _ => false,
    };
    let Ok(activation) = ahead.fork().parse::<Path>() else { return };
    let is_name = activation.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        names::meant_activation(&name).is_some()
            || !matches!(&between, TokenTree::Punct(_)) && names::is_rust_name(&name)
    });
    if is_between && is_name && is_activation_ahead(&ahead) {
        let message = format!("a layer is its size and its activation: `{} {}`", text(size), text(&activation));
        errors.at(between.span(), message);
        input.parse::<TokenTree>().ok();
    }
}

/// Parses what stands in the place of an activation: `"tanh"`, `(Tanh)`, `[Tanh]`.
pub(super) fn parse_other_activation(
    input: ParseStream,
    size: &ParsedSize,
    errors: &mut Errors,
) -> Option<ParsedActivation> {
    let ahead = input.fork();
    let tree: TokenTree = ahead.parse().ok()?;
    let is_over = at_layers_end(&ahead) || ahead.peek(Token![->]);
    let (name, wrapped, activation) = match &tree {
        TokenTree::Literal(_) => {
            let name = syn::parse2::<LitStr>(tree.to_token_stream()).ok()?.value();
            (names::meant_activation(&name).map_or(name, str::to_owned), "quotes", ParsedActivation::Wrong)
        }
        TokenTree::Group(group) if is_over => {
            let path: Path = syn::parse2(group.stream()).ok()?;
            (text(&path), "brackets", ParsedActivation::Path(path))
        }
        _ => return None,
    };
    input.parse::<TokenTree>().ok()?;
    let size = match size {
        ParsedSize::Wrong(_) => "4".to_owned(),
        size => text(size),
    };
    errors.at(tree.span(), format!("an activation is written without {wrapped}: `{size} {name}`"));
    Some(activation)
}

/// Adds an activation that is written as a layer of its own, `4 -> Tanh`, to the layer before. Returns whether it was one.
pub(super) fn is_layer_of_its_own(layer: &ParsedLayer, before: &mut [ParsedLayer], errors: &mut Errors) -> bool {
    let [_, .., last] = before else { return false };
    let (None, Some(activation), Some(size), None) = (&layer.size, layer.activation(), &last.size, &last.activation)
    else {
        return false;
    };
    let message = format!(
        "an activation is not a layer of its own; write `{} {}`, without an arrow",
        text(size),
        text(activation)
    );
    errors.over(activation, message);
    last.activation = Some(ParsedActivation::Path(activation.clone()));
    true
}

/// Parses another sign in the place of an arrow, such as `=>`, `>`, `|` or a comma, and reports it.
pub(super) fn parse_other_arrow(input: ParseStream, before: &[ParsedLayer], errors: &mut Errors) -> bool {
    if input.peek(Token![->]) && !input.peek2(Token![>]) {
        return false;
    }
    let ahead = input.fork();
    let mut sign = String::new();
    while let Ok(TokenTree::Punct(punct)) = ahead.fork().parse() {
        // A number after a minus is a negative one, so a last minus behind an arrow is left for it.
        if sign.len() == 3 || sign.ends_with("->") && punct.as_char() == '-' {
            break;
        }
        ahead.parse::<TokenTree>().ok();
        sign.push(punct.as_char());
    }
    // The input, or a layer with its activation, has all of its parts.
    let is_over = before.len() == 1 || before.last().is_some_and(|layer| layer.activation.is_some());
    let is_sign = match sign.as_str() {
        "," => ahead.peek(syn::Lit) || ahead.peek(token::Brace),
        // `28 - 28 -> 4 Tanh` has a size that is computed, `2 - 4 Tanh` has an arrow without its head.
        "-" | "/" | "+" => is_over && is_layer(&ahead),
        ">" | "=>" | "->>" | "-->" | ">>" | "~>" | "|" | "|>" | ".." | "..." | "<-" | "=" | "==" => {
            starts_layer(&ahead)
        }
        _ => false,
    };
    if !is_sign {
        return false;
    }
    let mut signs = TokenStream::new();
    for _ in sign.chars() {
        signs.extend(input.parse::<TokenTree>());
    }
    errors.over(signs, "layers are joined by `->`; write it here");
    true
}

/// Returns whether a size with its activation is next.
fn is_layer(input: ParseStream) -> bool {
    let ahead = input.fork();
    parse_size(&ahead, &mut Errors::default()).is_some() && ahead.parse::<Path>().is_ok()
}
