//! A much-read worked example of backpropagation, and the slip in its printed numbers.
//!
//! The run is in `worked/src/mazur.rs`.

fn main() {
    print!("{}", worked::mazur::run());
}
