//! Forward propagation and backpropagation through the four layers of Andrew Ng's course, 3-5-5-4.
//!
//! One example passes through them. Weights and input are sin(1)/10, sin(2)/10, …, column by column.

use backprop::{CrossEntropy, Samples, SamplesError, Sigmoid, Theta, network};

network! {
    /// Four classes: pedestrian, car, motorcycle, truck.
    pub struct FourLayers {
        layers: 3 -> 5 Sigmoid -> 5 Sigmoid -> 4 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() -> Result<(), SamplesError> {
    let network = FourLayers { theta_1: sines(), theta_2: sines(), theta_3: sines() };
    let x = [1.0, 2.0, 3.0].map(|k: f64| k.sin() / 10.0);
    let samples = Samples::new([x], [[0.0, 1.0, 0.0, 0.0]])?;
    println!("A 3-5-5-4 network of sigmoids, and one example of the second class, y = (0, 1, 0, 0).");
    println!(
        "a, z: the values of each layer; δ: its errors; Δ, D: the gradient as a sum and as a mean; J: the cost.\n"
    );
    println!("{}\n", network.trace(&samples, 0.0));
    println!("Next: `cargo book` derives each of these lines; the example `check` measures whether they are right.");
    Ok(())
}

/// Returns a matrix of sin(1)/10, sin(2)/10, …, column by column.
fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}
