//! Three numbers for a network of two inputs.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    let _ = Net::random(1).forward(&[0.5, 0.5, 0.5]);
}
