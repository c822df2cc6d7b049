//! A cost that was left out.

use backprop::{Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: ,
    }
}

fn main() {}
