//! A network that is declared in six lines classifies handwritten digits.
//!
//! The 64-25-10 network is trained on four fifths of the 1797 digits, with L2 regularization (λ), and tested on the
//! rest.

use backprop::{CrossEntropy, Sigmoid, network};
#[cfg(all(feature = "recorded", feature = "tables"))]
use backprop::{Samples, SamplesOf, TrainingError, accuracy, batch_descent};
use std::fmt;

network! {
    /// Maps 8 × 8 pixels to ten digits.
    pub struct Digits {
        layers: 64 -> 25 Sigmoid -> 10 Sigmoid,
        cost: CrossEntropy,
    }
}

pub const LAMBDA: f64 = 0.5;
pub const RATE: f64 = 2.0;

/// The cost and the accuracies after a number of steps.
pub struct Progress {
    pub steps: usize,
    pub cost: f64,
    pub training_accuracy: f64,
    pub test_accuracy: f64,
}

/// Trains the network, and calls `tell` at the start, after every fifth of the first hundred steps, and after every hundred
/// steps.
#[cfg(all(feature = "recorded", feature = "tables"))]
pub fn run(tell: &mut dyn FnMut(&Progress)) -> Result<Digits, TrainingError> {
    let (training, test) = samples();
    let mut digits = Digits::random(1);
    let progress = |digits: &Digits, steps| Progress {
        steps,
        cost: digits.cost(&training, LAMBDA),
        training_accuracy: accuracy(digits, &training),
        test_accuracy: accuracy(digits, &test),
    };
    tell(&progress(&digits, 0));
    let told = (5..100).step_by(5).chain((100..=800).step_by(100));
    let mut steps = 0;
    for next in told {
        batch_descent(&mut digits, &training, LAMBDA, RATE, next - steps)?;
        steps = next;
        tell(&progress(&digits, steps));
    }
    Ok(digits)
}

/// Returns the training rows and the test rows. Every fifth row is a test row.
#[cfg(all(feature = "recorded", feature = "tables"))]
pub fn samples() -> (SamplesOf<Digits>, SamplesOf<Digits>) {
    let (x, classes) = crate::data::digits();
    let select = |is_test: bool| {
        let rows = (0..x.len()).filter(|row| (row % 5 == 4) == is_test);
        let (x, classes): (Vec<_>, Vec<_>) = rows.map(|row| (x[row], classes[row])).unzip();
        Samples::from_classes(x, &classes).expect("pixels are finite, and digits below ten")
    };
    (select(false), select(true))
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { steps, cost, training_accuracy, test_accuracy } = self;
        let (training, test) = (100.0 * training_accuracy, 100.0 * test_accuracy);
        write!(
            f,
            "step {steps:>4}: J = {cost:.4}, {training:5.2} % of the training rows right, {test:5.2} % of the test rows"
        )
    }
}
