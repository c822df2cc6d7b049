//! An activation as a layer of its own.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 -> Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
