//! Forward mode and reverse mode of automatic differentiation, on one chain.
//!
//! The run is in `worked/src/modes.rs`.

fn main() {
    print!("{}", worked::modes::run());
}
