//! A type that is no number.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
        scalar: bool,
    }
}

fn main() {}
