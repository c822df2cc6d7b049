//! Builds the book of `backprop`, checks it, and serves it to writers.
//!
//! An equation is written once, in the doc comment above its code; a number is recorded once, in the snapshot of a run.
//! The pages are made from both, so neither can drift from the code.

mod api;
mod build;
mod chapter;
mod directive;
#[cfg(doctest)]
mod doctests;
mod expansion;
mod figure;
mod fresh;
mod glossary;
mod header;
mod html;
mod index;
mod links;
mod listing;
mod material;
mod math;
mod mistakes;
mod project;
mod serve;
mod snapshot;
mod source;
#[cfg(test)]
mod tests;
mod times;
mod trace_table;
mod your_network;

use build::Runs;
use project::{Fault, Project};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo book            runs the documented examples, builds the pages into target/book and opens them
cargo book build      the same without opening them
cargo book check      only checks
cargo book renew      writes the equations anew that `cargo doc` shows
cargo book serve      serves the pages on this machine, and builds them anew when a file changes";

/// Runs the command that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let project = Project::new();
    let done = match arguments.as_slice() {
        [] => build::build(&project, Runs::Fresh).map(|folder| {
            let index = folder.join("index.html");
            println!("The book is at {}", index.display());
            open(&index);
        }),
        ["build"] => build::build(&project, Runs::Fresh)
            .map(|folder| println!("The book is at {}", folder.join("index.html").display())),
        ["check"] => build::build(&project, Runs::Fresh).map(|_| println!("The book holds.")),
        ["renew"] => material::Material::read(&project).and_then(|material| header::renew(&material)),
        ["serve", rest @ ..] => serve::serve(&project, rest),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => {
            eprintln!("`{}` is not known\n\n{USAGE}", other.join(" "));
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

/// Tells what is wrong, each with its place.
fn tell(faults: &[Fault]) {
    for fault in faults {
        eprintln!("{fault}");
    }
    if faults.len() > 1 {
        eprintln!("{} faults", faults.len());
    }
}

/// Opens a page where there is a display.
fn open(page: &Path) {
    let has_display = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if has_display && std::env::var_os("CI").is_none() {
        // The path is printed already: a reader without a browser loses nothing.
        let _ = opener::open_browser(page);
    }
}
