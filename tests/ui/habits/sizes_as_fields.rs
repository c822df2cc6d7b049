//! Sizes and activations as fields.

use backprop::{CrossEntropy, network};

network! {
    struct Net {
        input: 2,
        hidden: [4],
        output: 1,
        activation: Tanh,
        cost: CrossEntropy,
    }
}

fn main() {}
