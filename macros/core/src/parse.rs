//! From tokens to a [`Declaration`], as it is written.
//!
//! After a mistake, parsing goes on where the next layer, field or network begins, so that one run finds them all.
//!
//! **Invariant**: every error here is one of syntax; nothing is looked up, counted or compared.

mod layers;

use crate::errors::Errors;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Path, Token, Visibility, braced, token};

pub(crate) use layers::{Activation, Layer, Size};

/// A network as it is written.
pub(crate) struct Declaration {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Field>,
}

/// `name: value`.
pub(crate) struct Field {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

/// What stands behind a field's name. `None` is a value whose mistake has been reported.
pub(crate) enum Value {
    Layers(Vec<Layer>),
    Cost(Option<Path>),
    Scalar(Option<Path>),
    /// The name is none that a network has.
    Unknown,
}

impl Declaration {
    /// Every type that the declaration names.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Path> {
        self.fields.iter().flat_map(|field| match &field.value {
            Value::Layers(layers) => layers.iter().filter_map(Layer::activation).collect(),
            Value::Cost(path) | Value::Scalar(path) => path.iter().collect(),
            Value::Unknown => Vec::new(),
        })
    }
}

/// The fields of a network, in the order in which they are usually written.
pub(crate) const FIELDS: [&str; 3] = ["layers", "cost", "scalar"];

/// The field that `name` is, or was probably meant to be.
pub(crate) fn closest_field(name: &Ident) -> Option<&'static str> {
    let name = name.unraw().to_string();
    let (distance, field) = FIELDS.iter().map(|field| (edit_distance(&name, field), *field)).min()?;
    (distance <= 2).then_some(field)
}

/// Parses any number of networks.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<Declaration> {
    if tokens.is_empty() {
        errors.at(Span::call_site(), format!("expected a network, found nothing; write `{EXAMPLE}`"));
    }
    let mut parse_all = |input: ParseStream| {
        let mut declarations = Vec::new();
        while !input.is_empty() {
            match parse_declaration(input, errors) {
                Ok(declaration) => declarations.push(declaration),
                Err(error) => {
                    errors.found(error);
                    skip_declaration(input);
                }
            }
        }
        Ok(declarations)
    };
    let parsed = Parser::parse2(&mut parse_all, tokens);
    parsed.unwrap_or_else(|error| {
        errors.found(error);
        Vec::new()
    })
}

/// What a network looks like, for messages.
const EXAMPLE: &str = "struct Name { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }";

fn parse_declaration(input: ParseStream, errors: &mut Errors) -> syn::Result<Declaration> {
    let start = input.span();
    let at_start = |error| if input.is_empty() { syn::Error::new(start, error) } else { error };
    let attributes = input.call(Attribute::parse_outer).map_err(at_start)?;
    let visibility: Visibility = input.parse()?;
    if !input.peek(Token![struct]) {
        let message = format!("expected `struct`; a network is declared as `{EXAMPLE}`");
        return Err(error_behind(quote!(#(#attributes)* #visibility), input, message));
    }
    let keyword: Token![struct] = input.parse()?;
    if input.is_empty() {
        return Err(error_behind(keyword, input, format!("expected a name, as in `{EXAMPLE}`")));
    }
    let name: Ident = input.parse()?;
    if input.peek(Token![<]) {
        errors.found(input.error("a network has no generics of its own; its number is set by the field `scalar: f32`"));
        skip_to(input, |input| input.peek(token::Brace) || input.peek(Token![;]));
    }
    if !input.peek(token::Brace) {
        let message = format!("expected `{{` and the fields of the network, as in `{EXAMPLE}`");
        return Err(error_behind(&name, input, message));
    }
    let body;
    braced!(body in input);
    let fields = parse_fields(&body, errors);
    Ok(Declaration { attributes, visibility, name, fields })
}

/// An error at the next token. Where there is none, all that could be underlined is what stands before.
fn error_behind(before: impl ToTokens, input: ParseStream, message: String) -> syn::Error {
    if input.is_empty() { syn::Error::new_spanned(before, message) } else { input.error(message) }
}

/// Goes on behind the next pair of braces or the next `;`: there a network ends.
fn skip_declaration(input: ParseStream) {
    while let Ok(token) = input.parse::<TokenTree>() {
        let is_body = matches!(&token, TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
        if is_body || matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';') {
            return;
        }
    }
}

fn parse_fields(input: ParseStream, errors: &mut Errors) -> Vec<Field> {
    let mut fields = Vec::new();
    while !input.is_empty() {
        match parse_field(input, errors) {
            Ok(field) => fields.push(field),
            Err(error) => {
                errors.found(error);
                skip_to(input, |input| input.peek(Token![,]));
            }
        }
        let is_over = input.parse::<Token![,]>().is_ok() || input.is_empty();
        if !is_over {
            errors.found(input.error("missing `,` in front of this field"));
        }
    }
    fields
}

fn parse_field(input: ParseStream, errors: &mut Errors) -> syn::Result<Field> {
    if input.peek(Token![,]) {
        return Err(input.error("stray `,`; remove it"));
    }
    if let Some(attribute) = input.call(Attribute::parse_outer)?.first() {
        errors.over(attribute, "a field takes no attributes and no doc comments; write them above `struct`");
    }
    let wanted = "expected a field of the network: `layers: …`, `cost: …` or `scalar: …`";
    let name = input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), wanted))?;
    if input.parse::<Token![:]>().is_err() {
        errors.over(&name, format!("expected `:` behind `{name}`, as in `{name}: …`"));
    }
    let value = match closest_field(&name) {
        Some("layers") => {
            let mut layers = Vec::new();
            layers::parse_layers(input, &mut layers, errors);
            Value::Layers(layers)
        }
        Some("cost") => Value::Cost(parse_type(input, "a cost, as in `cost: CrossEntropy`", errors)),
        Some(_) => Value::Scalar(parse_type(input, "a type of number, as in `scalar: f32`", errors)),
        None => {
            skip_to(input, |input| input.peek(Token![,]));
            Value::Unknown
        }
    };
    Ok(Field { name, value })
}

fn parse_type(input: ParseStream, wanted: &str, errors: &mut Errors) -> Option<Path> {
    let path = input.parse::<Path>().map_err(|error| {
        errors.at(error.span(), format!("expected {wanted}"));
        skip_to(input, |input| input.peek(Token![,]));
    });
    path.ok()
}

/// Whether the next field begins here.
fn at_field(input: ParseStream) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// Skips all tokens up to where `stop` holds.
fn skip_to(input: ParseStream, stop: impl Fn(ParseStream) -> bool) {
    while !input.is_empty() && !stop(input) {
        input.parse::<TokenTree>().ok();
    }
}

/// How many letters must be added, left out or changed to make `b` of `a`.
pub(crate) fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
