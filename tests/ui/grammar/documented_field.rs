//! A comment on a field.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        /// Two hidden units would do.
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
