//! How errors flow back: where the formulas without g′ hold, and where they do not.
//!
//! The run is in `worked/src/intuition.rs`.

fn main() {
    print!("{}", worked::intuition::run());
}
