//! Exclusive or from twenty starts: which of them lead to a network that has learned it, and where the others end.
//!
//! Two hidden units are enough to represent exclusive or. Four are more than enough.

use crate::xor::{Xor, samples};
use backprop::{CrossEntropy, Network, Sigmoid, Tanh, TrainingError, accuracy, batch_descent, network};
use std::fmt;

network! {
    /// Exclusive or with two hidden units.
    pub struct Two { layers: 2 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// The number of starts: the seeds 0 to 19.
const STARTS: u64 = 20;
const RATE: f64 = 0.5;
/// The numbers of steps after which J is recorded.
const STEPS: [usize; 2] = [1000, 10_000];

/// A run from one start.
pub struct From {
    pub seed: u64,
    /// J after each of the numbers of steps.
    pub costs: [f64; 2],
    /// Whether all four answers are right at the end.
    pub learned: bool,
}

/// The results of the example.
pub struct Run {
    pub two: Vec<From>,
    pub four: Vec<From>,
}

pub fn run() -> Result<Run, TrainingError> {
    let two = (0..STARTS).map(|seed| from(seed, Two::random(seed))).collect::<Result<_, _>>()?;
    let four = (0..STARTS).map(|seed| from(seed, Xor::random(seed))).collect::<Result<_, _>>()?;
    Ok(Run { two, four })
}

fn from<N>(seed: u64, mut network: N) -> Result<From, TrainingError>
where
    N: Network<Scalar = f64, Input = [f64; 2], Output = [f64; 1]>,
{
    let samples = samples();
    let mut costs = [0.0; 2];
    let mut done = 0;
    for (cost, steps) in costs.iter_mut().zip(STEPS) {
        batch_descent(&mut network, &samples, 0.0, RATE, steps - done)?;
        done = steps;
        *cost = network.cost(&samples, 0.0);
    }
    Ok(From { seed, costs, learned: accuracy(&network, &samples) == 1.0 })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (units, runs) in [("Two", &self.two), ("Four", &self.four)] {
            let learned = runs.iter().filter(|run| run.learned).count();
            writeln!(f, "{units} hidden units: {learned} of {} starts lead to right answers", runs.len())?;
            for From { seed, costs: [first, last], learned } in runs {
                let answers = if *learned { "right" } else { "wrong" };
                writeln!(f, "  seed {seed:>2}: J = {first:.4}, then J = {last:.4}, {answers}")?;
            }
        }
        Ok(())
    }
}
