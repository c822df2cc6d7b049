//! Reads the equations from the crate's doc comments: the LaTeX of each `math` fence, by its id.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Returns all equations of `src`.
pub(crate) fn equations() -> BTreeMap<String, String> {
    let mut equations = BTreeMap::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src"), &mut equations);
    equations
}

fn read(path: &Path, equations: &mut BTreeMap<String, String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder that can be read") {
            read(&entry.expect("an entry that can be read").path(), equations);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path).expect("a file that can be read");
        let mut documentation = text.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("///"));
        while let Some(line) = documentation.next() {
            let Some(id) = line.trim().strip_prefix("```math") else { continue };
            let rows: Vec<_> = documentation.by_ref().take_while(|row| row.trim() != "```").collect();
            let twin = equations.insert(id.trim().to_owned(), rows.join("\n"));
            assert!(
                !id.trim().is_empty() && twin.is_none(),
                "`{id}` is not the id of exactly one equation: {}",
                path.display()
            );
        }
    }
}
