//! A network without layers.

use backprop::{CrossEntropy, network};

network! {
    struct Net {
        cost: CrossEntropy,
    }
}

fn main() {}
