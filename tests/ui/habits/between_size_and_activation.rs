//! Signs between the size and the activation.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 x Tanh -> 3 * Tanh -> 1: Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
