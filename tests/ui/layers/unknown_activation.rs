//! An activation that does not exist.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tahn -> 3 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
