//! AND, OR, NOT AND NOT, and XNOR, with weights set by hand.
//!
//! The run is in `worked/src/gates.rs`.

fn main() {
    print!("{}", worked::gates::run());
}
