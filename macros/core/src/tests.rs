//! Tests of the stages without the compiler: the code that `network!` writes, and its error messages.

mod any_tokens;
mod editor;
mod habits;
mod half_typed;

use crate::errors::Errors;
use crate::parse::field_name::edit_distance;
use crate::parse::{FieldName, parse};
use crate::{expand, models};
use insta::{Settings, assert_snapshot};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Returns the formatted code for some declarations.
fn expanded(declarations: &str) -> String {
    let code = expand(declarations.parse().unwrap(), &quote!(::backprop));
    prettyplease::unparse(&syn::parse2(code).unwrap())
}

/// Compares `text` with the snapshot `name`, which contains nothing else.
fn assert_text(name: &str, text: String) {
    let mut settings = Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| assert_snapshot!(name, text));
}

/// Returns each declaration and, below it, every error: the tokens that it underlines, and its message.
fn messages<'a>(declarations: impl IntoIterator<Item = &'a str>) -> String {
    let of_one = |declaration: &str| {
        let errors = models(declaration.parse().unwrap()).err().unwrap_or_else(|| panic!("no error in {declaration}"));
        let lines = errors.into_iter().map(|error| {
            let place = declaration.get(error.span().byte_range()).unwrap_or_default();
            format!("  {place}  ← {error}\n")
        });
        format!("{declaration}\n{}\n", lines.collect::<String>())
    };
    declarations.into_iter().map(of_one).collect()
}

/// Returns the messages for networks with these fields.
fn field_messages<const N: usize>(fields: [&str; N]) -> String {
    let declarations = fields.map(|fields| format!("struct Net {{ {fields} }}"));
    messages(declarations.iter().map(String::as_str))
}

/// Returns the messages for networks with these layers.
fn layer_messages<const N: usize>(layers: [&str; N]) -> String {
    let declarations = layers.map(|layers| format!("struct Net {{ layers: {layers}, cost: CrossEntropy }}"));
    messages(declarations.iter().map(String::as_str))
}

#[test]
fn the_intuition_network_reads_like_the_textbook() {
    let declaration = "/// The network of the intuition: two hidden layers of two units.
        pub struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }";
    assert_text("intuition", expanded(declaration));
}

#[test]
fn a_single_layer_has_no_hidden_error() {
    assert_text("logistic", expanded("struct Logistic { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }"));
}

#[test]
fn what_the_user_wrote_passes_through() {
    let declaration = "#[derive(Eq)] pub(crate) struct Digits {
        layers: { 8 * 8 } -> sizes::HIDDEN my::Swish -> 10usize backprop::Softmax,
        cost: my::Cost,
        scalar: f32,
    }";
    assert_text("passed_through", expanded(declaration));
}

/// The user's attributes come first and in their order: a helper attribute must stand below the derive that it belongs to.
#[test]
fn attributes_pass_through_in_their_order() {
    let attributes = [
        "#[derive(serde::Serialize, serde::Deserialize)]",
        "#[serde(rename = \"net\", bound(serialize = \"T: Clone\"))]",
        "#[cfg_attr(all(), allow(missing_docs))]",
        "#[must_use]",
    ];
    let declaration = format!("{} struct Net {{ layers: 2 -> 1 Sigmoid, cost: CrossEntropy }}", attributes.join(" "));
    let code: syn::File = syn::parse_str(&expanded(&declaration)).unwrap();
    let with_them = code.items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) if item.ident == "Net" => Some(&item.attrs),
        // A derive must not reach the types of the results, and a helper attribute would be unknown there.
        item => {
            let text = quote!(#item).to_string();
            assert!(!text.contains("serde") && !text.contains("cfg_attr"), "{text}");
            None
        }
    });
    let with_them: Vec<_> = with_them.collect();
    assert_eq!(with_them.len(), 1);
    let written = with_them[0].iter().map(|attribute| quote!(#attribute).to_string());
    let expected = attributes.map(|attribute| attribute.parse::<TokenStream>().unwrap().to_string());
    assert_eq!(written.take(expected.len()).collect::<Vec<_>>(), expected);
}

#[test]
fn the_error_of_the_output_is_told_as_far_as_names_tell_it() {
    let told = |activation: &str, cost: &str| {
        let code = expanded(&format!("struct Net {{ layers: 2 -> 3 {activation}, cost: {cost} }}"));
        let line = code.lines().find_map(|line| line.trim().strip_prefix("/// δ⁽²⁾ = ")).unwrap().to_owned();
        line.split("  ").next().unwrap().to_owned()
    };
    assert_eq!(told("Sigmoid", "CrossEntropy"), "a⁽²⁾ − y");
    assert_eq!(told("Softmax", "backprop::CrossEntropy"), "(Σₖ yₖ) a⁽²⁾ − y");
    assert_eq!(told("Tanh", "SquaredError"), "(a⁽²⁾ − y) ⊙ g′(z⁽²⁾)");
    assert_eq!(told("Softmax", "SquaredError"), "∂C/∂z⁽²⁾");
    assert_eq!(told("Tanh", "my::Cost"), "∂C/∂z⁽²⁾");
}

/// If a method imported a type, say `Random`, a user's activation of that name would mean the imported type there.
#[test]
fn methods_that_name_the_users_types_import_functions_only() {
    let code = expanded("struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }");
    let methods =
        code.split("pub struct").next().unwrap().split("impl<T: ::backprop::Scalar> ::backprop").next().unwrap();
    let imports: Vec<&str> = methods.lines().filter_map(|line| line.trim().strip_prefix("use ::backprop::")).collect();
    assert_eq!(imports.len(), 6, "{imports:?}");
    assert!(imports.iter().all(|names| !names.contains(char::is_uppercase)), "{imports:?}");
}

#[test]
fn several_networks_stand_in_one_macro() {
    let one = |name| format!("struct {name} {{ layers: 2 -> 1 Sigmoid, cost: CrossEntropy }} ");
    assert_eq!(expanded(&(one("A") + &one("B"))), expanded(&one("A")) + &expanded(&one("B")));
}

#[test]
fn a_wrong_declaration_still_declares_its_type() {
    assert_text("stub", expanded("pub struct Net { layers: 2, cost: CrossEntropy }"));
}

/// If the user and the macro both derived `Clone`, the compiler would report an error in code that nobody sees.
#[test]
fn a_trait_that_is_derived_twice_is_not_written_twice() {
    let code = expanded("#[derive(Clone)] struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }");
    assert!(code.contains("compile_error") && !code.contains("derive(Clone)"), "{code}");
}

#[test]
fn a_condition_holds_for_every_item() {
    let declaration = r#"#[cfg(feature = "net")] struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }"#;
    let code: syn::File = syn::parse_str(&expanded(declaration)).unwrap();
    for item in &code.items {
        let text = quote!(#item).to_string();
        assert!(text.contains(r#"# [cfg (feature = "net")]"#), "{text}");
    }
}

#[test]
fn a_word_is_as_far_from_another_as_letters_must_change() {
    for (a, b, letters) in
        [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2), ("cost", "cost", 0)]
    {
        assert_eq!(edit_distance(a, b), letters, "{a}, {b}");
    }
}

#[test]
fn every_field_is_parsed_as_itself_even_if_a_letter_is_wrong() {
    for name in FieldName::ALL {
        for written in [name.as_str().to_owned(), format!("r#{}", name.as_str()), format!("{}x", name.as_str())] {
            let tokens = format!("struct Net {{ {written}: A }}").parse().unwrap();
            let declarations = parse(tokens, &mut Errors::default());
            assert!(declarations[0].fields[0].value.field() == Some(name), "{written}");
        }
    }
}

#[test]
fn a_doubtless_network_is_written_in_spite_of_an_error() {
    let code = expanded("struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy, color: Red }");
    assert!(code.contains("unknown field `color`") && code.contains("fn forward"), "{code}");
}

#[test]
fn a_model_prints_as_its_declaration_reads() {
    let declaration = "struct Net { layers: N -> { 2 * 2 } Tanh -> 1 my::Out<3>, cost: SquaredError }";
    let models = models(declaration.parse().unwrap()).unwrap();
    assert_eq!(models[0].to_string(), "N -> { 2 * 2 } Tanh -> 1 my::Out<3>, scored by SquaredError");
}

#[test]
fn messages_on_sizes() {
    let layers = [
        "0 -> 4 Tanh -> 1 Sigmoid",
        "2 -> 0 Tanh -> 1 Sigmoid",
        "2 -> -4 Tanh -> 1 Sigmoid",
        "2 -> 4.0 Tanh -> 1 Sigmoid",
        "2 -> 4u8 Tanh -> 1 Sigmoid",
        "2 -> \"4\" Tanh -> 1 Sigmoid",
        "2 -> 99999999999999999999 Tanh -> 1 Sigmoid",
        "28 * 28 -> 4 Tanh -> 1 Sigmoid",
        "28 + 28 -> 4 Tanh -> 1 Sigmoid",
        "28 - 28 -> 4 Tanh -> 1 Sigmoid",
        "28 / 28 -> 4 Tanh -> 1 Sigmoid",
        "(28 * 28) -> 4 Tanh -> 1 Sigmoid",
        "2 -> super Tanh -> 1 Sigmoid",
        "sizes::self -> crate Tanh -> 1 Sigmoid",
    ];
    assert_text("messages_on_sizes", layer_messages(layers));
}

#[test]
fn messages_on_layers() {
    let layers = [
        "",
        "2",
        "2 Tanh",
        "2 Tanh -> 1 Sigmoid",
        "2 -> 4 -> 1",
        "2 -> HIDDEN -> 1 Sigmoid",
        "2 -> Tanh -> 1 Sigmoid",
        "2 -> Leaky<3> -> 1 Sigmoid",
        "2 -> 4 Softmax -> 3 Softmax",
        "2 -> 4 T -> 1 Sigmoid",
        "2 -> 4 tanh -> 3 leaky_relu -> 1 sigmoid",
        "2 -> 4.0 -> 1 Sigmoid",
    ];
    assert_text("messages_on_layers", layer_messages(layers));
}

#[test]
fn messages_on_arrows() {
    let layers = [
        "-> 2 -> 1 Sigmoid",
        "2 -> -> 1 Sigmoid",
        "2 -> 1 Sigmoid ->",
        "2 4 Tanh -> 1 Sigmoid",
        "2 -> 4 Tanh 1 Sigmoid",
        "2 -> 4 Tanh, -> 1 Sigmoid",
        "2, -> 4 Tanh, -> 1 Sigmoid",
        "2 => 4 Tanh -> 1 Sigmoid",
        "2, 4 Tanh -> 1 Sigmoid",
        "2, { N } Tanh -> 1 Sigmoid",
        "2 -> 4 Tanh 0 Sigmoid",
        "2 -> 4 Tanh { N } Tanh -> 1 Sigmoid",
        "2 -> 4 Tanh N Tanh -> 1 Sigmoid",
        "2 -> 4 Tanh() -> 1 Sigmoid",
        "2 -> ? -> 1 Sigmoid",
    ];
    assert_text("messages_on_arrows", layer_messages(layers));
}

#[test]
fn messages_on_fields() {
    let fields = [
        "",
        "layers: 2 -> 1 Sigmoid",
        "layers: 2 -> 1 Tanh",
        "cost: CrossEntropy",
        "layer: 2 -> 1 Sigmoid, costs: CrossEntropy",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, optimizer: Adam { rate: 0.1 }",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, cost: SquaredError",
        "layers: 2 -> 1 Sigmoid, cost:",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, scalar: 64",
        "layers 2 -> 1 Sigmoid, cost CrossEntropy",
        "layers: 2 -> 1 Sigmoid cost: CrossEntropy",
        "layers: 2 -> 1 Sigmoid,, cost: CrossEntropy",
        ", layers: 2 -> 1 Sigmoid, cost: CrossEntropy",
        "layers: 2 -> 1 Sigmoid, cost",
        "2 -> 1 Sigmoid, cost: CrossEntropy",
        "/// The layers.\nlayers: 2 -> 1 Sigmoid, cost: CrossEntropy",
    ];
    assert_text("messages_on_fields", field_messages(fields));
}

#[test]
fn messages_on_networks() {
    let declarations = [
        "",
        "Net",
        "struct Net;",
        "enum Net { layers: 2 }",
        "struct Net<T> { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }",
        "#[derive(Clone, Eq)] struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }",
        "pub fn net() { 2 } struct Other { layers: 2, cost: CrossEntropy }",
    ];
    assert_text("messages_on_networks", messages(declarations));
}

/// If a user's macro passes on `$size:expr` or `$size:block`, the tokens arrive in invisible brackets.
#[test]
fn a_size_may_come_from_another_macro() {
    let layers = |size: TokenStream| {
        let unseen = TokenTree::from(Group::new(Delimiter::None, size));
        let tokens = quote!(struct Net { layers: #unseen -> #unseen Tanh -> 1 Sigmoid, cost: CrossEntropy });
        models(tokens).unwrap()[0].to_string().replace(" -> 1 Sigmoid, scored by CrossEntropy", "")
    };
    assert_eq!(layers(quote!(4)), "4 -> 4 Tanh");
    assert_eq!(layers(quote!(sizes::N)), "sizes::N -> sizes::N Tanh");
    assert_eq!(layers(quote!(2 * N)), "{ 2 * N } -> { 2 * N } Tanh");
    assert_eq!(layers(quote!({ 2 * N })), "{ 2 * N } -> { 2 * N } Tanh");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let fields = "layers: 0 Tanh -> -4 Tanh, -> Softmax -> 4 Softmax -> 1, cots: CrossEntropy, scaler: f32";
    assert_text("messages_at_once", field_messages([fields]));
}
