//! Three learning rates, momentum and Adam in the same valley.
//!
//! The run is in `worked/src/valley.rs`.

fn main() {
    print!("{}", worked::valley::run());
}
