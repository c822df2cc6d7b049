//! A softmax with three outputs, and its derivatives.
//!
//! The run is in `worked/src/softmax.rs`.

fn main() {
    print!("{}", worked::softmax::run());
}
