//! More units than fit on the stack, by a constant.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const WIDE: usize = 600_000;

network! {
    struct Net {
        layers: 2 -> WIDE Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
