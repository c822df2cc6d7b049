//! Parses the layers of a network: `2 -> 4 Tanh -> 1 Sigmoid`.
//!
//! What other libraries write for a layer, such as `Dense(4, Tanh)`, is understood in the file `habits`: it is one error,
//! and parsing continues as if the layer had been written right.

use super::habits;
use super::size::{ParsedSize, parse_size};
use super::{at_field, skip_to, words};
use crate::errors::Errors;
use crate::model::place;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Lit, Path, Token, token};

/// A layer as it is written: a size and an activation, either of which may be missing.
pub struct ParsedLayer {
    /// The number of units.
    pub size: Option<ParsedSize>,
    /// The activation, which the input does not have.
    pub activation: Option<ParsedActivation>,
}

impl ParsedLayer {
    /// Returns the path of the activation, if there is one and it could be parsed.
    pub fn activation(&self) -> Option<&Path> {
        match self.activation.as_ref()? {
            ParsedActivation::Path(path) => Some(path),
            ParsedActivation::Wrong => None,
        }
    }

    /// Returns whether nothing is known of the layer but that it is wrong.
    pub(super) fn is_wrong(&self) -> bool {
        matches!((&self.size, &self.activation), (Some(ParsedSize::Wrong(_)), Some(ParsedActivation::Wrong)))
    }

    /// Returns a layer that is wrong in a way that has been reported.
    pub(super) fn wrong(place: Span) -> Self {
        Self { size: Some(ParsedSize::Wrong(place)), activation: Some(ParsedActivation::Wrong) }
    }
}

/// An activation as it is written.
pub enum ParsedActivation {
    /// The path of a type.
    Path(Path),
    /// An error, which has been reported.
    Wrong,
}

impl ToTokens for ParsedLayer {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.size.to_tokens(tokens);
        self.activation.to_tokens(tokens);
    }
}

impl ToTokens for ParsedActivation {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Self::Path(path) = self {
            path.to_tokens(tokens);
        }
    }
}

/// Parses layers up to the end of their field and adds them to `layers`, those before an error included.
pub(super) fn parse_layers(input: ParseStream, layers: &mut Vec<ParsedLayer>, errors: &mut Errors) {
    if let Some(group) = peek_bracketed(input) {
        parse_bracketed(&group, layers, errors);
        skip_to(input, at_layers_end);
        return;
    }
    loop {
        let start = input.cursor();
        if let Some(layer) = parse_layer(input, layers, errors) {
            layers.push(layer);
        }
        skip_docs(input, errors);
        if input.peek(Token![,]) && input.peek2(Token![->]) {
            errors.found(input.error("stray `,` between layers; remove it"));
            input.parse::<Token![,]>().ok();
        }
        if habits::parse_other_arrow(input, layers, errors) {
            continue;
        }
        habits::skip_cost(input, errors);
        if !at_layers_end(input) && !input.peek(Token![->]) {
            errors.found(input.error(unexpected_in_layers(input, layers)));
            // What follows is a part of the size, so that nothing is known of this layer.
            if let Some(layer) = layers.last_mut().filter(|layer| layer.activation.is_none() && at_operator(input)) {
                *layer = ParsedLayer::wrong(place(&*layer));
            }
            // If only the arrow is missing, the layer is parsed as the next one. Something must have been parsed since
            // `start`, otherwise this would never end.
            if starts_layer(input) && input.cursor() != start {
                continue;
            }
            skip_to(input, |input| at_layers_end(input) || input.peek(Token![->]));
        }
        let Ok(arrow) = input.parse::<Token![->]>() else { return };
        skip_docs(input, errors);
        if at_layers_end(input) {
            errors.over(arrow, "this arrow leads to no layer; remove it or write `-> size Activation`");
            layers.push(ParsedLayer::wrong(place(arrow)));
            return;
        }
    }
}

/// Returns the brackets that are next, if they contain all layers: `[2 -> 4 Tanh -> 1 Sigmoid]`, or `vec![2, 4, 1]`.
fn peek_bracketed(input: ParseStream) -> Option<Group> {
    let ahead = input.fork();
    if ahead.peek2(Token![!]) {
        ahead.parse::<Ident>().ok()?;
        ahead.parse::<Token![!]>().ok()?;
    }
    let TokenTree::Group(group) = ahead.parse().ok()? else { return None };
    let contains_arrow = || group.stream().to_string().contains("->");
    match group.delimiter() {
        Delimiter::Bracket => Some(group),
        Delimiter::Parenthesis | Delimiter::Brace if contains_arrow() => Some(group),
        _ => None,
    }
}

/// Parses layers in brackets: `[2 -> 4 Tanh -> 1 Sigmoid]` as if there were none, and `[2, 4, 1]` as nothing.
fn parse_bracketed(group: &Group, layers: &mut Vec<ParsedLayer>, errors: &mut Errors) {
    if !group.stream().to_string().contains("->") {
        let sizes: Vec<String> = group
            .stream()
            .into_iter()
            .filter(|tree| matches!(tree, TokenTree::Literal(_)))
            .map(|tree| tree.to_string())
            .collect();
        let example = match &sizes[..] {
            [input, hidden @ .., output] if group.stream().into_iter().count() == 2 * sizes.len() - 1 => {
                let hidden = hidden.iter().map(|size| format!(" -> {size} Tanh")).collect::<String>();
                format!("{input}{hidden} -> {output} Sigmoid")
            }
            _ => "2 -> 4 Tanh -> 1 Sigmoid".to_owned(),
        };
        errors.over(
            group,
            format!("layers are written without brackets, each but the first with its activation: `{example}`"),
        );
        layers.push(ParsedLayer::wrong(group.span()));
        return;
    }
    errors.over(group, "layers are written without brackets; remove them");
    let parse_inside = |input: ParseStream| {
        parse_layers(input, layers, errors);
        skip_to(input, |_| false);
        Ok(())
    };
    let _ = parse_inside.parse2(group.stream());
}

/// Skips doc comments, which arrive as attributes, and reports them.
fn skip_docs(input: ParseStream, errors: &mut Errors) {
    if !input.peek(Token![#]) {
        return;
    }
    if let Some(attribute) = input.call(Attribute::parse_outer).ok().as_deref().and_then(<[_]>::first) {
        errors.over(attribute, "a layer takes no doc comment and no attribute; write `//` for a remark");
    }
}

/// Returns whether the layers end here: at a comma, at the end of the input, or at the name of the next field.
pub(super) fn at_layers_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,]) || input.peek(Token![;]) || at_field(input)
}

/// Returns whether a layer begins here. A minus does not begin one: here it is a subtraction.
pub(super) fn starts_layer(input: ParseStream) -> bool {
    let starts_size = input.peek(Lit) && !input.peek(Token![-]);
    starts_size || input.peek(token::Brace) || input.peek(Ident)
}

/// Returns whether an activation is next, and then the end of its layer.
pub(super) fn is_activation_ahead(input: ParseStream) -> bool {
    let ahead = input.fork();
    let is_path = ahead.parse::<Path>().is_ok();
    is_path && (at_layers_end(&ahead) || ahead.peek(Token![->]))
}

/// Returns whether a sign of arithmetic is next.
fn at_operator(input: ParseStream) -> bool {
    input.peek(Token![*]) || input.peek(Token![+]) || input.peek(Token![-]) || input.peek(Token![/])
}

/// Returns the message for the next token, which cannot follow a layer.
fn unexpected_in_layers(input: ParseStream, before: &[ParsedLayer]) -> &'static str {
    let is_behind_activation = before.last().is_some_and(|layer| layer.activation.is_some());
    if starts_layer(input) {
        "missing `->` in front of this layer"
    } else if input.peek(Token![*]) && is_behind_activation {
        "a layer is not repeated by a sign; write each one, as in `-> 4 Tanh -> 4 Tanh`"
    } else if input.peek(Token![.]) && !input.peek(Token![..]) {
        "a path is written with `::`, as in `backprop::Tanh`"
    } else if at_operator(input) {
        "a size that is computed stands in braces, as in `{ 28 * 28 }`"
    } else if input.peek(token::Bracket) {
        "a layer is not repeated in brackets; write each one, as in `-> 4 Tanh -> 4 Tanh`"
    } else if input.peek(token::Paren) {
        "an activation is a type and is not called; remove the parentheses"
    } else {
        "expected `->` and the next layer, or `,` and the next field"
    }
}

/// Parses `size Activation`. Returns `None` if there is neither, or if it was added to the layer before.
fn parse_layer(input: ParseStream, before: &mut [ParsedLayer], errors: &mut Errors) -> Option<ParsedLayer> {
    skip_docs(input, errors);
    if input.peek(Token![->]) {
        errors.found(input.error("stray `->`: there is no layer in front of it; remove it"));
        return None;
    }
    if at_layers_end(input) {
        errors.found(input.error("expected layers, as in `layers: 2 -> 4 Tanh -> 1 Sigmoid`"));
        return None;
    }
    if let Some(layer) = habits::parse_call(input, before, errors) {
        return layer;
    }
    if habits::skip_cost(input, errors) {
        return None;
    }
    if let Some(layer) = habits::parse_swapped(input, errors) {
        return Some(layer);
    }
    if let Some(layer) = words::parse_wrapped(input, errors) {
        return Some(layer);
    }
    words::skip_in_front(input, errors);
    let size = parse_size(input, errors);
    if let Some(size) = &size {
        words::skip_between(input, size, errors);
    }
    let mut layer = ParsedLayer { size, activation: None };
    let at_path = input.peek(Ident::peek_any) || input.peek(Token![::]);
    if at_path && !at_field(input) {
        // `Tanh <- 1 Sigmoid` has an arrow that points back, and no generic arguments.
        let path = if input.peek2(Token![<-]) { input.call(Path::parse_mod_style) } else { input.parse() };
        layer.activation = Some(match path {
            Ok(path) => ParsedActivation::Path(path),
            Err(error) => {
                errors.found(error);
                ParsedActivation::Wrong
            }
        });
    } else if let Some(size) = &layer.size {
        layer.activation = habits::parse_other_activation(input, size, errors);
    }
    words::skip_second_activation(input, &layer, errors);
    words::skip_behind(input, &layer, errors);
    if habits::is_layer_of_its_own(&layer, before, errors) {
        return None;
    }
    // If there is neither, the caller reports the unexpected token.
    (layer.size.is_some() || layer.activation.is_some()).then_some(layer)
}
