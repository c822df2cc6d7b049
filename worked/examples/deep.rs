//! Errors on their way through eight hidden layers: the vanishing gradient.
//!
//! The run is in `worked/src/deep.rs`.

fn main() {
    print!("{}", worked::deep::run());
}
