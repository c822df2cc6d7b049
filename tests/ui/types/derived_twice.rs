//! A trait that every network has already.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    #[derive(Clone)]
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
