//! A much-read worked example of backpropagation: M. Mazur's 2-2-2 network of 2015.
//!
//! Its author holds the biases fixed. He prints a cost of 0.291027924 after one update. That number results from
//! updating the output's weights before the hidden errors are computed. If all errors are computed with the old
//! weights, the cost is 0.291027774.

use backprop::training::trainer::Biases;
use backprop::{Samples, Sigmoid, SquaredError, Trace, Trainer, network};
use std::fmt;
use std::ops::ControlFlow;

network! {
    /// Two inputs, two hidden units, two outputs.
    pub struct Mazur {
        layers: 2 -> 2 Sigmoid -> 2 Sigmoid,
        cost: SquaredError,
    }
}

/// The learning rate α.
pub const RATE: f64 = 0.5;
/// The numbers of updates after which the cost is recorded.
const UPDATES: [usize; 5] = [1, 10, 100, 1000, 10_000];

/// The results of the example.
pub struct Run {
    /// Both passes before the first update.
    pub trace: Trace<Mazur>,
    /// The descent with fixed biases, as in the original.
    pub fixed_biases: Descent,
    /// The descent in which the biases are trained like all other weights.
    pub learning_biases: Descent,
}

/// The results of a descent.
pub struct Descent {
    /// Numbers of updates, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    /// The output after the last update.
    pub output: [f64; 2],
}

/// Returns the network with its first weights.
pub fn network() -> Mazur {
    Mazur {
        theta_1: [[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]].into(),
        theta_2: [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]].into(),
    }
}

/// Returns the example.
pub fn samples() -> Samples<[f64; 2], [f64; 2]> {
    Samples::new([[0.05, 0.10]], [[0.01, 0.99]]).expect("all values are finite")
}

pub fn run() -> Run {
    let (start, samples) = (network(), samples());
    Run {
        trace: start.trace(&samples, 0.0),
        fixed_biases: descent(start.clone(), &samples, Biases::Fixed),
        learning_biases: descent(start, &samples, Biases::Learned),
    }
}

fn descent(mut mazur: Mazur, samples: &Samples<[f64; 2], [f64; 2]>, biases: Biases) -> Descent {
    let mut costs = vec![(0, mazur.cost(samples, 0.0))];
    let trainer = Trainer::new(RATE).epochs(UPDATES[4]).biases(biases).watch(|epoch| {
        if UPDATES.contains(&epoch.number()) {
            costs.push((epoch.number(), epoch.cost()));
        }
        ControlFlow::Continue(())
    });
    trainer.train(&mut mazur, samples).expect("training does not diverge at this learning rate");
    Descent { costs, output: mazur.output(&samples.x()[0]) }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:.9}\n\nBiases held fixed:\n{}", self.trace, self.fixed_biases)?;
        writeln!(f, "Biases learning too:\n{}", self.learning_biases)
    }
}

impl fmt::Display for Descent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (updates, cost) in &self.costs {
            writeln!(f, "  after {updates:>5} updates: J = {cost:.9}")?;
        }
        writeln!(f, "  h(x) = {:.9?}", self.output)
    }
}
