//! A function in the place of an activation.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
