//! Witnesses: numbers that detect a mistake, because a wrong run gives another value than expected.
//!
//! **Invariant**: the expected value of a witness is known without a run.

use super::pass::{CLASSES, Equations, LAMBDA, RATE, Square};
use backprop::{Network, Samples, accuracy};
use std::fmt;

/// A number of a run whose right value is known in advance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// The number of weights that are off in the gradient check.
    GradientCheck,
    /// J of a network of zeros without regularization. All its outputs are ½.
    CostOfZeros,
    /// The number of derivatives of a step that differ from those that the gradient check sees, with fixed weights.
    Step,
    /// The number of pairs of hidden units with equal weights after training.
    Twins,
    /// The accuracy after training, measured with the true classes.
    Accuracy,
}

impl Witness {
    /// Returns the value of a run without a mistake.
    pub fn expected(self) -> f64 {
        match self {
            Self::GradientCheck | Self::Step | Self::Twins => 0.0,
            // Each of the K = 3 outputs costs −ln ½.
            Self::CostOfZeros => 3.0 * 2_f64.ln(),
            Self::Accuracy => 1.0,
        }
    }

    /// Returns the value of a run with these equations.
    pub fn found(self, equations: &Equations) -> f64 {
        let samples = equations.samples();
        match self {
            Self::GradientCheck => {
                let check = equations.gradient_check();
                (check.entries.len() - check.agreeing()) as f64
            }
            Self::CostOfZeros => equations.cost(&Square::zeros(), &samples, 0.0),
            Self::Step => {
                let network = equations.network();
                let gradient_at = |rate| equations.pass(&network, &samples, LAMBDA, rate).gradient;
                different(&gradient_at(0.0), &gradient_at(RATE)) as f64
            }
            Self::Twins => {
                let [first, second, third] = *equations.trained(100).theta_1;
                [first == second, first == third, second == third].into_iter().filter(|&same| same).count() as f64
            }
            Self::Accuracy => {
                let truth = Samples::from_classes(samples.x(), &CLASSES).expect("the samples with their own classes");
                accuracy(&equations.trained(STEPS), &truth)
            }
        }
    }
}

/// The number of steps that suffices to learn the five examples.
const STEPS: usize = 20_000;

/// Returns the number of weights in which two networks differ.
fn different(one: &Square, other: &Square) -> usize {
    let pairs = one.thetas().into_iter().zip(other.thetas());
    pairs.map(|(one, other)| one.iter().zip(&other).filter(|(one, other)| one != other).count()).sum()
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GradientCheck => "weights off in the gradient check",
            Self::CostOfZeros => "J of a network of zeros",
            Self::Step => "derivatives of a step that are not the checked ones",
            Self::Twins => "pairs of hidden units that stay the same",
            Self::Accuracy => "share of the examples that are answered correctly after training",
        })
    }
}
