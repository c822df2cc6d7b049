//! Settings of the training.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
        learning_rate: 0.1,
        epochs: 100,
        lambda: 0.01,
        metrics: [accuracy],
    }
}

fn main() {}
