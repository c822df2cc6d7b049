//! A class from a network that returns quantities, where warnings are errors. Generic code predicts without a warning.

#![deny(warnings)]

use backprop::{Identity, Network, Softplus, SquaredError, Tanh, network};

network! {
    struct Price { layers: 2 -> 4 Tanh -> 1 Identity, cost: SquaredError }
    struct Rain { layers: 2 -> 2 Softplus, cost: SquaredError }
}

fn class<N: Network<Input = [f64; 2]>>(net: &N) -> usize {
    net.predict(&[0.0, 1.0])
}

fn main() {
    println!("{} {}", class(&Price::random(1)), class(&Rain::random(1)));
    println!("{}", Price::random(1).predict(&[0.0, 1.0]));
    println!("{}", Rain::random(1).predict(&[0.0, 1.0]));
}
