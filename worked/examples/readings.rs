//! One network read with symbols, dual numbers, counting numbers and intervals.
//!
//! The run is in `worked/src/readings.rs`.

fn main() {
    print!("{}", worked::readings::run());
}
