//! A declaration that is still being typed.

use backprop::{Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1
        cost:
    }
}

fn main() {}
