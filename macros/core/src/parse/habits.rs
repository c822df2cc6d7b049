//! Layers as people write them who come from other libraries. Each is one error, and is understood as it was meant, so
//! that no other error follows from it.

use super::layers::{ParsedActivation, ParsedLayer, at_layers_end, starts_layer};
use super::size::{ParsedSize, parse_size};
use super::skip_to;
use crate::errors::Errors;
use crate::model::{place, text};
use crate::names;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Path, Token, token};

/// Parses a layer that is written as a call, `Dense(4, Tanh)` or `Tanh(4)`, or that is a kind of layer, `Dropout`. Returns
/// `None` if there is no such thing here. The layer is `None` if it is not a layer of a network.
pub(super) fn parse_call(
    input: ParseStream,
    before: &[ParsedLayer],
    errors: &mut Errors,
) -> Option<Option<ParsedLayer>> {
    let ahead = input.fork();
    let path = ahead.call(Path::parse_mod_style).ok()?;
    let name = path.segments.last()?.ident.to_string();
    let kind = names::for_layer(&name);
    let arguments: Option<Group> = if ahead.peek(token::Paren) { ahead.parse().ok() } else { None };
    let is_alone = at_layers_end(&ahead) || ahead.peek(Token![->]);
    if arguments.is_none() && !(is_alone && kind.is_some()) {
        return None;
    }
    let called = arguments.as_ref().map(|group| Call::read(group.stream())).unwrap_or_default();
    // Behind `Linear(2, 4)`, which is wrong already, `ReLU()` says nothing new.
    let is_told = kind.is_none() && called.sizes.is_empty() && before.last().is_some_and(|layer| layer.is_wrong());
    if kind.is_none() && called.sizes.is_empty() && !is_told {
        return None;
    }
    // Skips what has been read ahead.
    input.call(Path::parse_mod_style).ok()?;
    if arguments.is_some() {
        input.parse::<Group>().ok()?;
    }
    if is_told {
        return Some(None);
    }
    let call = quote!(#path #arguments);
    match kind {
        Some(_) if names::is_dense(&name) && !called.sizes.is_empty() => {
            let written = called.as_layer(before.is_empty());
            errors.over(&call, format!("a layer is written without a call: `{written}`"));
        }
        Some(advice) => errors.over(&call, format!("`{name}`: {advice}")),
        None => {
            let written = Call { activation: Some(text(&path)), ..called.clone() }.as_layer(false);
            errors.over(&call, format!("the size stands in front of the activation: `{written}`"));
        }
    }
    if names::is_left_out(&name) {
        return Some(None);
    }
    let is_whole = kind.is_none();
    let size = called.sizes.into_iter().next_back().filter(|_| is_whole);
    let size = size.map_or(ParsedSize::Wrong(place(&call)), ParsedSize::Literal);
    let activation = if is_whole { ParsedActivation::Path(path) } else { ParsedActivation::Wrong };
    Some(Some(ParsedLayer { size: Some(size), activation: Some(activation) }))
}

/// What the arguments of a call say of a layer.
#[derive(Clone, Default)]
struct Call {
    /// One size, or those of the layer before and of this one, as in `Linear(2, 4)`.
    sizes: Vec<LitInt>,
    activation: Option<String>,
}

impl Call {
    fn read(arguments: TokenStream) -> Self {
        let mut call = Self::default();
        for tree in arguments {
            call.sizes.extend(syn::parse2::<LitInt>(tree.to_token_stream()));
            let name = match &tree {
                TokenTree::Literal(_) => {
                    syn::parse2::<LitStr>(tree.to_token_stream()).map(|text| text.value()).unwrap_or_default()
                }
                tree => tree.to_string(),
            };
            call.activation = names::meant_activation(&name).map(str::to_owned).or(call.activation);
        }
        call
    }

    /// Returns the layer as it is to be written. If it is the first one, it may name the input, too.
    fn as_layer(&self, is_first: bool) -> String {
        let size = self.sizes.last().map_or("4".to_owned(), ToString::to_string);
        let layer = format!("{size} {}", self.activation.as_deref().unwrap_or("Tanh"));
        match &self.sizes[..] {
            [input, _] if is_first => format!("{input} -> {layer}"),
            _ => layer,
        }
    }
}

/// Skips a cost in the place of a layer, `-> CrossEntropy`, and reports it.
pub(super) fn skip_cost(input: ParseStream, errors: &mut Errors) -> bool {
    let ahead = input.fork();
    let Ok(path) = ahead.call(Path::parse_mod_style) else { return false };
    let name = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    let is_cost = names::meant_cost(&name).is_some() && (at_layers_end(&ahead) || ahead.peek(Token![->]));
    if is_cost {
        errors.over(&path, format!("a cost is not a layer; remove it here, and write `cost: {name}`"));
        input.call(Path::parse_mod_style).ok();
    }
    is_cost
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

/// Parses what stands in the place of an activation: `"tanh"`, `(Tanh)`, `[Tanh]`.
pub(super) fn parse_other_activation(
    input: ParseStream,
    size: &ParsedSize,
    errors: &mut Errors,
) -> Option<ParsedActivation> {
    if is_closure(input) {
        errors.found(input.error(
            "an activation is a type, not a function: write `struct Mine;` and `impl Activation for Mine` with `g` and `g_prime`",
        ));
        skip_to(input, |input| at_layers_end(input) || input.peek(Token![->]));
        return Some(ParsedActivation::Wrong);
    }
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

/// Returns whether a closure is next, `|z| …`.
pub(super) fn is_closure(input: ParseStream) -> bool {
    input.peek(Token![|])
        && input.peek2(Ident)
        && (input.peek3(Token![|]) || input.peek3(Token![,]) || input.peek3(Token![:]))
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
