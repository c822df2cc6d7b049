//! Parses the size of a layer: a number, the path of a constant, or an expression in braces.

use super::layers::at_layers_end;
use crate::errors::Errors;
use crate::names;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::ParseStream;
use syn::{Lit, LitInt, Path, Token, token};

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
pub(super) fn parse_size(input: ParseStream, errors: &mut Errors) -> Option<ParsedSize> {
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
        let content = group.stream();
        let message = match content.clone().into_iter().any(|tree| tree.to_string() == ",") {
            true => "a layer is written without parentheses and comma, as in `4 Tanh`".to_owned(),
            false => format!("a size that is computed stands in braces; write `{{ {content} }}`"),
        };
        errors.over(&group, message);
        return Some(ParsedSize::Wrong(group.span()));
    }
    let path = input.fork().call(Path::parse_mod_style).ok()?;
    let ahead = input.fork();
    ahead.call(Path::parse_mod_style).ok()?;
    let is_alone = at_layers_end(&ahead) || ahead.peek(Token![->]) || ahead.peek(Token![<]);
    let name = path.segments.last()?.ident.to_string();
    let is_camel_case = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    if is_alone && (is_camel_case || names::meant_activation(&name).is_some()) {
        return None;
    }
    input.call(Path::parse_mod_style).ok().map(ParsedSize::Path)
}
