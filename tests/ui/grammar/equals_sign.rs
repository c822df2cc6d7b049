//! An equals sign in the place of a colon.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers = 2 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
