//! Types of `backprop` as they are spelled elsewhere.

use backprop::{Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 ReLU -> 4 TANH -> 1 Sigmoid,
        cost: MSE,
    }
}

fn main() {}
