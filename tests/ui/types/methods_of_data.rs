//! Methods that samples, scalings, models and histories of other libraries have.

use backprop::data::scaling::Scaling;
use backprop::{CrossEntropy, Model, Samples, Sigmoid, Tanh, Trainer, accuracy, network};

network! {
    struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() {
    let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]).unwrap();
    let (training, test) = samples.split(0.2);
    let batches = samples.batch(32);
    let scaling = Scaling::standardize(samples.x()).unwrap();
    let scaled = scaling.transform(&samples);
    let mut net = Net::random(1);
    let state = Trainer::new(0.5).train(&mut net, &samples).unwrap();
    println!("{:?}", state.history());
    println!("{}", accuracy(&samples, &samples));
    Trainer::new(0.5).optimizer("adam").train(&mut net, &samples).unwrap();
    let model = Model::new(net);
    println!("{} {}", model.predict(&[0.0, 1.0]), model.score(&samples));
}
