//! A constant that does not exist.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

const HIDDEN: usize = 4;

network! {
    struct Net {
        layers: 2 -> HIDEN Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    println!("{HIDDEN}");
}
