//! Checks the order of the crate's top-level modules, here called rooms: each uses only the rooms below it.
//!
//! A room is a top-level module: `src/network.rs` and all of `src/network/`. The test reads the paths that begin with
//! `crate::`, in `use` declarations and elsewhere, without comments and unit tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom to the top. A room may use the rooms of earlier rows, not those of its own row.
const ROWS: [&[&str]; 13] = [
    // Helpers: formatting of numbers, error messages, half precision, atomic file writes. They use no other room.
    &["display", "error", "float16", "write_atomic"],
    &["equations"],
    &["samples"],
    &["kernels"],
    &["network"],
    &["textbook", "readings"],
    &["fast"],
    &["training"],
    &["data", "distributed", "metrics"],
    &["model"],
    &["formats", "plot"],
    // `network!`, and everything that the generated code calls. No room uses them.
    &["habits", "macros"],
    &["private"],
];

/// The only files with `unsafe` code.
const UNSAFE: [&str; 2] = ["kernels/neon.rs", "kernels/x86.rs"];
/// The largest number of lines of `src/lib.rs`, the map of the crate: two screens.
const LINES_OF_THE_MAP: usize = 120;

/// A path from one room to another.
#[derive(Debug, PartialEq)]
struct Arrow {
    file: String,
    line: usize,
    from: String,
    to: String,
}

impl Arrow {
    /// Returns the reason if the arrow is not allowed.
    fn fault(&self) -> Option<String> {
        let Self { file, line, from, to } = self;
        let row = |room: &str| ROWS.iter().position(|row| row.contains(&room));
        let reason = match (row(from), row(to)) {
            _ if from == to => return None,
            // `network!` calls the hidden macro, and the hidden module exports what the generated code calls.
            _ if from == "macros" && to == "private" => return None,
            _ if from == "private" && to == "macros" => return None,
            (None, _) => format!("`{from}` is missing from ROWS"),
            (_, None) => format!("`{to}` is missing from ROWS"),
            _ if from == "equations" => "the equations use nothing else of the crate".to_owned(),
            (Some(from), Some(to)) if to < from => return None,
            _ => format!("`{to}` is not below `{from}`"),
        };
        Some(format!("src/{file}:{line}: {from} → {to}: {reason}"))
    }
}

/// Returns the code of a file without comments and unit tests, with the same line numbers.
fn code(text: &str) -> String {
    let until_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let without_comment = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    until_tests.lines().map(without_comment).collect()
}

/// Returns the first name of a path.
fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

/// Returns the names directly after `crate::`: `a` for `crate::a::b`, `a` and `c` for `crate::{a::b, c}`.
fn names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![first_name(path)] };
    let (mut depth, mut names) = (0, vec![first_name(group)]);
    for (i, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&group[i + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Returns the room that a file belongs to.
fn room_of(file: &str) -> &str {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// Returns all arrows of a file. `exports` gives the room of each name that is exported at the crate's root.
fn arrows(file: &str, text: &str, exports: &BTreeMap<String, String>) -> Vec<Arrow> {
    let (code, from) = (code(text), room_of(file));
    let mut arrows = Vec::new();
    // Skip `$crate::`, which is a path in code that the crate generates, not in its own.
    for (at, keyword) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$')) {
        let line = 1 + code[..at].matches('\n').count();
        for name in names(&code[at + keyword.len()..]) {
            let to = exports.get(&name).cloned().unwrap_or(name);
            arrows.push(Arrow { file: file.to_owned(), line, from: from.to_owned(), to });
        }
    }
    arrows
}

/// Returns the room of each name that the root exports: `samples` for `Row` and `Samples` of `pub use samples::{Row,
/// Samples};`.
fn exports(root: &str) -> BTreeMap<String, String> {
    let code = code(root);
    let mut exports = BTreeMap::new();
    for statement in code.split(';').filter_map(|statement| statement.rsplit_once("pub use ")) {
        // Without a path, it is another crate.
        let Some((room, path)) = statement.1.split_once("::") else { continue };
        let last =
            path.rsplit_once("::{").map_or_else(|| path.rsplit("::").next().unwrap_or_default(), |(_, last)| last);
        let names = last.trim_end().trim_start_matches('{').trim_end_matches('}').split(',').map(first_name);
        exports.extend(names.filter(|name| !name.is_empty()).map(|name| (name, room.to_owned())));
    }
    // Macros are at the root. `crate::network` is the room; `network!` is only written with `$crate`.
    exports.insert("__derivation".to_owned(), "macros".to_owned());
    exports.insert("__operations".to_owned(), "macros".to_owned());
    exports.insert("__habits".to_owned(), "habits".to_owned());
    exports.insert("__private".to_owned(), "private".to_owned());
    exports
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

/// Returns the files of the rooms with their texts, except files of unit tests, which may use any room.
fn files() -> Vec<(String, String)> {
    let (mut folders, mut files) = (vec![source()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(source()).unwrap().to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") && !name.contains("/tests/") {
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn root() -> String {
    fs::read_to_string(source().join("lib.rs")).unwrap()
}

#[test]
fn every_room_uses_only_those_below_it() {
    let (files, exports) = (files(), exports(&root()));
    let arrows: Vec<_> = files
        .iter()
        .filter(|(file, _)| file != "lib.rs")
        .flat_map(|(file, text)| arrows(file, text, &exports))
        .collect();
    assert!(arrows.len() > 200, "only {} arrows were found", arrows.len());
    let faults: Vec<_> = arrows.iter().filter_map(Arrow::fault).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_room_has_its_place_and_every_place_its_room() {
    let mut found: Vec<_> =
        files().iter().map(|(file, _)| room_of(file).to_owned()).filter(|room| room != "lib").collect();
    found.dedup();
    let mut placed: Vec<_> = ROWS.into_iter().flatten().map(|room| (*room).to_owned()).collect();
    placed.sort();
    found.sort();
    found.dedup();
    assert_eq!(found, placed, "left: the rooms in src, right: those in ROWS");
}

#[test]
fn no_path_leaves_a_room_through_super() {
    for (file, text) in files() {
        let depth = file.split('/').count();
        let (code, way_out) = (code(&text), "super::".repeat(depth));
        let line = code.lines().position(|line| line.contains(&way_out));
        assert_eq!(line.map(|line| line + 1), None, "src/{file} leaves its room by `{way_out}`; write `crate::`");
    }
}

#[test]
fn only_the_vector_instructions_are_unsafe() {
    for (file, text) in files() {
        let is_word = |line: &str| {
            line.split(|character: char| !character.is_alphanumeric() && character != '_').any(|word| word == "unsafe")
        };
        let line = code(&text).lines().position(is_word).map(|line| line + 1);
        assert_eq!(line.is_some(), UNSAFE.contains(&file.as_str()), "`unsafe` in src/{file}, line {line:?}");
    }
}

#[test]
fn the_map_of_the_crate_is_short() {
    let lines = root().lines().count();
    assert!(lines <= LINES_OF_THE_MAP, "src/lib.rs has {lines} lines, expected at most {LINES_OF_THE_MAP}");
}

/// Checks that a wrong arrow is found; otherwise the tests above could not fail.
#[test]
fn an_arrow_up_is_told_with_its_file_and_its_line() {
    let exports = exports("pub mod training;\n#[cfg(feature = \"x\")]\npub use training::trainer::{Trainer, State};\n");
    let faults = |file, text| -> Vec<_> { arrows(file, text, &exports).iter().filter_map(Arrow::fault).collect() };
    let text = "// crate::fast\nuse crate::{\n    equations::{a, b}, fast,\n};\nuse crate::training::Trainer;\n";
    let expected = [
        "src/kernels/layers.rs:2: kernels → fast: `fast` is not below `kernels`",
        "src/kernels/layers.rs:5: kernels → training: `training` is not below `kernels`",
    ];
    assert_eq!(faults("kernels/layers.rs", text), expected);
    assert_eq!(faults("plot.rs", "use crate::metrics::output;\nlet x = crate::Trainer::new(0.1);"), [""; 0]);
    assert_eq!(
        faults("fast.rs", "fn f() -> crate::Trainer"),
        ["src/fast.rs:1: fast → training: `training` is not below `fast`"]
    );
    assert_eq!(
        faults("equations/theta.rs", "use crate::display::fixed;"),
        ["src/equations/theta.rs:1: equations → display: the equations use nothing else of the crate"]
    );
    assert_eq!(
        faults("data/csv.rs", "use crate::metrics::output;\nuse crate::cellar;"),
        [
            "src/data/csv.rs:1: data → metrics: `metrics` is not below `data`",
            "src/data/csv.rs:2: data → cellar: `cellar` is missing from ROWS"
        ]
    );
    assert_eq!(faults("data/csv.rs", "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::fast;\n}"), [""; 0]);
}
