//! The programs that the page writes. That they compile and print what the page shows is a step of `.ci/release-check`, because
//! it takes too long here; one of them is compiled with these tests.

use super::drawn::{Drawn, drawn};
use backprop_live::reader::declaration;
use backprop_live::reader::program::{Program, prints};
use backprop_live::reader::training::{Data, Given, Settings};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;

/// A program as the page writes it.
#[allow(dead_code, reason = "its `main` prints")]
mod written {
    include!("program/xor.rs");

    /// Returns what it prints.
    pub(super) fn printed() -> Result<String, Box<dyn std::error::Error>> {
        let samples = worked::xor::samples();
        let mut xor = Xor::random(7);
        let start = xor.cost(&samples, 0.0);
        Trainer::new(0.5).epochs(2000).train(&mut xor, &samples)?;
        let (end, outputs) = (xor.cost(&samples, 0.0), xor.output(&samples.x()[0]));
        Ok(format!(
            "{xor}\nJ at the start: {start:.6}\nJ after 2000 steps: {end:.6}\nright: 4 of 4 rows\n\
             outputs for the first row: {outputs:.6?}\n"
        ))
    }
}

fn xor() -> Drawn {
    let text = "struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }";
    let declared = declaration::read(text).networks.remove(0);
    let set = Data::Xor.rows(declared.layers.as_ref().unwrap(), &Given::default()).unwrap();
    Drawn {
        declared,
        set,
        seed: 7,
        moved: Vec::new(),
        settings: Settings { rate: 0.5, lambda: 0.0, optimizer: 0 },
        steps: 2000,
    }
}

#[test]
fn the_first_program_is_written() {
    let drawn = xor();
    let program = drawn.program();
    assert_eq!(program.main(), include_str!("program/xor.rs"));
    assert_eq!((program.dependency().as_str(), program.rows()), ("backprop = \"0.1.0\"\n", None));
}

#[test]
fn the_page_shows_what_the_first_program_prints() {
    let drawn = xor();
    let (network, training) = drawn.trained();
    assert_eq!(prints(&network, &training, &drawn.settings), written::printed().unwrap());
}

/// Returns all identifiers of tokens, those behind `::` apart.
fn identifiers(tokens: TokenStream, plain: &mut BTreeSet<String>, behind: &mut BTreeSet<String>) {
    let mut colons = 0;
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) if colons == 2 => drop(behind.insert(name.to_string())),
            TokenTree::Ident(name) => drop(plain.insert(name.to_string())),
            TokenTree::Group(group) => identifiers(group.stream(), plain, behind),
            TokenTree::Punct(mark) if mark.as_char() == ':' => {
                colons += 1;
                continue;
            }
            _ => {}
        }
        colons = 0;
    }
}

#[test]
fn a_program_imports_what_it_uses_and_reads_the_file_that_it_needs() {
    let mut files = 0;
    for number in 0..60 {
        let drawn = drawn(number);
        let program = drawn.program();
        let main = program.main();
        let file = syn::parse_file(&main).unwrap_or_else(|error| panic!("{error}: {main}"));
        let (uses, rest): (Vec<_>, Vec<_>) = file.items.into_iter().partition(|item| matches!(item, syn::Item::Use(_)));
        let tokens = |items: Vec<syn::Item>| items.into_iter().map(quote::ToTokens::into_token_stream).collect();
        let (mut imported, mut last, mut used, mut behind) = Default::default();
        identifiers(tokens(uses), &mut imported, &mut last);
        identifiers(tokens(rest), &mut used, &mut behind);
        // Of a list of names, only the first stands behind `::`, as the path of a single one does.
        imported.extend(last);
        let is_name = |name: &&String| {
            name.starts_with(char::is_uppercase) && !["Result", "Box", "Error", "Ok"].contains(&name.as_str())
        };
        imported.retain(|name| is_name(&name));
        let own = &drawn.declared.name;
        let needed: BTreeSet<String> = used.iter().filter(is_name).filter(|name| *name != own).cloned().collect();
        assert_eq!(imported, needed, "{main}");
        assert!(main.lines().all(|line| line.len() <= 100 && line.trim_end() == line), "{main}");

        files += usize::from(program.rows().is_some());
        assert_eq!(program.rows().is_some(), main.contains("rows.csv"));
        assert_eq!(program.rows().is_some(), program.dependency().contains("features = [\"csv\"]"));
    }
    assert!((15..60).contains(&files), "{files}");
}

#[test]
fn the_file_has_all_bits_of_the_rows() {
    for number in 0..60 {
        let drawn = drawn(number);
        let Some(rows) = drawn.program().rows() else { continue };
        let read = backprop_live::reader::rows::read(&rows, drawn.declared.layers.as_ref().unwrap()).unwrap();
        let bits = |rows: &[Vec<backprop_live::plain::Plain>]| {
            rows.iter().flatten().map(|number| number.0.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!((bits(&read.x), bits(&read.y)), (bits(&drawn.set.x), bits(&drawn.set.y)));
    }
}

#[test]
fn numbers_that_are_none_are_still_a_program() {
    let drawn = xor();
    let settings = Settings { rate: f64::NAN, lambda: f64::NEG_INFINITY, optimizer: 9 };
    let main = Program { settings: &settings, ..drawn.program() }.main();
    assert!(syn::parse_file(&main).is_ok() && main.contains("Trainer::new(f64::NAN)"), "{main}");
}
