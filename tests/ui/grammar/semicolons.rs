//! Semicolons in the place of commas.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 1 Sigmoid;
        cost: CrossEntropy;
    }
}

fn main() {}
