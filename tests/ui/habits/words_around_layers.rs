//! Words and brackets around a layer that say more than its size and its activation.

use backprop::{CrossEntropy, Sigmoid, Tanh, network};

network! {
    struct Net {
        layers: input 2 -> 4 activation=Tanh -> { 4 Tanh } -> 4 Tanh x 3 -> 4 Tanh dropout 0.5 -> 1 Sigmoid no_bias,
        cost: CrossEntropy,
    }
    struct Picture { layers: 28x28 -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() {
    let _ = (Net::random(1), Picture::random(1));
}
