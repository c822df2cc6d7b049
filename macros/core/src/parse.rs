//! The first stage: parses tokens into [`Declaration`]s, as they are written.
//!
//! After an error, parsing continues at the next layer, field or network, so that one run finds all errors.
//!
//! **Invariant**: every error of this stage is one of syntax. The only words with a meaning here are the names of the
//! fields, which decide how a value is parsed; whether a name is spelled right is for the next stage to say.

pub(crate) mod field_name;
mod layers;

use crate::errors::Errors;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Path, Token, Visibility, braced, token};

pub use field_name::FieldName;
pub use layers::{ParsedActivation, ParsedLayer, ParsedSize};

/// A network as it is written.
pub struct Declaration {
    /// The attributes above `struct`, doc comments among them.
    pub attributes: Vec<Attribute>,
    /// `pub`, `pub(crate)`, or nothing.
    pub visibility: Visibility,
    /// The name behind `struct`.
    pub name: Ident,
    /// Everything between the braces that could be parsed.
    pub fields: Vec<Field>,
}

/// `name: value`.
pub struct Field {
    /// The name as it is written, which may be misspelled.
    pub name: Ident,
    /// The value of the field that the name is closest to.
    pub value: Value,
}

/// The value of a field. It is `None` if it has an error, which has been reported.
pub enum Value {
    /// The layers from the input to the output.
    Layers(Vec<ParsedLayer>),
    /// The type that scores the output.
    Cost(Option<Path>),
    /// The type of number that the network computes with.
    Scalar(Option<Path>),
    /// The value of a field whose name is not close to any known one. It has been skipped.
    Unknown,
}

impl Declaration {
    /// Returns every type that the declaration names.
    pub fn types(&self) -> impl Iterator<Item = &Path> {
        self.fields.iter().flat_map(|field| match &field.value {
            Value::Layers(layers) => layers.iter().filter_map(ParsedLayer::activation).collect(),
            Value::Cost(path) | Value::Scalar(path) => path.iter().collect(),
            Value::Unknown => Vec::new(),
        })
    }
}

impl Value {
    /// Returns the name of the field that has such a value.
    pub fn field(&self) -> Option<FieldName> {
        match self {
            Self::Layers(_) => Some(FieldName::Layers),
            Self::Cost(_) => Some(FieldName::Cost),
            Self::Scalar(_) => Some(FieldName::Scalar),
            Self::Unknown => None,
        }
    }
}

/// Parses any number of networks, and adds what is wrong with them to `errors`.
pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<Declaration> {
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

/// An example of a declaration, for messages.
const EXAMPLE: &str = "struct Name { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }";

/// Parses one network. An error that is returned, and not added to `errors`, leaves the input in the middle of it.
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

/// Returns an error at the next token or, at the end of the input, at the tokens before it.
fn error_behind(before: impl ToTokens, input: ParseStream, message: String) -> syn::Error {
    if input.is_empty() { syn::Error::new_spanned(before, message) } else { input.error(message) }
}

/// Skips to the end of a network: behind the next pair of braces, or behind the next `;`.
fn skip_declaration(input: ParseStream) {
    while let Ok(token) = input.parse::<TokenTree>() {
        let is_body = matches!(&token, TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
        if is_body || matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';') {
            return;
        }
    }
}

/// Parses all fields of a network. After an error, it continues at the next comma.
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

/// Parses `name: value`. A missing `:` is reported, and the value is parsed in spite of it.
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
    let value = match FieldName::closest(&name) {
        Some(FieldName::Layers) => {
            let mut layers = Vec::new();
            layers::parse_layers(input, &mut layers, errors);
            Value::Layers(layers)
        }
        Some(FieldName::Cost) => Value::Cost(parse_type(input, "a cost, as in `cost: CrossEntropy`", errors)),
        Some(FieldName::Scalar) => Value::Scalar(parse_type(input, "a type of number, as in `scalar: f32`", errors)),
        None => {
            skip_to(input, |input| input.peek(Token![,]));
            Value::Unknown
        }
    };
    Ok(Field { name, value })
}

/// Parses the path of a type, or reports that `wanted` is expected and skips to the next field.
fn parse_type(input: ParseStream, wanted: &str, errors: &mut Errors) -> Option<Path> {
    let path = input.parse::<Path>().map_err(|error| {
        errors.at(error.span(), format!("expected {wanted}"));
        skip_to(input, |input| input.peek(Token![,]));
    });
    path.ok()
}

/// Returns whether a field begins here: a name and `:`, but not the `::` of a path.
fn at_field(input: ParseStream) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// Skips tokens until `stop` holds or there are no more.
fn skip_to(input: ParseStream, stop: impl Fn(ParseStream) -> bool) {
    while !input.is_empty() && !stop(input) {
        input.parse::<TokenTree>().ok();
    }
}
