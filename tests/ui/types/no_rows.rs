//! Rows that are not numbers.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    let _ = Samples::new([[0.0, 1.0], [1.0, 1.0]], [true, false]).unwrap();
}
