//! All mistakes of a declaration are told at once, each at its own token.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 Tanh -> 4 -> 0 Tanh -> -1 Sigmoid,
        cots: CrossEntropy,
        cost: CrossEntropy,
        rate: 0.5,
    }
}

fn main() {}
