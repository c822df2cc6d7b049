//! Builds the book of `backprop`, checks it, and serves it locally to its writers.
//!
//! Each equation is written once, in the doc comment above its code. Each number is recorded once, in the snapshot of a
//! run. The pages are built from both, so neither can drift from the code.

mod api;
mod build;
mod chapter;
mod checks;
mod claims;
mod counts;
mod directive;
#[cfg(doctest)]
mod doctests;
mod exercises;
mod expansion;
mod figure;
mod formulas;
mod frame;
mod glossary;
mod header;
mod html;
mod index;
mod links;
mod listing;
mod live;
mod loads;
mod material;
mod math;
mod mentions;
mod names;
mod numbers;
mod project;
mod prose;
mod references;
mod replace;
mod seen;
mod serve;
mod slides;
mod snapshot;
mod solutions;
mod source;
mod stamp;
mod summary;
mod tables;
mod terms;
#[cfg(test)]
mod tests;
mod times;
mod trace_table;
mod verify;
mod words;
mod wrong_declarations;
mod your_network;

use build::Built;
use project::{Fault, Project};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo book            Builds the pages in target/book, opens them, and then verifies what they say
cargo book build      Builds and verifies the pages, and replaces the old ones if everything holds
cargo book check      Runs all checks of the build and reports the result
cargo book pages      Builds the pages alone in target/pages, from the recorded numbers: for writers
cargo book renew      Rewrites src/rustdoc.html, the equations that `cargo doc` shows, and book/numbers.txt, the numbers
                      of the prose
cargo book live       Builds the figures that move as WebAssembly, and keeps the modules in book/live; `live check` compares
                      what it builds with what is kept
cargo book serve      Serves the pages on this machine and rebuilds them when a file changes;
                      `--port N` chooses the port";

/// Runs the command that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let project = Project::new();
    let done = match arguments.as_slice() {
        [] => build::open(&project, show).map(|()| println!("Everything on the pages holds.")),
        ["build"] => build::build(&project)
            .map(|book| println!("{}The book is at {}", checked(&book), index(&book.folder).display())),
        ["check"] => build::build(&project).map(|book| println!("{}All checks of the book passed.", checked(&book))),
        ["pages"] => build::draft(&project)
            .map(|book| println!("{}The pages are at {}", checked(&book), index(&book.folder).display())),
        ["renew"] => material::Material::read(&project)
            .and_then(|material| header::renew(&material).and_then(|()| numbers::renew(&project, &material.snapshots))),
        ["live"] => live::build(&project, false).map(drop),
        ["live", "check"] => live::build(&project, true).map(drop),
        ["serve", rest @ ..] => serve::serve(&project, rest),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => {
            eprintln!("unknown command `{}`\n\n{USAGE}", other.join(" "));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            tell(&faults);
            ExitCode::FAILURE
        }
    }
}

/// Returns what a build checked, a line or more.
fn checked(book: &Built) -> String {
    format!("{}\n{}\n", book.formulas, book.summary)
}

fn index(folder: &Path) -> PathBuf {
    folder.join("index.html")
}

/// Prints faults, each with its file and line.
fn tell(faults: &[Fault]) {
    for fault in faults {
        eprintln!("{fault}");
    }
    if faults.len() > 1 {
        eprintln!("{} faults", faults.len());
    }
}

/// Says where the pages are, and opens them in the browser if there is a display.
fn show(folder: &Path) {
    let page = index(folder);
    println!("The book is at {}", page.display());
    let has_display = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if has_display && std::env::var_os("CI").is_none() {
        // An error is ignored: the path has been printed, so the reader can open the page by hand.
        let _ = open::that(&page);
    }
}
