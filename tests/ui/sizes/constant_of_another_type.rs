//! A constant that is no `usize`.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const HIDDEN: u32 = 4;

network! {
    struct Net {
        layers: 2 -> HIDDEN Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
