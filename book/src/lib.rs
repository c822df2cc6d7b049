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
mod fresh;
mod glossary;
mod header;
mod html;
mod index;
mod links;
mod listing;
mod loads;
mod material;
mod math;
mod mentions;
mod project;
mod prose;
mod replace;
mod serve;
mod snapshot;
mod source;
mod summary;
mod terms;
#[cfg(test)]
mod tests;
mod times;
mod trace_table;
mod words;
mod wrong_declarations;
mod your_network;

use build::Runs;
use project::{Fault, Project};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo book            Runs the documented examples, builds the pages in target/book and opens them
cargo book build      The same without opening the pages
cargo book check      Runs all checks of the build and reports the result
cargo book pages      Builds the pages alone in target/pages, from the recorded numbers: for writers, in seconds
cargo book renew      Rewrites src/rustdoc.html, the equations that `cargo doc` shows
cargo book serve      Serves the pages on this machine and rebuilds them when a file changes;
                      `--port N` chooses the port";

/// Runs the command that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let project = Project::new();
    let done = match arguments.as_slice() {
        [] => build::build(&project, Runs::Fresh).map(|book| {
            let index = book.folder.join("index.html");
            println!("{}\nThe book is at {}", book.summary, index.display());
            open(&index);
        }),
        ["build"] => build::build(&project, Runs::Fresh)
            .map(|book| println!("{}\nThe book is at {}", book.summary, book.folder.join("index.html").display())),
        ["check"] => {
            build::build(&project, Runs::Fresh).map(|book| println!("{}\nAll checks of the book passed.", book.summary))
        }
        ["pages"] => build::build(&project, Runs::Skipped)
            .map(|book| println!("{}\nThe pages are at {}", book.summary, book.folder.join("index.html").display())),
        ["renew"] => material::Material::read(&project).and_then(|material| header::renew(&material)),
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

/// Prints faults, each with its file and line.
fn tell(faults: &[Fault]) {
    for fault in faults {
        eprintln!("{fault}");
    }
    if faults.len() > 1 {
        eprintln!("{} faults", faults.len());
    }
}

/// Opens a page in the browser if there is a display.
fn open(page: &Path) {
    let has_display = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if has_display && std::env::var_os("CI").is_none() {
        // An error is ignored: the path has been printed, so the reader can open the page by hand.
        let _ = opener::open_browser(page);
    }
}
