//! What an editor needs of the code: rust-analyzer completes a name in a macro by expanding it twice, with the name and with
//! a longer one, and looks for both at the same distance from the start.

use crate::expand;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The declarations, with `%` in the place of the name that is being typed.
const TYPED: [&str; 8] = [
    "struct Net { layers: 2 -> 4 % -> 1 Sigmoid, cost: CrossEntropy }",
    "/// Words.\n#[must_use] pub struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: % }",
    "struct Net { layers: 2 -> 4 backprop::%, cost: CrossEntropy, scalar: f32 }",
    // A constant, in a network of a different cost.
    "struct Net { layers: 2 -> 4 Tanh -> { N } %, cost: SquaredError }",
    // Wrong ones: without an end, with a name that is refused, and with an unknown field.
    "struct Net { layers: 2 -> 4 % }",
    "struct Net { layers: 2 -> 4 relu -> 1 %, cost: MSE }",
    "struct Net { layers: 2 -> 4 % -> 1 Sigmoid, cost: CrossEntropy, rate: 0.1 }",
    "struct A { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } struct Net { layers: 2 -> 4 % -> 1 Sigmoid, cost: C }",
];

/// Returns the text of all tokens in front of a name.
fn in_front(code: TokenStream, name: &str) -> Result<String, String> {
    let mut text = String::new();
    for tree in code {
        match tree {
            TokenTree::Group(group) => match in_front(group.stream(), name) {
                Ok(before) => return Ok(format!("{text} ( {before}")),
                Err(all) => text += &format!(" ( {all} )"),
            },
            TokenTree::Ident(ident) if ident == name => return Ok(text),
            tree => text += &format!(" {tree}"),
        }
    }
    Err(text)
}

#[test]
fn what_is_in_front_of_a_name_does_not_depend_on_it() {
    for declaration in TYPED {
        let before = |name: &str| {
            let code = expand(declaration.replace('%', name).parse().unwrap(), &quote!(::backprop));
            in_front(code, name).unwrap_or_else(|_| panic!("`{name}` is missing for {declaration}"))
        };
        assert_eq!(before("Ta"), before("TaMarkerOfAnEditor"), "{declaration}");
    }
}

#[test]
fn the_code_begins_with_the_names_of_the_user() {
    let right = "struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }";
    let wrong = "struct Net { layers: 2 -> 4 Tanh -> Sigmoid, cost: CrossEntropy }";
    for declaration in [right, wrong] {
        let code = expand(declaration.parse().unwrap(), &quote!(::backprop)).to_string();
        let expected = "const _ : :: core :: marker :: PhantomData < (Tanh , Sigmoid , CrossEntropy ,) >";
        assert!(code.starts_with(expected), "{code}");
    }
}

/// A network with errors has the fields and the methods of a right one, which an editor then completes.
#[test]
fn a_wrong_network_has_the_names_of_a_right_one() {
    let names = |declaration: &str| -> Vec<String> {
        let code = expand(declaration.parse().unwrap(), &quote!(::backprop));
        let file: syn::File = syn::parse2(code).unwrap();
        let mut names = Vec::new();
        for item in file.items {
            match item {
                syn::Item::Struct(item) => {
                    names.push(item.ident.to_string());
                    names.extend(item.fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string));
                }
                syn::Item::Impl(item) if item.trait_.is_none() => {
                    names.extend(item.items.iter().filter_map(|item| match item {
                        syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                        // A method that depends on a feature has the name of the macro that writes it.
                        syn::ImplItem::Macro(call) => Some(call.mac.path.segments.last()?.ident.to_string()),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        names.retain(|name| name != "weighted");
        names.sort();
        names
    };
    let right = names("struct Net { layers: 2 -> 4 Tanh -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }");
    let wrong = names("struct Net { layers: 2 -> 4 Tanh -> 3 tanh -> 1 Sigmoid, cost: CrossEntropy }");
    assert_eq!(right, wrong);
    assert!(right.iter().any(|name| name == "theta_3") && right.iter().any(|name| name == "predict"), "{right:?}");
}
