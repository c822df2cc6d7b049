//! A crate that depends on the published archives, under another name, and declares a network.

use learning::{CrossEntropy, Samples, SamplesError, Sigmoid, Tanh, gradient_check, network};

network! {
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() -> Result<(), SamplesError> {
    let samples = Samples::new([[0.0, 1.0]], [[1.0]])?;
    assert!(gradient_check(&Net::random(1), &samples, 0.1).agrees(), "the gradient is the derivative of the cost");
    println!("A crate that depends on the archives builds, and its gradient agrees.");
    Ok(())
}
