//! Runs the documented examples, so that the book prints only numbers that a run gives today.

use crate::project::{Fault, Project};
use crate::snapshot;
use std::panic::resume_unwind;

/// The arguments of `cargo test`: the tests of the equations and of the worked examples, and the Rust blocks of the
/// chapters.
const RUNS: [&[&str]; 2] = [
    &["--package", "backprop-tests", "--test", "equations", "--test", "worked"],
    &["--package", "backprop-book", "--doc"],
];

/// Runs the tests that the pages depend on, and returns what fails.
pub(crate) fn run(project: &Project) -> Vec<Fault> {
    // Printed because the first run compiles for a minute or two.
    eprintln!("Running the documented examples, the tests of the equations and the Rust of the chapters …");
    std::thread::scope(|scope| {
        let runs = RUNS.map(|targets| scope.spawn(move || test(project, targets)));
        runs.into_iter().flat_map(|run| run.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn test(project: &Project, targets: &[&str]) -> Vec<Fault> {
    let run = project
        .cargo()
        .args(["test", "--quiet", "--no-fail-fast"])
        .args(targets)
        // insta reports a difference and writes no file.
        .env("INSTA_UPDATE", "no")
        .output();
    let output = match run {
        Ok(output) if output.status.success() => return Vec::new(),
        Ok(output) => output,
        Err(error) => return vec![Fault::new("tests", None, format!("cannot run cargo: {error}"))],
    };
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    eprintln!("{text}");
    let mut faults: Vec<Fault> = text.lines().filter_map(|line| fault_in(project, line)).collect();
    faults.sort();
    faults.dedup();
    if faults.is_empty() {
        faults.push(Fault::new("tests", None, format!("`cargo test {}` fails", targets.join(" "))));
    }
    faults
}

/// Returns the fault that a line of the tests' output reports, if it reports one.
fn fault_in(project: &Project, line: &str) -> Option<Fault> {
    if let Some(name) = line.trim().strip_prefix("Snapshot: ") {
        let file = format!("{}/{}.snap", snapshot::FOLDER, name.trim());
        return Some(Fault::new(file, None, "a new run gives other numbers than this snapshot"));
    }
    // A failed test is `---- hidden_error stdout ----`, a failed block of a chapter
    // `---- book/src/../text/forward.md - doctests::Forward (line 20) stdout ----`.
    let failed = line.strip_prefix("---- ")?.strip_suffix(" stdout ----")?;
    match failed.split_once(" - ") {
        Some((file, rest)) => {
            let number = rest.rsplit_once("(line ").and_then(|(_, number)| number.trim_end_matches(')').parse().ok());
            Some(Fault::new(
                without_parents(file),
                number.unwrap_or(1),
                "this Rust block does not compile or does not pass",
            ))
        }
        None => {
            let message = format!("the test `{failed}` fails");
            Some(match place_of(project, failed) {
                Some((file, line)) => Fault::new(file, line, message),
                None => Fault::new("tests", None, message),
            })
        }
    }
}

/// Resolves `..` in a path: returns `book/text/forward.md` for `book/src/../text/forward.md`.
fn without_parents(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// Returns the file and the line of a test: for `documented::xor`, they are in `tests/worked/documented.rs`.
fn place_of(project: &Project, test: &str) -> Option<(String, usize)> {
    let (module, name) = test.rsplit_once("::")?;
    let (module, head) = (module.replace("::", "/"), format!("fn {name}("));
    let files = ["tests/equations", "tests/worked"]
        .map(|folder| [".rs", "/mod.rs"].map(|ending| format!("{folder}/{module}{ending}")));
    files.into_iter().flatten().find_map(|file| {
        let text = project.read(&file).ok()?;
        let line = text.lines().position(|line| line.starts_with(&head))?;
        Some((file, line + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::place_of;
    use crate::project::Project;

    #[test]
    fn a_test_stands_in_the_file_of_its_module() {
        let file = |test| place_of(&Project::new(), test).map(|(file, _)| file);
        assert_eq!(file("documented::xor").as_deref(), Some("tests/worked/documented.rs"));
        assert_eq!(file("latex::a_wrong_equation_is_found").as_deref(), Some("tests/equations/latex/mod.rs"));
        assert_eq!(file("documented::nothing"), None);
    }
}
