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
    println!("A 3-5-3 network of sigmoids, five examples with the classes 1, 2, 0, 1, 2, and λ = {LAMBDA}.");
    println!(
        "a, z: the values of each layer; δ: its errors; Δ, D: the gradient as a sum and as a mean; J: the cost.\n"
    );
    println!("{}\n", network.trace(&samples, LAMBDA));
    println!("Each entry of D beside a measured slope: {}\n", gradient_check(&network, &samples, LAMBDA));
    println!(
        "Next: `cargo book`, the chapter \"Checking\"; the example `own_activation` checks a function of its own."
    );
    Ok(())
}

/// Returns a matrix of sin(1)/10, sin(2)/10, …, column by column.
fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}
