//! The cost behind the layers.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 1 Sigmoid -> CrossEntropy,
        cost: CrossEntropy,
    }
}

fn main() {}
