//! The rooms of `src` stand in an order, and each uses only those below it.
//!
//! A room is a top-level module: `src/network.rs` and all of `src/network/`. What is read are the paths that begin with
//! `crate::`, in `use` lines and elsewhere, without comments and unit tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. A room may use the rooms of the rows before its own, not those of its own row.
const ROWS: [&[&str]; 12] = [
    // Helpers: numbers as text, errors as sentences, files that are written whole. They know no other room.
    &["display", "error", "write_atomic"],
    &["equations"],
    &["samples"],
    &["kernels"],
    &["network"],
    &["textbook", "readings"],
    &["fast"],
    &["training"],
    &["data", "metrics"],
    &["formats", "plot"],
    // `network!`, and all that the code which it writes calls. No room knows them.
    &["macros"],
    &["private"],
];

/// The file with the only `unsafe` code.
const UNSAFE: &str = "kernels/x86.rs";
/// The map of the crate fits on two screens.
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
    /// Why the arrow must not be there.
    fn fault(&self) -> Option<String> {
        let Self { file, line, from, to } = self;
        let row = |room: &str| ROWS.iter().position(|row| row.contains(&room));
        let reason = match (row(from), row(to)) {
            _ if from == to => return None,
            // `network!` calls the hidden macro, and the hidden module exports what `network!` calls.
            _ if from == "macros" && to == "private" => return None,
            _ if from == "private" && to == "macros" => return None,
            (None, _) => format!("`{from}` has no place in the order of the rooms"),
            (_, None) => format!("`{to}` has no place in the order of the rooms"),
            _ if from == "equations" => "the equations use nothing else of the crate".to_owned(),
            (Some(from), Some(to)) if to < from => return None,
            _ => format!("`{to}` does not stand below `{from}`"),
        };
        Some(format!("src/{file}:{line}: {from} → {to}: {reason}"))
    }
}

/// The code of a file without comments and unit tests, line for line.
fn code(text: &str) -> String {
    let until_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let without_comment = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    until_tests.lines().map(without_comment).collect()
}

/// The name that a path begins with.
fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

/// The names that stand behind `crate::`: of `crate::a::b` it is `a`, of `crate::{a::b, c}` they are `a` and `c`.
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

/// The room that a file belongs to.
fn room_of(file: &str) -> &str {
    file.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// All arrows of a file. `exports` says in which room a name lies that the crate exports at its root.
fn arrows(file: &str, text: &str, exports: &BTreeMap<String, String>) -> Vec<Arrow> {
    let (code, from) = (code(text), room_of(file));
    let mut arrows = Vec::new();
    // `$crate::` is a path in code that the crate writes, not in its own.
    for (at, keyword) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$')) {
        let line = 1 + code[..at].matches('\n').count();
        for name in names(&code[at + keyword.len()..]) {
            let to = exports.get(&name).cloned().unwrap_or(name);
            arrows.push(Arrow { file: file.to_owned(), line, from: from.to_owned(), to });
        }
    }
    arrows
}

/// Where the names lie that the root exports: of `pub use samples::{Row, Samples};`, `Row` and `Samples` in `samples`.
fn exports(root: &str) -> BTreeMap<String, String> {
    let code = code(root);
    let mut exports = BTreeMap::new();
    for statement in code.split(';').filter_map(|statement| statement.rsplit_once("pub use ")) {
        let (room, path) = statement.1.split_once("::").expect("a path into a room");
        let last =
            path.rsplit_once("::{").map_or_else(|| path.rsplit("::").next().unwrap_or_default(), |(_, last)| last);
        let names = last.trim_end().trim_start_matches('{').trim_end_matches('}').split(',').map(first_name);
        exports.extend(names.filter(|name| !name.is_empty()).map(|name| (name, room.to_owned())));
    }
    // Macros are at the root. `crate::network` is the room of that name; `network!` is written with `$crate` alone.
    exports.insert("__derivation".to_owned(), "macros".to_owned());
    exports.insert("__private".to_owned(), "private".to_owned());
    exports
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")
}

/// The files of the rooms, with their texts. Files of unit tests may use whatever they test.
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
    assert!(arrows.len() > 200, "the rooms were not read: {} arrows", arrows.len());
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
    assert_eq!(found, placed, "left the rooms of src, right those of ROWS");
}

#[test]
fn no_room_is_left_by_the_way_of_its_parent() {
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
        assert_eq!(line.is_some(), file == UNSAFE, "`unsafe` in src/{file}, line {line:?}");
    }
}

#[test]
fn the_map_of_the_crate_is_short() {
    let lines = root().lines().count();
    assert!(lines <= LINES_OF_THE_MAP, "src/lib.rs has {lines} lines, at most {LINES_OF_THE_MAP} are wanted");
}

/// Without it, the tests above might see nothing.
#[test]
fn an_arrow_up_is_told_with_its_file_and_its_line() {
    let exports = exports("pub mod training;\n#[cfg(feature = \"x\")]\npub use training::trainer::{Trainer, State};\n");
    let faults = |file, text| -> Vec<_> { arrows(file, text, &exports).iter().filter_map(Arrow::fault).collect() };
    let text = "// crate::fast\nuse crate::{\n    equations::{a, b}, fast,\n};\nuse crate::training::Trainer;\n";
    let expected = [
        "src/kernels/layers.rs:2: kernels → fast: `fast` does not stand below `kernels`",
        "src/kernels/layers.rs:5: kernels → training: `training` does not stand below `kernels`",
    ];
    assert_eq!(faults("kernels/layers.rs", text), expected);
    assert_eq!(faults("plot.rs", "use crate::metrics::output;\nlet x = crate::Trainer::new(0.1);"), [""; 0]);
    assert_eq!(
        faults("fast.rs", "fn f() -> crate::Trainer"),
        ["src/fast.rs:1: fast → training: `training` does not stand below `fast`"]
    );
    assert_eq!(
        faults("equations/theta.rs", "use crate::display::fixed;"),
        ["src/equations/theta.rs:1: equations → display: the equations use nothing else of the crate"]
    );
    assert_eq!(
        faults("data/csv.rs", "use crate::metrics::output;\nuse crate::cellar;"),
        [
            "src/data/csv.rs:1: data → metrics: `metrics` does not stand below `data`",
            "src/data/csv.rs:2: data → cellar: `cellar` has no place in the order of the rooms"
        ]
    );
    assert_eq!(faults("data/csv.rs", "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::fast;\n}"), [""; 0]);
}
