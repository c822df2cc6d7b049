//! What the regularization λ does for handwritten digits, with many training rows and with few.
//!
//! The network of [`digits`](crate::digits) is trained on all training rows, and on a hundred of them, at several λ and from
//! several starts. The test rows are the same in all runs.

use crate::digits::{Digits, samples};
use backprop::{SamplesOf, TrainingError, accuracy, minibatch_descent};
use std::fmt;

/// The λ that are tried.
pub const LAMBDAS: [f64; 4] = [0.0, 0.3, 1.0, 3.0];
/// The number of starts: the seeds 1 to 5.
const STARTS: u64 = 5;
const RATE: f64 = 0.5;
/// The number of rows in a mini-batch.
pub const BATCH: usize = 10;
/// The number of training rows when they are few.
pub const FEW: usize = 100;
/// The number of epochs with few and with all training rows.
pub const EPOCHS: [usize; 2] = [200, 30];

/// The runs with one λ.
pub struct Penalty {
    pub lambda: f64,
    /// The mean over the starts.
    pub training_accuracy: f64,
    pub test_accuracy: f64,
    /// The mean cost of a test row, without the regularization.
    pub test_cost: f64,
    /// The test accuracy of each start.
    pub starts: Vec<f64>,
    /// The mean of the sum of all squared weights without biases.
    pub squares: f64,
}

/// A moment of a training without regularization.
pub struct Moment {
    pub epochs: usize,
    pub training_cost: f64,
    pub test_cost: f64,
    pub training_accuracy: f64,
    pub test_accuracy: f64,
}

/// The results of the example.
pub struct Run {
    /// A hundred training rows.
    pub few: Vec<Penalty>,
    /// All training rows.
    pub all: Vec<Penalty>,
    /// A run on a hundred rows with λ = 0.
    pub overfitting: Vec<Moment>,
}

pub fn run() -> Result<Run, TrainingError> {
    let (all, test) = samples();
    let [epochs_of_few, epochs_of_all] = EPOCHS;
    let few = all.select(&(0..FEW).collect::<Vec<_>>()).expect("there are more rows");
    Ok(Run {
        few: LAMBDAS.map(|lambda| penalty(&few, &test, lambda, epochs_of_few)).into_iter().collect::<Result<_, _>>()?,
        all: LAMBDAS.map(|lambda| penalty(&all, &test, lambda, epochs_of_all)).into_iter().collect::<Result<_, _>>()?,
        overfitting: overfitting(&few, &test)?,
    })
}

fn penalty(
    training: &SamplesOf<Digits>,
    test: &SamplesOf<Digits>,
    lambda: f64,
    epochs: usize,
) -> Result<Penalty, TrainingError> {
    let mut trained = Vec::new();
    for seed in 1..=STARTS {
        let mut digits = Digits::random(seed);
        minibatch_descent(&mut digits, training, BATCH, lambda, RATE, epochs)?;
        trained.push(digits);
    }
    let mean = |of: &dyn Fn(&Digits) -> f64| trained.iter().map(of).sum::<f64>() / trained.len() as f64;
    Ok(Penalty {
        lambda,
        training_accuracy: mean(&|digits| accuracy(digits, training)),
        test_accuracy: mean(&|digits| accuracy(digits, test)),
        test_cost: mean(&|digits| digits.cost(test, 0.0)),
        starts: trained.iter().map(|digits| accuracy(digits, test)).collect(),
        squares: mean(&|digits| digits.theta_1.squares() + digits.theta_2.squares()),
    })
}

fn overfitting(training: &SamplesOf<Digits>, test: &SamplesOf<Digits>) -> Result<Vec<Moment>, TrainingError> {
    let mut digits = Digits::random(1);
    let mut moments = Vec::new();
    let mut done = 0;
    for epochs in [0, 5, 10, 20, 50, 100, 200, 500] {
        minibatch_descent(&mut digits, training, BATCH, 0.0, RATE, epochs - done)?;
        done = epochs;
        moments.push(Moment {
            epochs,
            training_cost: digits.cost(training, 0.0),
            test_cost: digits.cost(test, 0.0),
            training_accuracy: accuracy(&digits, training),
            test_accuracy: accuracy(&digits, test),
        });
    }
    Ok(moments)
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rows, penalties) in [("A hundred", &self.few), ("All", &self.all)] {
            writeln!(f, "{rows} training rows:")?;
            for Penalty { lambda, training_accuracy, test_accuracy, test_cost, starts, squares } in penalties {
                let (training, test) = (100.0 * training_accuracy, 100.0 * test_accuracy);
                writeln!(
                    f,
                    "  λ = {lambda:<4} {training:6.2} % of the training rows right, {test:.2} % of the test rows, C = \
                     {test_cost:.4}; {starts:.4?}, squares {squares:.0}"
                )?;
            }
        }
        writeln!(f, "Without a penalty on a hundred rows:")?;
        for Moment { epochs, training_cost, test_cost, training_accuracy, test_accuracy } in &self.overfitting {
            let (training, test) = (100.0 * training_accuracy, 100.0 * test_accuracy);
            writeln!(
                f,
                "  {epochs:>4} epochs: training rows C = {training_cost:.4}, {training:.1} %; test rows C = \
                 {test_cost:.4}, {test:.1} %"
            )?;
        }
        Ok(())
    }
}
