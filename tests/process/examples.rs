//! The programs in `examples` run, and print what they claim. `cargo test --workspace` compiles them; this test runs them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Each program with parts of what it prints; digits that depend on rounding are left out. `digits`, which takes ten seconds
/// without optimization, is run by `.ci/run`.
const PROGRAMS: [(&str, &[&str]); 15] = [
    ("breast_cancer", &["Learned from 341 tumors", "true\\predicted malignant    benign"]),
    ("check", &["the gradient agrees in all 38 weights"]),
    ("csv", &["344 rows, 8 columns", "11 rows have a missing value", "Gentoo", "of the species Adelie."]),
    ("export", &["For the flower [6.3, 3.3, 6.0, 2.5], the probabilities are [0.0"]),
    ("four_layers", &["J = 2.743744"]),
    ("images", &["Learned from 60 images.", "over 15 examples"]),
    ("iris", &["Judged on 60 others", "virginica"]),
    ("labels", &["above 4", "subset accuracy 0.9"]),
    ("own_activation", &["the gradient agrees in all 67 weights", "After 30 epochs, 9"]),
    ("own_cost", &["of 103 other penguins are lighter than their bound."]),
    ("own_optimizer", &["by GradientDescent at the rate 0.3", "by Lion at the rate 0.003"]),
    ("regression", &["R²", "A flipper of 228 mm: 5"]),
    ("resume", &["StoppedEarly after 34 epochs", "StoppedEarly after 109 epochs"]),
    (
        "serve",
        &["Adelie 1.0", "Gentoo 0.99", "column `island`: found `Texel`, expected one of the categories `Biscoe`,"],
    ),
    ("xor", &["[0.0, 0.0]   0    0.0012  0\n", "[0.0, 1.0]   1    0.9935  1\n", "[1.0, 1.0]   0    0.0074  0\n"]),
];

/// The standard input of each program; only `serve` reads it.
const RECORDS: &[u8] =
    b"island=Torgersen&bill_length_mm=39.1&bill_depth_mm=18.7&flipper_length_mm=181&body_mass_g=&sex=male
sex=female&island=Biscoe&bill_length_mm=50&bill_depth_mm=15&flipper_length_mm=220&body_mass_g=5000
sex=female&island=Texel&bill_length_mm=50&bill_depth_mm=15&flipper_length_mm=220&body_mass_g=5000
";

#[test]
fn the_examples_print_what_they_claim_and_where_to_go_next() {
    let programs = PROGRAMS.map(|(name, _)| path(name));
    if !programs.iter().any(|program| program.exists()) {
        eprintln!("skipped: the tests alone were compiled, without the examples");
        return;
    }
    let files = env::temp_dir().join(format!("backprop-examples-{}", std::process::id()));
    fs::create_dir_all(&files).unwrap();
    for (program, (name, claims)) in programs.iter().zip(PROGRAMS) {
        let said = run(program, &files);
        for claim in claims {
            assert!(said.contains(claim), "{name} does not print {claim:?}:\n{said}");
        }
        let last = said.lines().last().unwrap_or_default();
        assert!(last.starts_with("Next: "), "{name} ends with {last:?}");
    }
    fs::remove_dir_all(&files).unwrap();
}

/// Every program that the last lines and the table of `README.md` name exists, and every program is in that table.
#[test]
fn the_examples_lead_to_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut names = Vec::new();
    for file in fs::read_dir(root.join("examples")).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "rs") {
            names.push(file.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    names.sort();
    let run = names.iter().filter(|name| *name != "digits");
    assert!(run.eq(PROGRAMS.iter().map(|(name, _)| name)), "a program is not run by the other test: {names:?}");
    for name in &names {
        assert!(readme.contains(&format!("(examples/{name}.rs)")), "README.md does not list {name}");
        let source = fs::read_to_string(root.join(format!("examples/{name}.rs"))).unwrap();
        let next = source.split("Next: ").nth(1).unwrap_or_else(|| panic!("{name} leads nowhere"));
        for other in next.lines().next().unwrap().split("example `").skip(1) {
            let other = other.split('`').next().unwrap();
            assert!(names.iter().any(|name| name == other), "{name} leads to {other}, which is no example");
        }
    }
}

/// Returns the path of a program: cargo puts it into a folder beside that of the tests.
fn path(name: &str) -> PathBuf {
    let tests = env::current_exe().unwrap();
    let program = tests.parent().unwrap().with_file_name("examples").join(name);
    program.with_extension(env::consts::EXE_EXTENSION)
}

/// Runs a program that writes its files into `files`, and returns what it prints, errors and prompts last.
fn run(program: &Path, files: &Path) -> String {
    let mut command = Command::new(program);
    command.env("TMPDIR", files).env("TMP", files);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    // A program that does not read its input may have ended before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(RECORDS);
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(output.status.success(), "{}: {said}", program.display());
    said
}
