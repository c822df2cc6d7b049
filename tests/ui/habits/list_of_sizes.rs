//! The sizes as a list.

use backprop::{CrossEntropy, network};

network! {
    struct Net {
        layers: [2, 4, 1],
        cost: CrossEntropy,
    }
}

fn main() {}
