//! More weights than a machine can hold, by a constant.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const WIDE: usize = 100_000;

network! {
    struct Net {
        layers: WIDE -> 20_000 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
