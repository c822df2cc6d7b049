//! Gradient checking: is the gradient right? The 3-5-3 network is from the exercise in Andrew Ng's course.
//!
//! Weights and inputs are sin(1)/10, sin(2)/10, …, column by column, so that everyone gets the same numbers.

use backprop::{CrossEntropy, Samples, SamplesError, Sigmoid, Theta, gradient_check, network};

network! {
    /// The network whose gradient is checked.
    pub struct Check {
        layers: 3 -> 5 Sigmoid -> 3 Sigmoid,
        cost: CrossEntropy,
    }
}

const LAMBDA: f64 = 1.0;

fn main() -> Result<(), SamplesError> {
    let network = Check { theta_1: sines(), theta_2: sines() };
    let x: Theta<f64, 5, 3> = sines();
    let samples = Samples::from_classes(*x, &[1, 2, 0, 1, 2])?;
    println!("With λ = {LAMBDA}:\n{}\n", network.trace(&samples, LAMBDA));
    println!("{}", gradient_check(&network, &samples, LAMBDA));
    Ok(())
}

/// Returns a matrix of sin(1)/10, sin(2)/10, …, column by column.
fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}
