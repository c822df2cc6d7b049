//! One neuron: logistic regression, a network without a hidden layer.
//!
//! It classifies two species of iris, versicolor (0) and virginica (1), by the length and width of a petal.

use backprop::{CrossEntropy, Samples, Sigmoid, Trace, TrainingError, accuracy, batch_descent, network};
use std::fmt;

network! {
    /// Maps the length and width of a petal to the probability that the species is virginica.
    pub struct Logistic {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

const LAMBDA: f64 = 0.1;
const RATE: f64 = 0.5;

/// The results of the example.
pub struct Run {
    /// Numbers of steps, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    pub trained: Logistic,
    /// Both passes through the trained network.
    pub trace: Trace<Logistic>,
    pub accuracy: f64,
    /// Two points of the decision boundary: a petal with this length and this width is of either species with
    /// probability ½.
    pub boundary: [(f64, f64); 2],
}

pub fn run() -> Result<Run, TrainingError> {
    let samples = samples();
    let mut logistic = Logistic::zeros();
    let mut costs = vec![(0, logistic.cost(&samples, LAMBDA))];
    for steps in [1, 10, 100, 1000] {
        let (done, _) = costs[costs.len() - 1];
        batch_descent(&mut logistic, &samples, LAMBDA, RATE, steps - done)?;
        costs.push((steps, logistic.cost(&samples, LAMBDA)));
    }
    // On the boundary, h = 0.5, so z = 0: bias + (length − 5) · w₁ + (width − 1.5) · w₂ = 0.
    let [bias, length_weight, width_weight] = logistic.theta_1[0];
    let boundary = [4.0, 6.0].map(|length| (length, -(bias + (length - 5.0) * length_weight) / width_weight + 1.5));
    Ok(Run {
        costs,
        trace: logistic.trace(&samples, LAMBDA),
        accuracy: accuracy(&logistic, &samples),
        trained: logistic,
        boundary,
    })
}

/// Returns the petals of 50 versicolors and 50 virginicas. The features are differences from a petal of 5 cm × 1.5 cm.
fn samples() -> Samples<[f64; 2], [f64; 1]> {
    let (x, species) = crate::data::iris();
    let petals = x.iter().zip(species).filter(|(_, species)| *species != 0);
    let petals = petals.map(|([_, _, length, width], species)| ([length - 5.0, width - 1.5], species - 1));
    let (petals, species): (Vec<_>, Vec<_>) = petals.unzip();
    Samples::from_classes(petals, &species).expect("lengths are finite")
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Descent with λ = {LAMBDA} and the rate {RATE}:")?;
        for (steps, cost) in &self.costs {
            writeln!(f, "  step {steps:>4}: J = {cost:.6}")?;
        }
        writeln!(f, "\nThe trained network, Θ⁽¹⁾ = {:.6?}:\n{}", self.trained.theta_1, self.trace)?;
        let [(short, wide), (long, narrow)] = self.boundary;
        writeln!(f, "\nThe boundary runs from {short} cm × {wide:.2} cm to {long} cm × {narrow:.2} cm;")?;
        writeln!(f, "{:.0} of 100 petals lie on their side of it.", 100.0 * self.accuracy)
    }
}
