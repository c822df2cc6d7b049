//! Layers as calls.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> Dense(4, Tanh) -> Sigmoid(1),
        cost: CrossEntropy,
    }
}

fn main() {}
