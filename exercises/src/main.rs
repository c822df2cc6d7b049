//! The command `cargo exercise`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    exercises::command::run(&arguments)
}
