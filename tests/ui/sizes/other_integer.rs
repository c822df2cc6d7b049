//! An integer of another type.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4u8 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
