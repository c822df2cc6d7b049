//! The second stage: turns a [`Declaration`] into a [`Model`] and finds every error of meaning.
//!
//! Some errors, such as an unknown field, leave no doubt about what the network is. They are reported, and the `Model` is
//! built in spite of them: otherwise the compiler would add errors about all code that uses the network.
//!
//! **Invariant**: this is the last stage that can fail. The code for a `Model` compiles, as far as tokens can tell: what
//! the user's names stand for is known to the compiler only.

use crate::errors::Errors;
use crate::model::{Layer, Model, Size, text};
use crate::parse::{Declaration, FieldName, ParsedActivation, ParsedLayer, ParsedSize, Value};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Attribute, Path};

/// Checks one declaration and adds what is wrong with it to `errors`. Returns `None` if it does not determine a network.
pub fn check(declaration: &Declaration, errors: &mut Errors) -> Option<Model> {
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

    // Every part is checked before the first `?`, so that no error hides another.
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

/// Checks that every name of a field is spelled right and occurs once.
fn check_fields(declaration: &Declaration, errors: &mut Errors) {
    for (i, field) in declaration.fields.iter().enumerate() {
        let name = &field.name;
        match field.value.field().map(FieldName::as_str) {
            Some(known) if name.unraw() == known => {}
            Some(meant) => errors.over(name, format!("unknown field `{name}`; did you mean `{meant}`?")),
            None => {
                let known = FieldName::ALL.map(|field| format!("`{}`", field.as_str())).join(", ");
                errors.over(name, format!("unknown field `{name}`; the fields of a network are {known}"));
            }
        }
        if declaration.fields[..i].iter().any(|earlier| earlier.name.unraw() == name.unraw()) {
            errors.over(name, format!("`{name}` stands here for the second time; keep one of them"));
        }
    }
}

/// Checks that no trait is derived which the macro derives for every network. Twice would be an error in generated code.
fn check_attributes(declaration: &Declaration, errors: &mut Errors) -> Option<Vec<Attribute>> {
    let mut repeated = Errors::default();
    for attribute in declaration.attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // The compiler reports a `derive` that is not a list of paths.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Some(name) = ["Clone", "Debug", "PartialEq"].iter().find(|name| meta.path.is_ident(name)) {
                repeated.over(&meta.path, format!("every network has `{name}` already; leave it out here"));
            }
            Ok(())
        });
    }
    repeated.propagate().map_err(|error| errors.found(error)).ok()?;
    Some(declaration.attributes.clone())
}

/// Returns the size of the input, the hidden layers and the output layer, if all of them are right.
fn check_layers(layers: &[ParsedLayer], errors: &mut Errors) -> Option<(Size, Vec<Layer>, Layer)> {
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
    check_output(&output, errors);
    Some((input?, hidden, output))
}

/// Checks that the output can tell something: a single unit of `Softmax` is 1, whatever the input.
fn check_output(output: &Layer, errors: &mut Errors) {
    let is_softmax = output.activation.segments.last().is_some_and(|name| name.ident == "Softmax");
    if is_softmax && matches!(output.units, Size::Literal(1, _)) {
        let message = "a single output of `Softmax` is always 1; write `1 Sigmoid` for two classes, or one output of \
            `Softmax` for each class";
        errors.over(&output.activation, message);
    }
}

/// Returns the size of layer `number`. A literal must be a `usize` of at least 1; the compiler checks constants.
fn check_size(layer: &ParsedLayer, number: usize, errors: &mut Errors) -> Option<Size> {
    let literal = match layer.size.as_ref() {
        Some(ParsedSize::Literal(literal)) => literal,
        Some(ParsedSize::Path(path)) if is_module(path) => {
            errors.over(path, format!("expected a constant, found `{}`; write its name", text(path)));
            return None;
        }
        Some(ParsedSize::Path(path)) => return Some(Size::Path(path.clone())),
        Some(ParsedSize::Block(block)) => return Some(Size::block(block)),
        Some(ParsedSize::Wrong(_)) => return None,
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

/// Returns whether a path ends in a keyword, which cannot be the name of a constant.
fn is_module(path: &Path) -> bool {
    path.segments.last().is_some_and(|last| ["crate", "self", "super", "Self"].iter().any(|name| last.ident == name))
}

/// Returns the activation of layer `number`, which is not the input.
fn check_activation(layer: &ParsedLayer, number: usize, is_output: bool, errors: &mut Errors) -> Option<Path> {
    if matches!(layer.activation, Some(ParsedActivation::Wrong)) {
        return None;
    }
    let Some(activation) = layer.activation() else {
        let size = layer.size.as_ref().map_or_else(String::new, text);
        let size = if size.is_empty() { "size" } else { &size };
        let example = if is_output { "Sigmoid" } else { "Tanh" };
        let message = format!("layer {number} has no activation; write `{size} Activation`, as in `{size} {example}`");
        match &layer.size {
            Some(ParsedSize::Wrong(place)) => errors.at(*place, message),
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

/// The activations of `backprop`, which people who know them as functions write in lower case.
const ACTIVATIONS: [&str; 7] = ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "Identity", "Softmax"];

/// Returns `leaky_relu` for `LeakyRelu`.
fn snake_case(name: &str) -> String {
    let letter = |(i, letter): (usize, char)| {
        let gap = (i > 0 && letter.is_uppercase()).then_some('_');
        gap.into_iter().chain(letter.to_lowercase())
    };
    name.chars().enumerate().flat_map(letter).collect()
}

/// Rejects the types of the language that are not numbers of a network. The compiler would report each of them once for
/// every layer.
fn check_scalar(scalar: &Path, errors: &mut Errors) -> Option<TokenStream> {
    const OTHERS: &str = "bool char str String u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize";
    if OTHERS.split(' ').any(|other| scalar.is_ident(other)) {
        let name = text(scalar);
        errors.over(scalar, format!("`{name}` is not a number that a network can compute with; write `f64` or `f32`"));
        return None;
    }
    check_path(scalar, errors).map(ToTokens::into_token_stream)
}

/// Rejects a type called `T`, because that is the name of the type parameter in the generated code.
fn check_path(path: &Path, errors: &mut Errors) -> Option<Path> {
    if path.is_ident("T") {
        errors.over(path, "`T` is the network's number in the code that is written; write `self::T` to mean your own");
        return None;
    }
    Some(path.clone())
}

/// Returns the usual cost for the activation of the last layer.
fn fitting_cost(layers: Option<&Vec<ParsedLayer>>) -> &'static str {
    let output = layers.and_then(|layers| layers.last()?.activation()?.segments.last());
    match output {
        Some(name) if name.ident != "Sigmoid" && name.ident != "Softmax" => "SquaredError",
        _ => "CrossEntropy",
    }
}
