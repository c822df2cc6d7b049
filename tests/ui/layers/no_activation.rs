//! A layer without an activation.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
