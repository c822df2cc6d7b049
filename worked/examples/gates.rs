//! Logic gates with weights set by hand: AND, OR, NOR (NOT x₁ AND NOT x₂), and XNOR.
//!
//! The run is in `worked/src/gates.rs`.

fn main() {
    print!("{}", worked::gates::run());
}
