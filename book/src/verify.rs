//! Verifies what the pages say beside their text: runs the documented examples again, so that the book prints only numbers
//! that a run gives today, compiles the Rust of the chapters, and documents the API that they link to.

use crate::api;
use crate::project::{Fault, Project};
use crate::snapshot;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::thread::scope;
use std::time::Instant;

/// The worked examples, whose numbers the pages print, and the equations.
const RUNS: &[&str] = &["--package", "backprop-tests", "--test", "equations", "--test", "worked"];
/// The Rust blocks of the chapters.
const BLOCKS: &[&str] = &["--package", "backprop-book", "--doc"];

/// Runs the tests that the pages depend on, documents the API, and returns the folder of its pages. Prints what held, as
/// soon as it is known.
pub(crate) fn verify(project: &Project) -> Result<PathBuf, Vec<Fault>> {
    let start = Instant::now();
    println!("Verifying what the pages say; this compiles the tests first …");
    let held = |what: &str| println!("  ✓ {what} ({} s)", start.elapsed().as_secs());
    scope(|scope| {
        let api = scope.spawn(|| api::document(project).inspect(|_| held("The API documentation, with its links.")));
        let test = |arguments, what| move || test(project, arguments).inspect(|count| held(&format!("{count} {what}")));
        let runs = scope.spawn(test(RUNS, "tests of the equations, the worked examples and the claims of the text."));
        let blocks = scope.spawn(test(BLOCKS, "blocks of Rust in the chapters."));
        // Propagates a panic: a check that panicked has not passed.
        let mut faults = Vec::new();
        for run in [runs, blocks] {
            faults.extend(run.join().unwrap_or_else(|panic| resume_unwind(panic)).err().into_iter().flatten());
        }
        match api.join().unwrap_or_else(|panic| resume_unwind(panic)) {
            Ok(api) if faults.is_empty() => Ok(api),
            api => {
                faults.extend(api.err());
                Err(faults)
            }
        }
    })
}

/// Runs tests and returns the number of those that passed, or what failed.
fn test(project: &Project, targets: &[&str]) -> Result<usize, Vec<Fault>> {
    let run = project
        .cargo()
        .args(["test", "--quiet", "--no-fail-fast"])
        .args(targets)
        // insta reports a difference and writes no file.
        .env("INSTA_UPDATE", "no")
        .output();
    let output = match run {
        Ok(output) if output.status.success() => return Ok(passed(&String::from_utf8_lossy(&output.stdout))),
        Ok(output) => output,
        Err(error) => return Err(vec![Fault::new("tests", None, format!("cannot run cargo: {error}"))]),
    };
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    eprintln!("{text}");
    let mut faults: Vec<Fault> = text.lines().filter_map(|line| fault_in(project, line)).collect();
    faults.sort();
    faults.dedup();
    if faults.is_empty() {
        faults.push(Fault::new("tests", None, format!("`cargo test {}` fails", targets.join(" "))));
    }
    Err(faults)
}

/// Returns how many tests passed: the sum over the lines `test result: ok. 12 passed; …`.
fn passed(output: &str) -> usize {
    let counts = output.lines().filter_map(|line| {
        let (before, _) = line.split_once(" passed;")?;
        before.rsplit(' ').next()?.parse::<usize>().ok()
    });
    counts.sum()
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
    use super::{passed, place_of};
    use crate::project::Project;

    #[test]
    fn the_tests_that_passed_are_counted() {
        let output = "test result: ok. 12 passed; 0 failed\n\ntest result: ok. 3 passed; 0 failed; 1 ignored";
        assert_eq!(passed(output), 15);
    }

    #[test]
    fn a_test_stands_in_the_file_of_its_module() {
        let file = |test| place_of(&Project::new(), test).map(|(file, _)| file);
        assert_eq!(file("documented::xor").as_deref(), Some("tests/worked/documented.rs"));
        assert_eq!(file("latex::a_wrong_equation_is_found").as_deref(), Some("tests/equations/latex/mod.rs"));
        assert_eq!(file("documented::nothing"), None);
    }
}
