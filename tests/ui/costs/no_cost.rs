//! A network without a cost.

use backprop::{Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
    }
}

fn main() {}
