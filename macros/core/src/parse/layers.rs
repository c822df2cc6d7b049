//! Parses the layers of a network: `2 -> 4 Tanh -> 1 Sigmoid`.

use super::{at_field, skip_to};
use crate::errors::Errors;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Ident, Lit, LitInt, Path, Token, token};

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
}

/// An activation as it is written.
pub enum ParsedActivation {
    /// The path of a type.
    Path(Path),
    /// An error, which has been reported.
    Wrong,
}

/// A number of units as it is written.
pub enum ParsedSize {
    /// An integer.
    Literal(LitInt),
    /// The path of a constant.
    Path(Path),
    /// A constant expression in braces.
    Block(Group),
    /// An error, which has been reported, and its place.
    Wrong(Span),
}

impl ToTokens for ParsedLayer {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.size.to_tokens(tokens);
        self.activation.to_tokens(tokens);
    }
}

impl ToTokens for ParsedSize {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal) => literal.to_tokens(tokens),
            Self::Path(path) => path.to_tokens(tokens),
            Self::Block(block) => block.to_tokens(tokens),
            Self::Wrong(_) => {}
        }
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
    loop {
        let start = input.cursor();
        if let Some(layer) = parse_layer(input, errors) {
            layers.push(layer);
        }
        if input.peek(Token![,]) && input.peek2(Token![->]) {
            errors.found(input.error("stray `,` between layers; remove it"));
            input.parse::<Token![,]>().ok();
        }
        let is_listed = input.peek(Token![,]) && (input.peek2(Lit) || input.peek2(token::Brace));
        if input.peek(Token![=>]) || is_listed {
            errors.found(input.error("layers are joined by `->`; write it here"));
            if input.parse::<Token![=>]>().is_err() {
                input.parse::<Token![,]>().ok();
            }
            continue;
        }
        if !at_layers_end(input) && !input.peek(Token![->]) {
            errors.found(input.error(unexpected_in_layers(input)));
            // If only the arrow is missing, the layer is parsed as the next one. Something must have been parsed since
            // `start`, otherwise this would never end.
            if starts_layer(input) && input.cursor() != start {
                continue;
            }
            skip_to(input, |input| at_layers_end(input) || input.peek(Token![->]));
        }
        let Ok(arrow) = input.parse::<Token![->]>() else { return };
        if at_layers_end(input) {
            errors.over(arrow, "this arrow leads to no layer; remove it or write `-> size Activation`");
            let size = Some(ParsedSize::Wrong(arrow.span()));
            layers.push(ParsedLayer { size, activation: Some(ParsedActivation::Wrong) });
            return;
        }
    }
}

/// Returns whether the layers end here: at a comma, at the end of the input, or at the name of the next field.
fn at_layers_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,]) || at_field(input)
}

/// Returns whether a layer begins here. A minus does not begin one: here it is a subtraction.
fn starts_layer(input: ParseStream) -> bool {
    let starts_size = input.peek(Lit) && !input.peek(Token![-]);
    starts_size || input.peek(token::Brace) || input.peek(Ident)
}

/// Returns the message for the next token, which cannot follow a layer.
fn unexpected_in_layers(input: ParseStream) -> &'static str {
    if starts_layer(input) {
        "missing `->` in front of this layer"
    } else if input.peek(Token![*]) || input.peek(Token![+]) || input.peek(Token![-]) || input.peek(Token![/]) {
        "a size that is computed stands in braces, as in `{ 28 * 28 }`"
    } else if input.peek(token::Paren) {
        "an activation is a type and is not called; remove the parentheses"
    } else {
        "expected `->` and the next layer, or `,` and the next field"
    }
}

/// Parses `size Activation`. Returns `None` if there is neither.
fn parse_layer(input: ParseStream, errors: &mut Errors) -> Option<ParsedLayer> {
    if input.peek(Token![->]) {
        errors.found(input.error("stray `->`: there is no layer in front of it; remove it"));
        return None;
    }
    if at_layers_end(input) {
        errors.found(input.error("expected layers, as in `layers: 2 -> 4 Tanh -> 1 Sigmoid`"));
        return None;
    }
    let size = parse_size(input, errors);
    let mut layer = ParsedLayer { size, activation: None };
    let at_path = input.peek(Ident::peek_any) || input.peek(Token![::]);
    if at_path && !at_field(input) {
        layer.activation = Some(match input.parse() {
            Ok(path) => ParsedActivation::Path(path),
            Err(error) => {
                errors.found(error);
                ParsedActivation::Wrong
            }
        });
    }
    // If there is neither, the caller reports the unexpected token.
    (layer.size.is_some() || layer.activation.is_some()).then_some(layer)
}

/// Returns the constant expression that is next, if there is one: in braces, or in the invisible brackets that the
/// compiler puts around what another macro has passed on, as `$size:expr`. A single literal or path in such brackets is
/// not an expression: it is parsed as if it had been written here.
fn peek_expression(input: ParseStream) -> Option<Group> {
    if !input.peek(token::Brace) && !input.peek(token::Group) {
        return None;
    }
    let mut tree = input.fork().parse().ok()?;
    let (group, content) = loop {
        let TokenTree::Group(group) = tree else { return None };
        let content = group.stream();
        let mut trees = content.clone().into_iter();
        match (group.delimiter(), trees.next(), trees.next()) {
            (Delimiter::Brace, ..) => return Some(group),
            (Delimiter::None, Some(TokenTree::Group(only)), None) => tree = only.into(),
            _ => break (group, content),
        }
    };
    let is_single = syn::parse2::<Lit>(content.clone()).is_ok() || syn::parse2::<Path>(content.clone()).is_ok();
    let mut own = Group::new(Delimiter::Brace, content);
    own.set_span(group.span());
    (!is_single).then_some(own)
}

/// Parses a size, if there is one. A path in CamelCase with no other path behind it is not a size but an activation.
fn parse_size(input: ParseStream, errors: &mut Errors) -> Option<ParsedSize> {
    let place = input.span();
    if let Some(expression) = peek_expression(input) {
        input.parse::<TokenTree>().ok();
        return Some(ParsedSize::Block(expression));
    }
    if input.peek(Token![-]) {
        let minus: Token![-] = input.parse().ok()?;
        let number = input.parse::<Lit>().ok();
        let hint = number.as_ref().map(|number| format!("; write `{}`", number.to_token_stream()));
        errors.over(quote!(#minus #number), format!("a size cannot be negative{}", hint.unwrap_or_default()));
        return Some(ParsedSize::Wrong(place));
    }
    if input.peek(LitInt) {
        return input.parse().ok().map(ParsedSize::Literal);
    }
    if let Ok(literal) = input.parse::<Lit>() {
        let hint = match &literal {
            Lit::Float(number) => number.base10_parse::<f64>().ok().map(|number| format!("; write `{number:.0}`")),
            Lit::Str(text) => text.value().parse::<usize>().ok().map(|number| format!("; write `{number}`")),
            _ => None,
        };
        errors.over(literal, format!("a size is a whole number of units{}", hint.unwrap_or_default()));
        return Some(ParsedSize::Wrong(place));
    }
    if input.peek(token::Paren) {
        let group = input.parse::<Group>().ok()?;
        let message = format!("a size that is computed stands in braces; write `{{ {} }}`", group.stream());
        errors.over(&group, message);
        return Some(ParsedSize::Wrong(group.span()));
    }
    let path = input.fork().call(Path::parse_mod_style).ok()?;
    let ahead = input.fork();
    ahead.call(Path::parse_mod_style).ok()?;
    let is_alone = at_layers_end(&ahead) || ahead.peek(Token![->]) || ahead.peek(Token![<]);
    let name = path.segments.last()?.ident.to_string();
    let is_camel_case = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    if is_alone && is_camel_case {
        return None;
    }
    input.call(Path::parse_mod_style).ok().map(ParsedSize::Path)
}
