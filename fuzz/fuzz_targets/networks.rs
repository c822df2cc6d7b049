//! Fuzzes the equations: bytes → network and samples → cost and gradient.
//!
//! With `cargo fuzz`, a fuzzer searches for bytes that reach new code; otherwise the bytes are
//! [random](backprop_fuzz::search).

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backprop_fuzz::network(bytes));

#[cfg(not(fuzzing))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    backprop_fuzz::search::main("networks", backprop_fuzz::network)
}
