//! Checks that everything behind a feature says in its documentation which feature it needs. Rustdoc itself does not.
//!
//! The test reads the source. A public item behind `#[cfg(feature = "…")]` says "Needs the feature `…`", or "Needs one of
//! the features `…`, `…`". What a public module says holds for everything in it.

use std::fs;
use std::path::{Path, PathBuf};

/// The feature that is on by default. What needs it does not say so: `src/lib.rs` names what does not.
const DEFAULT: &str = "std";

/// A line of code that is not an attribute, such as the declaration of a function.
struct Item {
    /// The line, as `pub mod csv;`.
    item: String,
    line: usize,
    /// The features in its attributes.
    features: Vec<String>,
    /// Its own documentation.
    docs: String,
}

/// Returns the items of a file. An attribute with `not` belongs to an item for those who do not have the feature.
fn items(text: &str) -> Vec<Item> {
    let (mut found, mut docs, mut features) = (Vec::new(), String::new(), Vec::new());
    for (at, row) in text.lines().map(str::trim).enumerate() {
        if let Some(documentation) = row.strip_prefix("///") {
            docs += documentation;
        } else if row.starts_with("#[cfg(") && !row.contains("not(") {
            // Every second piece between quotation marks is the name of a feature.
            features.extend(row.split('"').skip(1).step_by(2).filter(|name| *name != DEFAULT).map(str::to_owned));
        } else if !row.starts_with("#[") {
            let item = if row.starts_with("pub use ") { until_semicolon(text, at) } else { row.to_owned() };
            let (docs, features) = (std::mem::take(&mut docs), std::mem::take(&mut features));
            found.push(Item { item, line: at + 1, features, docs });
        }
    }
    found
}

/// Returns the public items of a file that are behind features.
fn gated(text: &str) -> impl Iterator<Item = Item> {
    items(text).into_iter().filter(|item| item.item.starts_with("pub ") && !item.features.is_empty())
}

/// Returns the lines of a file from the one at `at` to the end of the item, as one line.
fn until_semicolon(text: &str, at: usize) -> String {
    let rest: String = text.lines().skip(at).map(str::trim).collect();
    rest.split_inclusive(';').next().unwrap_or_default().to_owned()
}

/// Returns `true` if documentation names the features.
fn says(docs: &str, features: &[String]) -> bool {
    let beginning = if features.len() == 1 { "Needs the feature `" } else { "Needs one of the features `" };
    let sentence = docs.split(beginning).nth(1).map(|rest| format!("`{}", rest.split(". ").next().unwrap_or(rest)));
    sentence.is_some_and(|sentence| features.iter().all(|feature| sentence.contains(&format!("`{feature}`"))))
}

/// Returns the text of a module: of `data::csv`, that of `src/data/csv.rs`.
fn module(path: &str) -> String {
    fs::read_to_string(source().join(path.replace("::", "/") + ".rs")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the documentation at the top of a file.
fn head(text: &str) -> String {
    text.lines().filter_map(|line| line.strip_prefix("//!")).collect()
}

/// Returns the documentation of a type or function in a file.
fn docs_of(text: &str, name: &str) -> String {
    let declares = |line: &str| {
        let words = line.trim().split(|c: char| !c.is_alphanumeric() && c != '_');
        line.trim().starts_with("pub ") && words.take(3).any(|word| word == name)
    };
    let lines: Vec<_> = text.lines().collect();
    let at = lines.iter().position(|line| declares(line)).unwrap_or_else(|| panic!("`{name}` is not declared"));
    let above = lines[..at].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with('#'));
    let mut docs: Vec<_> = above.filter_map(|line| line.strip_prefix("///")).collect();
    docs.reverse();
    docs.concat()
}

/// Returns the parts of an item's documentation that do not name its features; `room` is the module that contains it, as
/// `data`, or nothing for the crate.
fn silent(room: &str, gated: &Item) -> Vec<String> {
    let inside = |path: &str| if room.is_empty() { path.to_owned() } else { format!("{room}::{path}") };
    if let Some(name) = gated.item.strip_prefix("pub mod ") {
        let name = name.trim_end_matches(';');
        return if says(&head(&module(&inside(name))), &gated.features) { vec![] } else { vec![inside(name)] };
    }
    let Some((path, names)) = gated.item.strip_prefix("pub use ").and_then(|path| path.rsplit_once("::")) else {
        return if says(&gated.docs, &gated.features) { vec![] } else { vec![gated.item.clone()] };
    };
    // A second path of an item of another module, whose own documentation says what it needs.
    if path.starts_with("crate::") {
        return vec![];
    }
    let text = module(&inside(path));
    if says(&head(&text), &gated.features) {
        return vec![];
    }
    let names = names.trim_matches(['{', '}', ';']).split(',').map(str::trim).filter(|name| !name.is_empty());
    names.filter(|name| !says(&docs_of(&text, name), &gated.features)).map(inside).collect()
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

/// Modules that the documentation does not show.
const HIDDEN: [&str; 2] = ["habits", "kernels"];

/// Returns the paths of the modules and their texts, without the hidden ones and without unit tests.
fn modules() -> Vec<(String, String)> {
    let (mut folders, mut modules) = (vec![source()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(source()).unwrap().to_str().unwrap().replace(['\\', '/'], "::");
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) =
                name.strip_suffix(".rs").filter(|name| !HIDDEN.iter().any(|room| name.starts_with(room)))
            {
                let name = if name == "lib" { "" } else { name };
                modules.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    modules
}

#[test]
fn everything_behind_a_feature_names_the_feature() {
    let (mut count, mut faults) = (0, Vec::new());
    for (room, text) in modules() {
        for item in gated(&text) {
            count += 1;
            let line = item.line;
            let (needs, names) = (
                if item.features.len() == 1 { "the feature" } else { "one of the features" },
                item.features.join("`, `"),
            );
            faults.extend(silent(&room, &item).into_iter().map(|what| {
                format!("`{what}` (from src/{}.rs:{line}): write \"Needs {needs} `{names}`.\"", room.replace("::", "/"))
            }));
        }
    }
    assert!(count > 15, "only {count} items behind features were found");
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Returns the public modules behind features: their paths and features.
fn gated_modules(modules: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for (room, text) in modules {
        for Item { item, features, .. } in gated(text) {
            if let Some(name) = item.strip_prefix("pub mod ") {
                let path = format!("{room}::{}", name.trim_end_matches(';'));
                found.push((path.trim_start_matches(':').to_owned(), features));
            }
        }
    }
    found
}

/// A link to a module behind a feature is broken in the documentation without that feature.
#[test]
fn no_link_leads_behind_a_feature_from_outside() {
    let modules = modules();
    let gated = gated_modules(&modules);
    assert!(gated.len() > 8, "only {gated:?} were found");
    let features_of = |room: &str| gated.iter().find(|(path, _)| room.starts_with(path)).map(|(_, features)| features);
    for (room, text) in &modules {
        for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| row.trim_start().starts_with("//")) {
            for (path, _) in gated.iter().filter(|(_, features)| features_of(room) != Some(features)) {
                let file = room.replace("::", "/");
                assert!(
                    !row.contains(&format!("](crate::{path}")),
                    "src/{file}.rs:{line} links to `{path}`; write the name only"
                );
            }
        }
    }
}

/// Returns `true` if a module or one that contains it is behind features.
fn is_gated(room: &str) -> bool {
    let Some((parent, name)) = room.rsplit_once("::") else { return false };
    let declaration = format!("mod {name};");
    let is_declared = |item: &Item| item.item.ends_with(&declaration) && !item.features.is_empty();
    items(&module(parent)).iter().any(is_declared) || is_gated(parent)
}

/// An item may move out of its feature; its documentation must follow.
#[test]
fn what_says_that_it_needs_a_feature_is_behind_one() {
    let claims = ["Needs the feature", "Needs one of the features"];
    let mut count = 0;
    for (room, text) in modules() {
        for Item { item, line, features, docs } in items(&text) {
            if claims.iter().any(|claim| docs.contains(claim)) {
                count += 1;
                let file = room.replace("::", "/");
                assert!(!features.is_empty() || is_gated(&room), "src/{file}.rs:{line}: `{item}` is behind no feature");
            }
        }
    }
    assert!(count > 5, "only {count} items that need a feature were found");
}

/// Checks that an item without the sentence is found; otherwise the test above could not fail.
#[test]
fn an_item_that_does_not_name_its_feature_is_found() {
    let silent = |text: &str| -> Vec<String> { gated(text).flat_map(|item| silent("", &item)).collect() };
    let item = "#[must_use]\n#[cfg(feature = \"png\")]\npub fn pixels() {}\n";
    assert_eq!(silent(item), ["pub fn pixels() {}"]);
    assert_eq!(silent(&format!("/// Draws. Needs the feature `plot`.\n{item}")), ["pub fn pixels() {}"]);
    assert_eq!(silent(&format!("/// Draws. Needs the feature `png`.\n{item}")), [""; 0]);
    assert_eq!(silent(&format!("/// Needs the feature `png`.\nfn other() {{}}\n\n{item}")), ["pub fn pixels() {}"]);

    let any = "#[cfg(any(feature = \"idx\", feature = \"npy\"))]\npub struct Pixels;\n";
    assert_eq!(silent(&format!("/// Needs one of the features `idx` and `csv`.\n{any}")), ["pub struct Pixels;"]);
    assert_eq!(silent(&format!("/// Needs one of the features `idx` and `npy`.\n{any}")), [""; 0]);
    assert_eq!(silent("#[cfg(not(feature = \"png\"))]\npub fn f() {}\n#[cfg(test)]\npub fn g() {}\n"), [""; 0]);
}
