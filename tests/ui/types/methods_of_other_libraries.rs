//! Methods that networks of other libraries have.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network};

network! {
    struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() {
    let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]]).unwrap();
    let mut net = Net::random(1);
    net.compile("adam");
    net.fit(&samples, 100);
    net.summary();
    println!("{:?}", net.evaluate(&samples));
    println!("{:?}", net.predict_proba(&[0.0, 1.0]));
    println!("{:?}", net.parameters());
    net.save("net.safetensors").unwrap();
    let _ = Net::load("net.safetensors").unwrap();
}
