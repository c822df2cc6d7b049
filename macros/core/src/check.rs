//! From a [`Declaration`] to a [`Model`]: every error of meaning, all of them collected.
//!
//! A mistake that leaves no doubt about the network, as an unknown field, is reported and the `Model` is made all the
//! same: then the compiler has nothing to say about code that uses the network.
//!
//! **Invariant**: this is the last stage that can fail; the code for a `Model` compiles as far as tokens can tell.

use crate::errors::Errors;
use crate::model::{Layer, Model, Size, text};
use crate::parse::{self, Declaration, FIELDS, Value, closest_field};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;
use syn::ext::IdentExt;

/// Checks one declaration; adds what is wrong to `errors`.
pub(crate) fn check(declaration: &Declaration, errors: &mut Errors) -> Option<Model> {
    let name = &declaration.name;
    let (mut layers, mut cost, mut scalar) = (None, None, None);
    for field in &declaration.fields {
        match &field.value {
            Value::Layers(value) => layers = layers.or(Some(value)),
            Value::Cost(value) => cost = cost.or(Some(value)),
            Value::Scalar(value) => scalar = scalar.or(Some(value)),
            Value::Unknown => {}
        }
    }
    check_fields(declaration, errors);
    if layers.is_none() {
        errors.over(
            name,
            format!("`{name}` has no layers; add `layers: 2 -> 4 Tanh -> 1 Sigmoid`, with sizes of your own"),
        );
    }
    if cost.is_none() {
        let fitting = fitting_cost(layers);
        errors.over(name, format!("`{name}` has no cost; add `cost: {fitting}`"));
    }

    // Everything is checked before the first `?`, so that no error hides another.
    let attributes = check_attributes(declaration, errors);
    let layers = layers.and_then(|layers| check_layers(layers, errors));
    let cost = cost.and_then(|cost| check_path(cost.as_ref()?, errors));
    let scalar = match scalar {
        Some(scalar) => scalar.as_ref().and_then(|scalar| check_scalar(scalar, errors)),
        None => Some(quote_spanned!(Span::mixed_site()=> ::core::primitive::f64)),
    };
    let (input, hidden, output) = layers?;
    Some(Model {
        attributes: attributes?,
        visibility: declaration.visibility.clone(),
        name: name.clone(),
        scalar: scalar?,
        input,
        hidden,
        output,
        cost: cost?,
    })
}

/// Every field is known and stands once.
fn check_fields(declaration: &Declaration, errors: &mut Errors) {
    for (i, field) in declaration.fields.iter().enumerate() {
        let name = &field.name;
        match closest_field(name) {
            Some(known) if name.unraw() == known => {}
            Some(meant) => errors.over(name, format!("unknown field `{name}`; did you mean `{meant}`?")),
            None => {
                let known = FIELDS.map(|field| format!("`{field}`")).join(", ");
                errors.over(name, format!("unknown field `{name}`; the fields of a network are {known}"));
            }
        }
        if declaration.fields[..i].iter().any(|earlier| earlier.name.unraw() == name.unraw()) {
            errors.over(name, format!("`{name}` stands here for the second time; keep one of them"));
        }
    }
}

/// What is derived for every network cannot be derived once more.
fn check_attributes(declaration: &Declaration, errors: &mut Errors) -> Option<Vec<syn::Attribute>> {
    let before = errors.count();
    for attribute in declaration.attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // What is no list of paths is left to the compiler.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Some(name) = ["Clone", "Debug", "PartialEq"].iter().find(|name| meta.path.is_ident(name)) {
                errors.over(&meta.path, format!("every network has `{name}` already; leave it out here"));
            }
            Ok(())
        });
    }
    (errors.count() == before).then(|| declaration.attributes.clone())
}

/// The size of the input, the hidden layers and the output layer.
fn check_layers(layers: &[parse::Layer], errors: &mut Errors) -> Option<(Size, Vec<Layer>, Layer)> {
    let (first, rest) = layers.split_first()?;
    let input = check_size(first, 1, errors);
    if let Some(activation) = first.activation() {
        let size = input.as_ref().map_or("size".to_owned(), ToString::to_string);
        errors.over(activation, format!("the first layer is the input and has no activation; write `{size} -> …`"));
    }
    if rest.is_empty() && first.activation.is_none() && input.is_some() {
        errors.over(first, "a network with only an input; add `-> size Activation` for each layer behind it");
    }
    let mut inputs = input.clone();
    let mut checked = Vec::new();
    for (number, layer) in (2..).zip(rest) {
        let units = check_size(layer, number, errors);
        let activation = check_activation(layer, number, number == layers.len(), errors);
        checked.push(match (inputs, &units, activation) {
            (Some(inputs), Some(units), Some(activation)) => {
                Some(Layer { number, inputs, units: units.clone(), activation })
            }
            _ => None,
        });
        inputs = units;
    }
    let mut hidden = checked.into_iter().collect::<Option<Vec<_>>>()?;
    let output = hidden.pop()?;
    Some((input?, hidden, output))
}

fn check_size(layer: &parse::Layer, number: usize, errors: &mut Errors) -> Option<Size> {
    let literal = match layer.size.as_ref() {
        Some(parse::Size::Literal(literal)) => literal,
        Some(parse::Size::Path(path)) if is_module(path) => {
            errors.over(path, format!("expected a constant, found `{}`; write its name", text(path)));
            return None;
        }
        Some(parse::Size::Path(path)) => return Some(Size::Path(path.clone())),
        Some(parse::Size::Block(block)) => return Some(Size::block(block)),
        Some(parse::Size::Wrong(_)) => return None,
        None if layer.activation().is_none() => return None,
        None => {
            let activation = text(&layer.activation);
            errors
                .over(layer, format!("layer {number} has no size; write `size {activation}`, as in `4 {activation}`"));
            return None;
        }
    };
    let digits = literal.base10_digits();
    match literal.base10_parse::<usize>() {
        Ok(_) if !matches!(literal.suffix(), "" | "usize") => {
            errors.over(literal, format!("a size is a `usize`; write `{digits}`"));
        }
        Ok(0) => errors.over(literal, format!("layer {number} has no units; a size is at least 1")),
        Ok(usize::MAX) | Err(_) => errors.over(literal, format!("a size of {digits} is too large")),
        Ok(units) => return Some(Size::Literal(units, literal.span())),
    }
    None
}

/// Whether a path ends where the name of a constant cannot stand.
fn is_module(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| ["crate", "self", "super", "Self"].iter().any(|name| last.ident == name))
}

fn check_activation(layer: &parse::Layer, number: usize, is_output: bool, errors: &mut Errors) -> Option<Path> {
    if matches!(layer.activation, Some(parse::Activation::Wrong)) {
        return None;
    }
    let Some(activation) = layer.activation() else {
        let size = layer.size.as_ref().map_or_else(String::new, text);
        let size = if size.is_empty() { "size" } else { &size };
        let example = if is_output { "Sigmoid" } else { "Tanh" };
        let message = format!("layer {number} has no activation; write `{size} Activation`, as in `{size} {example}`");
        match &layer.size {
            Some(parse::Size::Wrong(place)) => errors.at(*place, message),
            _ => errors.over(layer, message),
        }
        return None;
    };
    if !is_output && activation.segments.last().is_some_and(|name| name.ident == "Softmax") {
        let message = "`Softmax` is for the output layer: it makes probabilities of all units together; \
            in a hidden layer, write `Sigmoid`, `Tanh` or `Relu`";
        errors.over(activation, message);
        return None;
    }
    if let Some(meant) = ACTIVATIONS.into_iter().find(|known| activation.is_ident(&snake_case(known))) {
        errors.over(activation, format!("an activation is a type; write `{meant}`"));
        return None;
    }
    check_path(activation, errors)
}

/// The activations of the crate, which some people know as functions.
const ACTIVATIONS: [&str; 7] = ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "Identity", "Softmax"];

/// `leaky_relu`, of `LeakyRelu`.
fn snake_case(name: &str) -> String {
    let letter = |(i, letter): (usize, char)| {
        let gap = (i > 0 && letter.is_uppercase()).then_some('_');
        gap.into_iter().chain(letter.to_lowercase())
    };
    name.chars().enumerate().flat_map(letter).collect()
}

/// What everybody knows to be no number of a network is told here, where the compiler would tell it of every layer.
fn check_scalar(scalar: &Path, errors: &mut Errors) -> Option<TokenStream> {
    const OTHERS: &str = "bool char str String u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize";
    if OTHERS.split(' ').any(|other| scalar.is_ident(other)) {
        let name = text(scalar);
        errors.over(scalar, format!("`{name}` is not a number that a network can compute with; write `f64` or `f32`"));
        return None;
    }
    check_path(scalar, errors).map(ToTokens::into_token_stream)
}

/// The generated code calls its number `T`, so nothing else can have that name in it.
fn check_path(path: &Path, errors: &mut Errors) -> Option<Path> {
    if path.is_ident("T") {
        errors.over(path, "`T` is the network's number in the code that is written; write `self::T` to mean your own");
        return None;
    }
    Some(path.clone())
}

/// The usual cost for the last layer.
fn fitting_cost(layers: Option<&Vec<parse::Layer>>) -> &'static str {
    let output = layers.and_then(|layers| layers.last()?.activation()?.segments.last());
    match output {
        Some(name) if name.ident != "Sigmoid" && name.ident != "Softmax" => "SquaredError",
        _ => "CrossEntropy",
    }
}
