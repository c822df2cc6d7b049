//! Fields without their names.

use backprop::{CrossEntropy, Sigmoid, network};

network! {
    struct Net {
        2 -> 1 Sigmoid,
        CrossEntropy,
    }
}

fn main() {}
