//! More weights than a machine can hold, by a constant.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const WIDE: usize = 1_000_000;

network! {
    struct Net {
        layers: WIDE -> 2_000 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
