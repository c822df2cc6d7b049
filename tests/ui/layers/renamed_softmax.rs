//! `Softmax` in a hidden layer, under another name.

use backprop::{CrossEntropy, Softmax, network};

use backprop::Softmax as Soft;

network! {
    struct Net {
        layers: 2 -> 4 Soft -> 3 Softmax,
        cost: CrossEntropy,
    }
}

fn main() {}
