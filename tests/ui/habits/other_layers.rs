//! Kinds of layers that do not exist.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: Flatten -> 784 -> 16 Tanh -> BatchNorm -> Dropout(0.5) -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
