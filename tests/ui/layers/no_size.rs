//! A layer without a size.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
