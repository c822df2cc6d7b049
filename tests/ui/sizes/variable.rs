//! A variable.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> hidden Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
