//! Whatever is passed to the macro, it returns Rust: the code of networks, or errors.

use crate::arbitrary::{RIGHT, declarations};
use crate::expand;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};
use quote::quote;

/// Returns the code for the declarations of these bytes.
fn written(bytes: &[u8]) -> String {
    expand(declarations(bytes), &quote!(::backprop)).to_string()
}

#[test]
fn without_a_change_the_declarations_are_right() {
    for (i, declaration) in (0..).zip(RIGHT) {
        let code = written(&[i]);
        assert!(code.contains("fn forward") && !code.contains("compile_error"), "{declaration}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tokens_give_rust(bytes in vec(any::<u8>(), 0..200)) {
        let code = written(&bytes);
        prop_assert!(syn::parse_str::<syn::File>(&code).is_ok(), "{} gives {code}", declarations(&bytes));
    }

    /// With arbitrary bytes, most tokens are wrong. Here at most three are, so that all stages are reached.
    #[test]
    fn few_changes_give_rust(declaration in 0..RIGHT.len() as u8, changes in vec((1..60_usize, any::<u8>()), 0..4)) {
        let mut bytes = vec![0; 61];
        bytes[0] = declaration;
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let code = written(&bytes);
        prop_assert!(syn::parse_str::<syn::File>(&code).is_ok(), "{} gives {code}", declarations(&bytes));
    }
}
