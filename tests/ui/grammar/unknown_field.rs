//! A field that no network has.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
        optimizer: Adam,
    }
}

fn main() {}
