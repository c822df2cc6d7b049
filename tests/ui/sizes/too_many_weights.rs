//! More weights than a machine can hold, and more units than its stack.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 60_000 Tanh -> 40_000 Tanh -> 600_000 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
