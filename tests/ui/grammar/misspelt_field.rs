//! A field whose name is misspelt.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cots: CrossEntropy,
    }
}

fn main() {}
