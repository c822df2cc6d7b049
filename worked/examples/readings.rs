//! One network, run with symbols, dual numbers, counting numbers and intervals instead of floats.
//!
//! The run is in `worked/src/readings.rs`.

fn main() {
    print!("{}", worked::readings::run());
}
