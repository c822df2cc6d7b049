//! More units than there are numbers.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 99999999999999999999 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
