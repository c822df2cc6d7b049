//! A type that is no cost.

use backprop::{Sigmoid, Tanh, network};

struct Loss;

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: Loss,
    }
}

fn main() {}
