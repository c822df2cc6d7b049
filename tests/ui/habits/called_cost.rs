//! A cost that is built.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy::new(),
    }
}

fn main() {}
