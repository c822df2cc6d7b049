//! Methods whose features are not enabled.

use backprop::{CrossEntropy, Sigmoid, Tanh, Trainer, network};

network! {
    struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() {
    let net = Net::random(1);
    println!("{}", net.derivation());
    let trainer = Trainer::<Net>::new(0.5).progress();
    drop(trainer);
    backprop::Model::new(net).save("net.safetensors").unwrap();
    let model = backprop::Model::<Net>::load("net.safetensors").unwrap();
    model.export_onnx("net.onnx").unwrap();
}
