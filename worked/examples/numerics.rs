//! Formulas that are right for real numbers and go wrong with floats.
//!
//! The run is in `worked/src/numerics.rs`.

fn main() {
    print!("{}", worked::numerics::run());
}
