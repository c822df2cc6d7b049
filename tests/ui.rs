//! What does not compile, and what the compiler says of it: one mistake a file.
//!
//! The words are those of the compiler's version that `WORDED_BY` names; another version only has to refuse the
//! mistakes, which the doc tests of `backprop::network!` check.

use std::process::Command;

const WORDED_BY: &str = "rustc 1.95.";

#[test]
fn mistakes_are_refused_in_the_users_words() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler runs").stdout;
    let version = String::from_utf8_lossy(&version);
    if version.starts_with(WORDED_BY) {
        trybuild::TestCases::new().compile_fail("*/*.rs");
    } else {
        println!("not compared: {} words its messages in its own way", version.trim());
    }
}
