//! The first stage: parses tokens into [`Declaration`]s, as they are written.
//!
//! After an error, parsing continues at the next layer, field or network, so that one run finds all errors.
//!
//! **Invariant**: every error of this stage is one of syntax. The only words with a meaning here are the names of the
//! fields, which decide how a value is parsed; whether a name is spelled right is for the next stage to say.

pub(crate) mod field_name;
mod habits;
mod layers;
mod size;
mod words;

use crate::errors::Errors;
use crate::model::text;
use crate::names;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, PathSegment, Token, Visibility, braced, token};

pub use field_name::FieldName;
pub use layers::{ParsedActivation, ParsedLayer};
pub use size::ParsedSize;

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
    /// Whether nothing was skipped; otherwise a field that is missing has been reported already.
    pub is_complete: bool,
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

    /// Returns the path of every size that is one.
    pub fn constants(&self) -> impl Iterator<Item = &Path> {
        self.layers().iter().filter_map(|layer| match layer.size.as_ref()? {
            ParsedSize::Path(path) => Some(path),
            _ => None,
        })
    }

    /// Returns the layers, or none if they are missing.
    pub fn layers(&self) -> &[ParsedLayer] {
        let layers = self.fields.iter().find_map(|field| match &field.value {
            Value::Layers(layers) => Some(&layers[..]),
            _ => None,
        });
        layers.unwrap_or_default()
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
            if input.peek(Token![;]) {
                errors.found(input.error("a network ends with its `}`; remove this `;`"));
                input.parse::<Token![;]>()?;
                continue;
            }
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
    parse_keyword(input, &quote!(#(#attributes)* #visibility), errors)?;
    let wanted = |_| input.error(format!("expected a name, as in `{EXAMPLE}`"));
    let name: Ident = input.parse().map_err(wanted)?;
    if input.peek(Token![<]) {
        let generics = input.fork().parse::<syn::Generics>().ok();
        let message = match generics.is_some_and(|generics| generics.const_params().next().is_some()) {
            true => {
                "a network has no generics, and its sizes are numbers or constants; declare a network for each size"
            }
            false => "a network has no generics of its own; its number is set by the field `scalar: f32`",
        };
        errors.found(input.error(message));
        skip_to(input, |input| input.peek(token::Brace) || input.peek(Token![;]));
    }
    if !input.peek(token::Brace) {
        let message = match input.fork().parse::<Ident>() {
            Ok(more) => format!("a name is one word; write `{name}{more}`"),
            Err(_) => format!("expected `{{` and the fields of the network, as in `{EXAMPLE}`"),
        };
        errors.found(error_behind(&name, input, message));
        skip_declaration(input);
        return Ok(Declaration { attributes, visibility, name, fields: Vec::new(), is_complete: false });
    }
    let body;
    braced!(body in input);
    let (fields, is_complete) = parse_fields(&body, errors);
    Ok(Declaration { attributes, visibility, name, fields, is_complete })
}

/// Parses `struct`. Reports another keyword, such as `enum`, and a name without one.
fn parse_keyword(input: ParseStream, before: &TokenStream, errors: &mut Errors) -> syn::Result<()> {
    let message = || format!("expected `struct`; a network is declared as `{EXAMPLE}`");
    if input.peek(Token![struct]) {
        let keyword: Token![struct] = input.parse()?;
        let is_named = !input.is_empty();
        return is_named
            .then_some(())
            .ok_or_else(|| error_behind(keyword, input, format!("expected a name, as in `{EXAMPLE}`")));
    }
    // In both cases, it is clear which network is meant.
    if input.peek(Token![enum]) && input.peek2(Ident) {
        errors.found(input.error(message()));
        input.parse::<Token![enum]>()?;
        return Ok(());
    }
    if input.peek(Ident) && input.peek2(token::Brace) {
        errors.found(input.error(message()));
        return Ok(());
    }
    let is_item =
        input.peek(Token![let]) || input.peek(Token![impl]) || input.peek(Token![use]) || input.peek(Token![const]);
    if is_item || input.peek(Token![trait]) || input.peek(Token![type]) || input.peek(Token![mod]) {
        return Err(input.error("only networks are declared in `network!`; write this outside of it"));
    }
    Err(error_behind(before, input, message()))
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

/// Parses all fields of a network. After an error, it continues at the next comma. Returns whether nothing was skipped.
fn parse_fields(input: ParseStream, errors: &mut Errors) -> (Vec<Field>, bool) {
    let (mut fields, mut is_complete, mut is_semicolon_told) = (Vec::new(), true, false);
    while !input.is_empty() {
        match parse_field(input, errors) {
            Ok(field) => fields.push(field),
            Err(error) => {
                // A stray comma hides nothing.
                is_complete &= input.peek(Token![,]);
                errors.found(error);
                skip_to(input, at_field_end);
            }
        }
        if input.is_empty() || input.parse::<Token![,]>().is_ok() {
            continue;
        }
        if input.peek(Token![;]) {
            if !is_semicolon_told {
                errors.found(input.error("fields are separated by `,`; write it here for `;`"));
                is_semicolon_told = true;
            }
            input.parse::<Token![;]>().ok();
        } else if at_field(input) || input.peek(Token![pub]) || input.peek(Token![#]) {
            errors.found(input.error("missing `,` in front of this field"));
        } else {
            errors.found(input.error("expected `,` and the next field; remove what is not one"));
            skip_to(input, at_field_end);
            input.parse::<Token![,]>().ok();
        }
    }
    (fields, is_complete)
}

/// Parses `name: value`. A missing `:` is reported, and the value is parsed in spite of it.
fn parse_field(input: ParseStream, errors: &mut Errors) -> syn::Result<Field> {
    if input.peek(Token![,]) {
        return Err(input.error("stray `,`; remove it"));
    }
    if let Some(attribute) = input.call(Attribute::parse_outer)?.first() {
        errors.over(attribute, "a field takes no attributes and no doc comments; write them above `struct`");
    }
    if input.peek(Token![pub]) {
        let visibility: Visibility = input.parse()?;
        errors
            .over(visibility, "the fields of a declaration are parts of it, and have no visibility; leave it out here");
    }
    let name = parse_name(input, errors)?;
    let value = match FieldName::closest(&name) {
        Some(FieldName::Layers) => {
            let mut layers = Vec::new();
            layers::parse_layers(input, &mut layers, errors);
            Value::Layers(layers)
        }
        Some(FieldName::Cost) => {
            Value::Cost(parse_type(input, "a cost, as in `cost: CrossEntropy`", names::meant_cost, errors))
        }
        Some(FieldName::Scalar) => {
            Value::Scalar(parse_type(input, "a type of number, as in `scalar: f32`", names::meant_scalar, errors))
        }
        None => {
            skip_to(input, at_field_end);
            Value::Unknown
        }
    };
    Ok(Field { name, value })
}

/// Parses the name of a field and `:`. If only the value is there, its name is reported as missing.
fn parse_name(input: ParseStream, errors: &mut Errors) -> syn::Result<Ident> {
    let is_number = input.peek(syn::LitInt) || input.peek(token::Brace);
    let is_layers = is_number || input.peek(Ident) && input.peek2(Token![->]);
    if is_layers {
        errors.found(input.error("the layers have a name in front: `layers: 2 -> 4 Tanh -> 1 Sigmoid`"));
        return Ok(Ident::new("layers", input.span()));
    }
    let ahead = input.fork();
    let cost = ahead.parse::<Path>().ok().and_then(|path| Some(path.segments.last()?.ident.to_string()));
    if let Some(cost) = cost.filter(|cost| at_field_end(&ahead) && names::meant_cost(cost).is_some()) {
        errors.found(input.error(format!("the cost has a name in front: `cost: {cost}`")));
        return Ok(Ident::new("cost", input.span()));
    }
    let wanted = "expected a field of the network: `layers: …`, `cost: …` or `scalar: …`";
    let name = input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), wanted))?;
    if input.peek(Token![=]) && !input.peek(Token![=>]) {
        errors.found(input.error(format!("a field is written with `:`, as in `{name}: …`")));
        input.parse::<Token![=]>()?;
    } else if input.parse::<Token![:]>().is_err() {
        errors.over(&name, format!("expected `:` behind `{name}`, as in `{name}: …`"));
    }
    Ok(name)
}

/// Parses the path of a type, or reports that `wanted` is expected and skips to the next field. `meant` gives the type for a
/// name from elsewhere.
fn parse_type(
    input: ParseStream,
    wanted: &str,
    meant: impl Fn(&str) -> Option<&'static str>,
    errors: &mut Errors,
) -> Option<Path> {
    if let Some(quoted) = input.parse::<Option<LitStr>>().ok().flatten() {
        let name = quoted.value();
        match meant(&name) {
            Some(meant) => errors.over(quoted, format!("a type is written without quotes; write `{meant}`")),
            None if syn::parse_str::<Path>(&name).is_ok() => {
                errors.over(quoted, format!("a type is written without quotes; write `{name}`"));
            }
            None => errors.over(quoted, format!("expected {wanted}")),
        }
        return None;
    }
    if habits::is_closure(input) {
        errors.found(input.error(format!("a type stands here, not a function: expected {wanted}")));
        // The arguments of the closure are separated by commas, too.
        skip_to(input, |input| input.peek(Token![,]) && input.peek2(Ident) && input.peek3(Token![:]));
        return None;
    }
    let mut path = match input.parse::<Path>() {
        Ok(path) => path,
        Err(error) => {
            errors.at(error.span(), format!("expected {wanted}"));
            skip_to(input, at_field_end);
            return None;
        }
    };
    if input.peek(token::Paren) || input.peek(token::Brace) {
        // `CrossEntropy::new()` names a function of the type.
        while path.segments.len() > 1 && path.segments.last().is_some_and(is_function) {
            path.segments.pop();
            path.segments.pop_punct();
        }
        errors.found(input.error(format!("a type is not called or built here; write `{}` alone", text(&path))));
        input.parse::<TokenTree>().ok();
    }
    Some(path)
}

/// Returns whether a segment of a path is spelled as the name of a function.
fn is_function(segment: &PathSegment) -> bool {
    segment.ident.to_string().starts_with(char::is_lowercase)
}

/// Returns whether a field ends here.
fn at_field_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![,]) || input.peek(Token![;])
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
