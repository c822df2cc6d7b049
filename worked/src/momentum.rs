//! Two steps with momentum: exercise 4.7 of T. Mitchell's "Machine Learning" (1997).
//!
//! The network has two inputs a and b, one hidden unit c and one output d; all weights are 0.1. It takes one step on
//! the example (1, 0) with target 1, then one step on (0, 1) with target 0. The learning rate is 0.3, the momentum is
//! 0.9.

use backprop::{Momentum, Samples, SamplesOf, Sigmoid, SquaredError, Trace, Trainer, TrainingError, network};
use std::fmt;

network! {
    /// The network of the exercise.
    pub struct Exercise {
        layers: 2 -> 1 Sigmoid -> 1 Sigmoid,
        cost: SquaredError,
    }
}

/// The results of the example.
pub struct Run {
    /// Both passes of the first example with the initial weights.
    pub first: Trace<Exercise>,
    /// The weights after the first step.
    pub after_first: Exercise,
    /// Both passes of the second example with those weights.
    pub second: Trace<Exercise>,
    /// The weights after the second step, with momentum.
    pub after_second: Exercise,
    /// The weights after the second step, without momentum.
    pub without_momentum: Exercise,
}

pub fn run() -> Result<Run, TrainingError> {
    let examples = |x, y| Samples::new([x], [y]).expect("all values are finite");
    let (first, second) = (examples([1.0, 0.0], [1.0]), examples([0.0, 1.0], [0.0]));
    let start = Exercise { theta_1: [[0.1; 3]].into(), theta_2: [[0.1; 2]].into() };

    let trainer = |epochs| Trainer::new(0.3).optimizer(Momentum::default()).epochs(epochs);
    let mut after_first = start.clone();
    let state = trainer(1).train(&mut after_first, &first)?;
    let mut after_second = after_first.clone();
    trainer(2).resume(&mut after_second, &second, state)?;
    let mut without_momentum = after_first.clone();
    Trainer::new(0.3).epochs(1).train(&mut without_momentum, &second)?;

    let trace = |network: &Exercise, samples: &SamplesOf<Exercise>| network.trace(samples, 0.0);
    let (first, second) = (trace(&start, &first), trace(&after_first, &second));
    Ok(Run { first, after_first, second, after_second, without_momentum })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, after_first, second, after_second, without_momentum } = self;
        writeln!(f, "{first:.6}\n")?;
        weights(f, "After the first step", after_first)?;
        writeln!(f, "{second:.6}\n")?;
        weights(f, "After the second step", after_second)?;
        weights(f, "After a second step without momentum", without_momentum)
    }
}

fn weights(f: &mut fmt::Formatter<'_>, when: &str, Exercise { theta_1, theta_2 }: &Exercise) -> fmt::Result {
    writeln!(f, "{when}, Θ⁽¹⁾ = {theta_1:.6?}, Θ⁽²⁾ = {theta_2:.6?}\n")
}
