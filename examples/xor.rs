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

    println!("A network with 2 inputs, 4 hidden units and 1 output learns exclusive or by gradient descent.\n");
    let mut xor = Xor::random(7);
    println!("  step    0: J = {:.6}", xor.cost(&samples, 0.0));
    for hundred in 1..=10 {
        batch_descent(&mut xor, &samples, 0.0, 0.5, 100)?;
        println!("  step {:>4}: J = {:.6}", 100 * hundred, xor.cost(&samples, 0.0));
    }

    println!("\n  x          y    output  prediction");
    for (x, y) in &samples {
        println!("  {x:?} {:3}    {:.4}  {}", y[0], xor.output(x)[0], xor.predict(x));
    }
    println!("\nAll numbers of the example (0, 1): z, a and errors δ of its layers, and its gradient D:\n");
    println!("{}\n", xor.trace(&samples.select(&[1])?, 0.0));
    println!("Next: `cargo book` explains these numbers; the example `digits` reads handwriting, `csv` reads a table.");
    Ok(())
}
