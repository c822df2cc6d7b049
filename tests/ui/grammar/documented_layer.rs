//! A layer with a doc comment.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh
        /// The output.
        -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
