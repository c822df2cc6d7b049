//! Trains a network and prints the bits of its weights, one number per line. `.ci/release-check reproducible` compares
//! the output of several builds.

use backprop::{Adam, CrossEntropy, Network, Samples, Sigmoid, Softmax, Tanh, Trainer, batch_descent, network};
use std::error::Error;

network! {
    struct Net { layers: 20 -> 33 Tanh -> 17 Sigmoid -> 10 Softmax, cost: CrossEntropy }
}

const SAMPLES: usize = 3000;

fn main() -> Result<(), Box<dyn Error>> {
    let x: Vec<[f64; 20]> = (0..SAMPLES).map(|i| std::array::from_fn(|j| ((i * j) % 17) as f64 / 17.0)).collect();
    let classes: Vec<usize> = (0..SAMPLES).map(|i| i % 10).collect();
    let samples = Samples::from_classes(x, &classes)?;

    let mut net = Net::random(1);
    batch_descent(&mut net, &samples, 0.1, 0.5, 5)?;
    let trainer = Trainer::new(0.01).batch_size(64).shuffle(1).epochs(2).optimizer(Adam::default());
    trainer.train(&mut net, &samples)?;

    let gradient = backprop::fast::gradient(&net, &samples, 0.1);
    let textbook = net.gradient(&samples, 0.1);
    for number in [&net, &gradient, &textbook].iter().flat_map(|net| net.thetas()).flatten() {
        println!("{:016x}", number.to_bits());
    }
    Ok(())
}
