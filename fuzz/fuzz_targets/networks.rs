//! Fuzzes the equations: bytes → a network and samples → its cost and gradient.
//!
//! `cargo fuzz` searches for bytes that reach new code; otherwise they are [random](backprop_fuzz::search).

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backprop_fuzz::network(bytes));

#[cfg(not(fuzzing))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    backprop_fuzz::search::main("networks", backprop_fuzz::network)
}
