//! The program behind `cargo book`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    backprop_book::run(&arguments)
}
