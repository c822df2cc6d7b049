//! `Softmax` takes a whole layer and can only be the last one.

use backprop::{CrossEntropy, Softmax, network};

network! {
    struct Net {
        layers: 2 -> 4 Softmax -> 3 Softmax,
        cost: CrossEntropy,
    }
}

fn main() {}
