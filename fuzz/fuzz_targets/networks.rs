//! Bytes to a network and samples to its cost and gradient: under `cargo fuzz` with bytes that reach new code, else with [random ones](backprop_fuzz::search).

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backprop_fuzz::network(bytes));

#[cfg(not(fuzzing))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    backprop_fuzz::search::main("networks", backprop_fuzz::network)
}
