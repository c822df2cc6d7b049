//! Settings that have another name, or another place, in a `Trainer`.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};

network! {
    struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() {
    let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]).unwrap();
    let mut net = Net::random(1);
    Trainer::new(0.5).learning_rate(0.1).train(&mut net, &samples).unwrap();
    Trainer::new(0.5).momentum(0.9).train(&mut net, &samples).unwrap();
    Trainer::new(0.5).max_iter(100).train(&mut net, &samples).unwrap();
    Trainer::new(0.5).weight_decay(0.1).train(&mut net, &samples).unwrap();
    Trainer::new(0.5).verbose(true).train(&mut net, &samples).unwrap();
    Trainer::new(0.5).fit(&mut net, &samples).unwrap();
}
