//! Checks the places of `#[doc(alias)]`, the other names by which rustdoc's search finds an item.
//!
//! Rustdoc drops the aliases of an item that a private module declares and a public one exports again. There they belong
//! above the `pub use`. The aliases of methods are kept everywhere.

use std::fs;
use std::path::Path;

/// Returns the lines of the attributes `#[doc(alias)]` of a file's types and functions, not of its methods and fields.
fn aliases_of_items(text: &str) -> Vec<usize> {
    let lines: Vec<_> = text.lines().collect();
    let declares_item = |line: &&str| line.starts_with("pub ") && !line.starts_with("pub use ");
    let is_of_item = |at: usize| lines[at..].iter().find(|line| line.starts_with("pub ")).is_some_and(declares_item);
    (0..lines.len()).filter(|&at| lines[at].starts_with("#[doc(alias") && is_of_item(at)).map(|at| at + 1).collect()
}

/// Reads the modules that a file declares, whose files are in `folder`.
fn check(text: &str, folder: &Path, faults: &mut Vec<String>) {
    for line in text.lines() {
        let Some((visibility, name)) = line.split_once("mod ").filter(|(_, name)| name.ends_with(';')) else {
            continue;
        };
        let name = name.trim_end_matches(';');
        let file = folder.join(name).with_extension("rs");
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if visibility != "pub " {
            let lines = aliases_of_items(&text).into_iter();
            faults.extend(lines.map(|line| format!("{}:{line}: move this alias to the `pub use`", file.display())));
        }
        check(&text, &folder.join(name), faults);
    }
}

#[test]
fn no_alias_is_where_rustdoc_drops_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let mut faults = Vec::new();
    check(&fs::read_to_string(source.join("lib.rs")).unwrap(), &source, &mut faults);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Checks that a misplaced alias is found; otherwise the test above could not fail.
#[test]
fn an_alias_of_an_item_is_told_from_that_of_a_method_or_of_an_export() {
    let item = "#[doc(alias = \"fit\")]\n#[must_use]\npub fn train() {}\n";
    let method = "impl A {\n    #[doc(alias = \"fit\")]\n    pub fn train() {}\n}\n";
    let export = "#[doc(alias = \"fit\")]\npub use training::train;\n";
    assert_eq!(aliases_of_items(&[item, method, export, item].concat()), [1, 10]);
}
