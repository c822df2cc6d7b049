//! A network that is generic over its number.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net<T> {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
