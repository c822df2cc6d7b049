//! Words and brackets around a layer, in which people say more than its size and its activation. Each is one error, and the
//! layer is understood without it.

use super::layers::{ParsedActivation, ParsedLayer, at_layers_end, is_activation_ahead};
use super::size::ParsedSize;
use super::skip_to;
use crate::errors::Errors;
use crate::model::text;
use crate::names;
use proc_macro2::{Group, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Lit, LitInt, Path, Token};

/// What is said of a word that adds nothing.
const ALL: &str = "a layer is its size and its activation, as in `4 Tanh`";

/// Parses a layer in brackets of any kind, `{ 4 Tanh }`.
pub(super) fn parse_wrapped(input: ParseStream, errors: &mut Errors) -> Option<ParsedLayer> {
    let ahead = input.fork();
    let group: Group = ahead.parse().ok()?;
    if !(at_layers_end(&ahead) || ahead.peek(Token![->])) {
        return None;
    }
    let layer = |inside: ParseStream| Ok((inside.parse::<LitInt>()?, inside.parse::<Path>()?));
    let (size, activation) = layer.parse2(group.stream()).ok()?;
    input.parse::<Group>().ok()?;
    errors.over(&group, format!("a layer is written without brackets: `{size} {}`", text(&activation)));
    let activation = Some(ParsedActivation::Path(activation));
    Some(ParsedLayer { size: Some(ParsedSize::Literal(size)), activation })
}

/// Skips a word in front of the size, `Dense 4 Tanh` or `input 2`.
pub(super) fn skip_in_front(input: ParseStream, errors: &mut Errors) {
    let ahead = input.fork();
    let Ok(word) = ahead.parse::<Ident>() else { return };
    if ahead.peek(LitInt) && (names::for_layer(&word.to_string()).is_some() || is_word(&word)) {
        errors.at(word.span(), format!("{ALL}; remove `{word}`"));
        input.parse::<Ident>().ok();
    }
}

/// Skips a sign or a word between the size and the activation: `4 x Tanh`, `4 * Tanh`, `4: Tanh`.
pub(super) fn skip_between(input: ParseStream, size: &ParsedSize, errors: &mut Errors) {
    let ahead = input.fork();
    let Ok(between) = ahead.parse::<TokenTree>() else { return };
    // `4 activation = Tanh`
    let is_named = between.to_string() == "activation" && (ahead.peek(Token![=]) || ahead.peek(Token![:]));
    if is_named {
        ahead.parse::<TokenTree>().ok();
    }
    let is_between = match &between {
        _ if is_named => true,
        TokenTree::Ident(word) => {
            ["x", "X", "unit", "units", "neuron", "neurons", "nodes", "of", "with"].iter().any(|known| word == known)
        }
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
        for _ in 0..1 + usize::from(is_named) {
            input.parse::<TokenTree>().ok();
        }
    }
}

/// Skips a second activation of a layer, `3 Tanh Softmax`, and reports it.
pub(super) fn skip_second_activation(input: ParseStream, layer: &ParsedLayer, errors: &mut Errors) {
    let (Some(size), Some(first)) = (&layer.size, layer.activation()) else { return };
    let ahead = input.fork();
    let joint = ahead.parse::<Token![+]>().map(ToTokens::into_token_stream).unwrap_or_default();
    let Ok(second) = ahead.fork().call(Path::parse_mod_style) else { return };
    let is_name = second.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        names::meant_activation(&name).is_some() || names::is_rust_name(&name)
    });
    if is_name && is_activation_ahead(&ahead) {
        let (first, size, name) = (text(first), text(size), text(&second));
        errors.over(
            quote!(#joint #second),
            format!("a layer has one activation; remove `{first}` or `{name}`, or write `-> {size} {name}` for one more layer"),
        );
        skip_to(input, |input| at_layers_end(input) || input.peek(Token![->]));
    }
}

/// Skips a word behind the activation, `4 Tanh no_bias` or `4 Tanh dropout 0.5`.
pub(super) fn skip_behind(input: ParseStream, layer: &ParsedLayer, errors: &mut Errors) {
    let ahead = input.fork();
    let (Some(_), Ok(word)) = (layer.activation(), ahead.parse::<Ident>()) else { return };
    let number = ahead.parse::<Lit>().ok();
    if !(is_word(&word) || word == "X") || !(at_layers_end(&ahead) || ahead.peek(Token![->])) {
        return;
    }
    let name = word.to_string();
    let message = match (name.as_str(), &number) {
        ("x" | "X" | "times", Some(_)) => {
            "a layer is not repeated by a number; write each one, as in `-> 4 Tanh -> 4 Tanh`".to_owned()
        }
        _ => match names::for_field(&name).or_else(|| names::for_layer(&name)) {
            Some(advice) => format!("`{name}`: {advice}"),
            None => format!("{ALL}; remove `{}`", text(quote!(#word #number))),
        },
    };
    errors.over(quote!(#word #number), message);
    skip_to(input, |input| at_layers_end(input) || input.peek(Token![->]));
}

/// Returns whether a name is a word of plain language, and neither an activation nor the name of a type or a constant.
fn is_word(name: &Ident) -> bool {
    let name = name.to_string();
    !name.contains(char::is_uppercase) && names::meant_activation(&name).is_none()
}
