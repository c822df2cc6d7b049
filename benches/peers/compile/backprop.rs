//! A user's crate: one network of four layers.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, batch_descent, network};

network! {
    struct FourLayers { layers: 8 -> 16 Tanh -> 16 Tanh -> 2 Sigmoid, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let samples = Samples::new([[0.5; 8], [0.25; 8]], [[1.0, 0.0], [0.0, 1.0]])?;
    let mut network = FourLayers::random(1);
    batch_descent(&mut network, &samples, 0.0, 0.1, 100)?;
    println!("{:?}", network.output(&[0.5; 8]));
    Ok(())
}
