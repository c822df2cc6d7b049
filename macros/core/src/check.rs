//! The second stage: turns a [`Declaration`] into a [`Model`] and finds every error of meaning.
//!
//! Some errors, such as an unknown field, leave no doubt about what the network is. They are reported, and the `Model` is
//! built in spite of them: otherwise the compiler would add errors about all code that uses the network.
//!
//! **Invariant**: this is the last stage that can fail. The code for a `Model` compiles, as far as tokens can tell: what
//! the user's names stand for is known to the compiler only.

pub(crate) mod weights;

use crate::errors::Errors;
use crate::model::{Layer, Model, Size, conditions, text};
use crate::names;
use crate::parse::{Declaration, Field, FieldName, ParsedActivation, ParsedLayer, ParsedSize, Value};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use std::collections::HashSet;
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
    check_name(declaration, errors)?;
    let mut names = declaration.fields.iter().map(|field| field.name.unraw().to_string());
    let is_told = !declaration.is_complete || names.any(|name| names::is_about_layers(&name));
    if layers.is_none() && !is_told {
        errors.over(
            name,
            format!("`{name}` has no layers; add `layers: 2 -> 4 Tanh -> 1 Sigmoid`, with sizes of your own"),
        );
    }
    if cost.is_none() && declaration.is_complete {
        let fitting = fitting_cost(layers);
        errors.over(name, format!("`{name}` has no cost; add `cost: {fitting}`"));
    }

    // Every part is checked before the first `?`, so that no error hides another.
    let attributes = check_attributes(declaration, errors);
    let is_repeated = |field: &&Field| field.value.field() == Some(FieldName::Layers);
    let layers = layers.filter(|_| declaration.fields.iter().filter(is_repeated).count() == 1);
    let layers = layers.and_then(|layers| check_layers(layers, errors));
    let cost = cost.and_then(|cost| check_cost(cost.as_ref()?, errors));
    let scalar = match scalar {
        Some(scalar) => scalar.as_ref().and_then(|scalar| check_scalar(scalar, errors)),
        None => Some(quote_spanned!(Span::mixed_site()=> ::core::primitive::f64)),
    };
    let (input, hidden, output) = layers?;
    let model = Model {
        attributes: attributes?,
        visibility: declaration.visibility.clone(),
        name: name.clone(),
        scalar: scalar?,
        input,
        hidden,
        output,
        cost: cost?,
    };
    check_pair(&model, errors)?;
    weights::check(&model, errors)?;
    Some(model)
}

/// Checks that a network does not have the name of a type that it uses. In the generated code, that name would mean the
/// network.
fn check_name(declaration: &Declaration, errors: &mut Errors) -> Option<()> {
    let name = &declaration.name;
    let is_used = is_used_by_itself(declaration);
    if is_used {
        errors.over(
            name,
            format!("`{name}` is the network here, and cannot be a type that it uses; give it another name"),
        );
    }
    (!is_used).then_some(())
}

/// Returns whether a declaration uses a type of its own name.
pub fn is_used_by_itself(declaration: &Declaration) -> bool {
    declaration.types().any(|path| path.is_ident(&declaration.name))
}

/// Reports the declarations whose types have the name of an earlier one's, and returns whether each declaration is the first.
///
/// Networks with a `cfg` are never reported: at most one of them may remain.
pub fn check_repeated(declarations: &[Declaration], errors: &mut Errors) -> Vec<bool> {
    let mut names = HashSet::new();
    let mut is_first = |declaration: &Declaration| {
        let name = &declaration.name;
        let is_conditional = !conditions(&declaration.attributes).is_empty();
        let mut types = ["", "Forward", "Deltas"].map(|part| format!("{name}{part}")).into_iter();
        let repeated = if is_conditional { None } else { types.find(|name| !names.insert(name.clone())) };
        match &repeated {
            None => {}
            Some(repeated) if name == repeated => {
                errors.over(name, format!("`{name}` is declared for the second time; give one of them another name"));
            }
            Some(repeated) => errors.over(
                name,
                format!("the type `{repeated}` is written for another network, too; give one of them another name"),
            ),
        }
        repeated.is_none()
    };
    declarations.iter().map(&mut is_first).collect()
}

/// Checks that cross-entropy scores probabilities, as far as names tell. For other names, the compiler does.
fn check_pair(model: &Model, errors: &mut Errors) -> Option<()> {
    let Layer { activation, units, .. } = &model.output;
    let is_entropy = names::is_built_in(&model.cost, "CrossEntropy");
    let other = ["Tanh", "Relu", "LeakyRelu", "Softplus", "Identity"];
    let is_other = other.iter().any(|name| names::is_built_in(activation, name));
    if !(is_entropy && is_other) {
        return Some(());
    }
    let activation = text(activation);
    let message = format!(
        "`CrossEntropy` scores probabilities, and the output is `{activation}`; end the layers with `{units} Sigmoid` \
         (yes or no) or `Softmax` (one of several classes), or write `cost: SquaredError`"
    );
    errors.over(&model.cost, message);
    None
}

/// Checks that every name of a field is spelled right and occurs once.
fn check_fields(declaration: &Declaration, errors: &mut Errors) {
    let fields = &declaration.fields;
    let advice = |field: &Field| names::for_field(&field.name.unraw().to_string());
    for (i, field) in fields.iter().enumerate() {
        let name = &field.name;
        let earlier = || fields[..i].iter();
        let meant = field.value.field();
        match earlier().filter(|earlier| earlier.name.unraw() == name.unraw()).count() {
            0 => {}
            1 if meant == Some(FieldName::Layers) => {
                errors.over(name, "all layers are written in one field, as in `layers: 2 -> 4 Tanh -> 1 Sigmoid`");
                continue;
            }
            1 => {
                errors.over(name, format!("`{name}` stands here for the second time; keep one of them"));
                continue;
            }
            _ => continue,
        }
        match meant.map(FieldName::as_str) {
            Some(known) if name.unraw() == known => {}
            Some(meant) => errors.over(name, format!("unknown field `{name}`; did you mean `{meant}`?")),
            // Three fields for three sizes are one mistake.
            None if advice(field).is_some() && earlier().any(|earlier| advice(earlier) == advice(field)) => {}
            None => {
                let known = FieldName::ALL.map(|field| format!("`{}`", field.as_str())).join(", ");
                let known = format!("the fields of a network are {known}");
                errors.over(name, format!("unknown field `{name}`; {}", advice(field).unwrap_or(&known)));
            }
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
        Some(ParsedSize::Path(path)) if names::is_variable(path) => {
            let message = "a size is part of the network's type, and a variable cannot be one; write a number or a \
                constant, `const HIDDEN: usize = 4;`";
            errors.over(path, format!("{message} (to try several sizes, declare several networks)"));
            return None;
        }
        Some(ParsedSize::Path(path)) => return Some(Size::Path(path.clone())),
        Some(ParsedSize::Block(block)) => return Some(Size::block(block)),
        Some(ParsedSize::Wrong(_)) => return None,
        None if layer.activation().is_none() => return None,
        None => {
            let activation = text(&layer.activation);
            let activation = names::meant_activation(&activation).map_or(activation, str::to_owned);
            errors
                .over(layer, format!("layer {number} has no size; write `size {activation}`, as in `4 {activation}`"));
            return None;
        }
    };
    let digits = literal.base10_digits();
    match literal.base10_parse::<usize>() {
        Ok(_) if !matches!(literal.suffix(), "" | "usize") => {
            // The lexer takes `28x28` for a 28 with a suffix.
            let factor = literal.suffix().strip_prefix('x').filter(|factor| factor.parse::<usize>().is_ok());
            let written = factor.map_or(digits.to_owned(), |factor| format!("{{ {digits} * {factor} }}"));
            errors.over(literal, format!("a size is a `usize`; write `{written}`"));
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
        // One mistake is enough: whatever is in the place of the size may have been the activation.
        let is_wrong = match &layer.size {
            Some(ParsedSize::Wrong(_)) => true,
            Some(ParsedSize::Path(path)) => names::is_variable(path),
            _ => false,
        };
        if is_wrong {
            return None;
        }
        let size = layer.size.as_ref().map_or_else(String::new, text);
        let size = if size.is_empty() { "size" } else { &size };
        let example = if is_output { "Sigmoid" } else { "Tanh" };
        let message = format!("layer {number} has no activation; write `{size} Activation`, as in `{size} {example}`");
        errors.over(layer, message);
        return None;
    };
    if !is_output && activation.segments.last().is_some_and(|name| name.ident == "Softmax") {
        let message = "`Softmax` is for the output layer: it makes probabilities of all units together; \
            in a hidden layer, write `Sigmoid`, `Tanh` or `Relu`";
        errors.over(activation, message);
        return None;
    }
    if let Some(message) = activation.get_ident().and_then(|name| names::for_activation(&name.to_string())) {
        // A layer without a size has been reported, with the right name.
        if layer.size.is_some() {
            errors.over(activation, message);
        }
        return None;
    }
    check_path(activation, errors)
}

/// Returns the cost, unless its name is one from elsewhere.
fn check_cost(cost: &Path, errors: &mut Errors) -> Option<Path> {
    if let Some(message) = cost.get_ident().and_then(|name| names::for_cost(&name.to_string())) {
        errors.over(cost, message);
        return None;
    }
    check_path(cost, errors)
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
    if let Some(meant) = scalar.get_ident().and_then(|name| names::meant_scalar(&name.to_string())) {
        errors.over(scalar, format!("`{}` is not a type of Rust; write `{meant}`", text(scalar)));
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
