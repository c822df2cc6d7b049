//! Bytes to a file to what a loader says of it: under `cargo fuzz` with bytes that reach new code, else with [random ones](backprop_fuzz::search).

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backprop_fuzz::file(bytes));

#[cfg(not(fuzzing))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    backprop_fuzz::search::main("files", backprop_fuzz::file)
}
