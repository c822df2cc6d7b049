//! A type that is no activation.

use backprop::{CrossEntropy, Sigmoid, network};

struct Swish;

network! {
    struct Net {
        layers: 2 -> 4 Swish -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
