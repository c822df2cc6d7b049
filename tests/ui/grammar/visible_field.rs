//! A field with a visibility.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        pub layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
