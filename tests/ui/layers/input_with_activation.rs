//! An activation of the input.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 Tanh -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
