//! The size behind the activation.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> Tanh 4 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
