//! One neuron: logistic regression, a network without a hidden layer.
//!
//! It classifies two species of iris, versicolor and virginica, by the length and width of a petal. The run is in
//! `worked/src/logistic.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::logistic::run()?);
    Ok(())
}
