//! A network that is no `struct`.

use backprop::network;

network! {
    enum Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {}
