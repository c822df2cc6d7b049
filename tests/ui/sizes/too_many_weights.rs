//! More weights than a machine can hold.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 1_000_000 Tanh -> 1_000_000 Tanh -> 20_000_000 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
