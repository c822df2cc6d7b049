//! A constant that turns out to be zero.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const HIDDEN: usize = 4 - 4;

network! {
    struct Net {
        layers: 2 -> HIDDEN Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
