//! The input has no error.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() {
    let net = Net::random(1);
    let deltas = net.backward(&net.forward(&[0.5, 0.5]), &[1.0]);
    println!("{:?}", deltas.delta_1);
}
