//! Two activations in one layer.

use backprop::{CrossEntropy, Relu, Sigmoid, Softmax, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh Relu -> 3 Sigmoid + Softmax,
        cost: CrossEntropy,
    }
}

fn main() {
    let _ = Net::random(1);
}
