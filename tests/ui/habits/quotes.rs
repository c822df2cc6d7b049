//! Names in quotes.

use backprop::{Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 "tanh" -> 1 Sigmoid,
        cost: "bce",
        scalar: "float32",
    }
}

fn main() {}
