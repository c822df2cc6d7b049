//! A comma in the middle of the layers.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh, -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    let _ = Net::random(1);
}
