//! One neuron: logistic regression, a network without a hidden layer.
//!
//! It tells two species of iris apart, versicolor from virginica, by the length and width of a petal. The run is in
//! `worked/src/logistic.rs`.

use backprop::Diverged;

fn main() -> Result<(), Diverged> {
    print!("{}", worked::logistic::run()?);
    Ok(())
}
