//! A network with the name of its activation.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Tanh {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
