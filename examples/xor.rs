//! Learns exclusive or (XOR), the smallest task that a single layer cannot learn.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, batch_descent, network};
use std::error::Error;

network! {
    /// Exclusive or: the smallest task that a single layer cannot learn.
    pub struct Xor {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let y = [[0.0], [1.0], [1.0], [0.0]];
    let samples = Samples::new(x, y)?;

    let mut xor = Xor::random(7);
    println!("At the start:\n{}\n", xor.trace(&samples, 0.0));

    println!("Descent:\n  step    0: J = {:.6}", xor.cost(&samples, 0.0));
    for hundred in 1..=10 {
        batch_descent(&mut xor, &samples, 0.0, 0.5, 100)?;
        println!("  step {:>4}: J = {:.6}", 100 * hundred, xor.cost(&samples, 0.0));
    }

    let Xor { theta_1, theta_2 } = &xor;
    println!("\nAt the end, Θ⁽¹⁾ = {theta_1:.3?}, Θ⁽²⁾ = {theta_2:.3?}:\n{}", xor.trace(&samples, 0.0));
    Ok(())
}
