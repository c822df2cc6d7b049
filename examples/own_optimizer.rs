//! An optimizer of your own: how many numbers it remembers for each weight, and its step.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::training::optimizer::{Optimizer, Weights};
use backprop::{Adam, CrossEntropy, GradientDescent, Scalar, Sigmoid, Tanh, Trainer, network};

/// Lion (X. Chen et al., 2023): a step of ±α, by the sign of 0.9 v + 0.1 d; then v := 0.99 v + 0.01 d.
#[derive(Debug)]
struct Lion;

impl<T: Scalar> Optimizer<T> for Lion {
    fn moments(&self) -> usize {
        1 // v
    }
    fn step(&self, weights: Weights<'_, T>) {
        let (alpha, mean) = (weights.rate(), |beta, v, d| d + T::from_f64(beta) * (v - d));
        weights.each(|theta, d, [v]| {
            let moved = if mean(0.9, *v, d) > T::ZERO { theta - alpha } else { theta + alpha };
            *v = mean(0.99, *v, d);
            moved
        });
    }
}

network! {
    /// 30 measures of a tumor → the probability that it is benign.
    struct Tumors { layers: 30 -> 10 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/breast_cancer.csv");
    let tumors = Csv::new().without_header().open(path)?.classified(30, &["0", "1"])?;
    let tumors = Scaling::standardize(tumors.x())?.scale_x(&tumors)?;
    println!("J after 20 epochs, each from the same first weights:");
    let optimizers: [&dyn Optimizer<f64>; 3] = [&GradientDescent, &Adam::default(), &Lion];
    for (optimizer, rate) in optimizers.into_iter().zip([0.3, 0.003, 0.003]) {
        let mut network = Tumors::random(1);
        Trainer::new(rate).optimizer(optimizer).batch_size(32).epochs(20).shuffle(1).train(&mut network, &tumors)?;
        println!("  {:.4} by {optimizer:?} at the rate {rate}", network.cost(&tumors, 0.0));
    }
    println!(
        "Next: the example `resume` interrupts a run and goes on with it; the book (`cargo book`) explains the steps."
    );
    Ok(())
}
