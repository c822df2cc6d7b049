//! Integers in the place of numbers.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    let samples = Samples::new([[0, 1], [1, 1]], [[1], [0]]).unwrap();
    let _ = samples;
}
