//! The classic mistakes, what sees each of them, and the number that is the first to go wrong.
//!
//! The run is in `worked/src/mistakes.rs`.

fn main() {
    print!("{}", worked::mistakes::run());
}
