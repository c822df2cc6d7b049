//! One sigmoid output under cross-entropy and the squared error, on the right and far on the wrong side.
//!
//! The run is in `worked/src/one_output.rs`.

fn main() {
    print!("{}", worked::one_output::run());
}
