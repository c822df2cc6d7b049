//! `Softmax` with a single output, which is always 1.

use backprop::{CrossEntropy, Softmax, Tanh, network};

network! {
    struct Net { layers: 2 -> 4 Tanh -> 1 Softmax, cost: CrossEntropy }
}

fn main() {
    Net::random(1).output(&[0.0, 1.0]);
}
