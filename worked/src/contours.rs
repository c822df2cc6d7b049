//! How the cost of the neuron of [`logistic`] falls, in points enough to draw it: J after each of the first
//! hundred steps, and two paths over the plane of its two weights.
//!
//! The paths start at the same point: a hundred steps of batch gradient descent, and a hundred stochastic steps, which see one
//! petal each. There the bias stays 0, so that the cost is a function of two numbers and has contours.

use crate::logistic::{self, LAMBDA, Logistic, RATE};
use backprop::{SamplesOf, Scalar, TrainingError, batch_descent};
use std::fmt;

/// The number of steps.
pub const STEPS: usize = 100;
/// The rate of both paths. It is large, so that the difference between them can be seen.
pub const PATH_RATE: f64 = 2.0;
/// The seed of the order of the petals.
pub const SEED: u64 = 1;

/// Both weights: of the length and of the width.
pub type Weights<T = f64> = [T; 2];

/// The cost over the plane of the two weights.
pub struct Plane {
    samples: SamplesOf<Logistic>,
}

impl Plane {
    /// Reads the petals of both species.
    pub fn of_petals() -> Self {
        Self { samples: logistic::samples() }
    }

    /// Returns J for these weights and the bias 0.
    pub fn cost(&self, weights: Weights) -> f64 {
        neuron(weights).cost(&self.samples, LAMBDA)
    }
}

/// The results of the example.
pub struct Run {
    /// Numbers of steps of the descent of `logistic`, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    /// The weights at the start and after each step of batch gradient descent.
    pub batch: Vec<Weights>,
    /// The weights at the start and after each stochastic step.
    pub stochastic: Vec<Weights>,
}

pub fn run() -> Result<Run, TrainingError> {
    let samples = logistic::samples();
    let mut logistic = Logistic::zeros();
    let mut costs = vec![(0, logistic.cost(&samples, LAMBDA))];
    for steps in 1..=STEPS {
        batch_descent(&mut logistic, &samples, LAMBDA, RATE, 1)?;
        costs.push((steps, logistic.cost(&samples, LAMBDA)));
    }

    let share = LAMBDA / samples.len() as f64;
    let mut batch = vec![[0.0, 0.0]];
    let mut stochastic = batch.clone();
    for petal in samples.shuffled(SEED).singles().take(STEPS) {
        batch.push(step(batch[batch.len() - 1], &samples, LAMBDA, PATH_RATE));
        stochastic.push(step(stochastic[stochastic.len() - 1], &petal, share, PATH_RATE));
    }
    Ok(Run { costs, batch, stochastic })
}

/// Returns the weights after one step against the gradient of the cost of these samples.
pub fn step<T: Scalar>(weights: Weights<T>, samples: &SamplesOf<Logistic<T>>, lambda: T, rate: T) -> Weights<T> {
    let gradient = neuron(weights).gradient(samples, lambda);
    let [_bias, length, width] = gradient.theta_1[0];
    [weights[0] - rate * length, weights[1] - rate * width]
}

/// Returns the neuron with these weights and the bias 0.
pub fn neuron<T: Scalar>([length, width]: Weights<T>) -> Logistic<T> {
    Logistic { theta_1: [[T::ZERO, length, width]].into() }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plane = Plane::of_petals();
        writeln!(f, "step   J        batch: weights, J            stochastic: weights, J")?;
        let shown = |weights: Weights| format!("{weights:6.3?}, {:.4}", plane.cost(weights));
        for (&(step, cost), (&batch, &stochastic)) in
            self.costs.iter().zip(self.batch.iter().zip(&self.stochastic)).step_by(10)
        {
            writeln!(f, "{step:>4}   {cost:.4}   {}   {}", shown(batch), shown(stochastic))?;
        }
        Ok(())
    }
}
