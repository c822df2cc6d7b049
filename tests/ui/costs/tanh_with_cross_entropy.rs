//! Cross-entropy needs probabilities.

use backprop::{CrossEntropy, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 1 Tanh,
        cost: CrossEntropy,
    }
}

fn main() {}
