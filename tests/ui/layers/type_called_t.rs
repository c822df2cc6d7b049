//! A type that is called like the number of the network.

use backprop::{CrossEntropy, Sigmoid, network};

type T = backprop::Tanh;

network! {
    struct Net {
        layers: 2 -> 4 T -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
