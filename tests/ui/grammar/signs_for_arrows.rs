//! Other signs in the place of arrows.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 > 4 Tanh | 4 Tanh - 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
