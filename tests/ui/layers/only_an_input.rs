//! A network without weights.

use backprop::{CrossEntropy, network};

network! {
    struct Net {
        layers: 2,
        cost: CrossEntropy,
    }
}

fn main() {}
