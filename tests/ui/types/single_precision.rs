//! A sample of `f64` for a network of `f32`.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
        scalar: f32,
    }
}

fn main() {
    let x: [f64; 2] = [0.5, 0.5];
    let _ = Net::random(1).output(&x);
}
