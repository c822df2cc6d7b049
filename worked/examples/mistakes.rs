//! The classic mistakes: what detects each of them, and the first number that goes wrong.
//!
//! The run is in `worked/src/mistakes.rs`.

fn main() {
    print!("{}", worked::mistakes::run());
}
