//! A network that a web page trains.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, batch_descent, network};

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// Returns the cost of the network after `epochs` steps of batch gradient descent.
#[unsafe(no_mangle)]
pub extern "C" fn cost_after(epochs: usize) -> f64 {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]]).expect("all values are finite");
    let mut xor = Xor::random(7);
    batch_descent(&mut xor, &samples, 0.0, 0.5, epochs).expect("a small rate does not diverge");
    xor.cost(&samples, 0.0)
}
