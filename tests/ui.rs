//! Declarations that do not compile, one mistake per file, and the compiler's messages for them.
//!
//! The messages are compared only with the compiler version in `WORDED_BY`, since the wording changes between versions.
//! With any version, the doc tests of `backprop::network!` check that the mistakes are rejected.

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
        println!("not compared: the messages of {} may be worded differently", version.trim());
    }
}
