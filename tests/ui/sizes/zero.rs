//! A layer without units.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 0 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
