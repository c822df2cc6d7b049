//! Errors flow backward along the weights. The formulas without g′ are exact for identity units and wrong for sigmoid
//! units.
//!
//! The run is in `worked/src/intuition.rs`.

fn main() {
    print!("{}", worked::intuition::run());
}
