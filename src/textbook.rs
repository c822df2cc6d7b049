//! Gradient descent as the book shows it: plain loops over the methods that [`network!`](crate::network!) writes.
//!
//! The algorithms differ in when the weights change. Batch descent computes the gradient over all examples, then takes
//! one step; stochastic descent takes a step after each example. From the same start they end at different weights.
//!
//! These loops run as they read for every number, `f64` included. [`training`](crate::training) has functions with the
//! same names and, up to rounding, the same results, which are faster for `f64` and `f32`.
//!
//! **Invariant**: nothing here calls a kernel; each number comes from the code of the network itself.

use crate::equations::gradient::descended;
use crate::equations::scalar::Scalar;
use crate::network::{Diverged, Network, SamplesOf, TrainingError, not_finite};
use alloc::{string::ToString, vec::Vec};
use core::ops::Range;

/// Batch gradient descent: `steps` times, computes the gradient over all samples and takes one step against it.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let before = xor.cost(&samples, 0.0);
/// backprop::textbook::batch_descent(&mut xor, &samples, 0.0, 0.5, 200)?;
/// assert!(xor.cost(&samples, 0.0) < before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if the run [diverges](Diverged): if a step leads to a weight that is not finite, or if J is not finite, or
/// far too large, after the last epoch. J is looked at over [some examples](Diverged), evenly spread. The network
/// keeps the last good weights: those before that step, or before the epoch that led to such a J. Returns an error before
/// the first step if the cost cannot score a target, or if the rate or λ makes no sense.
pub fn batch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    steps: usize,
) -> Result<(), TrainingError> {
    run(network, samples, Settings { lambda, rate, epochs: steps, batches: 1 }, N::cost, |network, steps| {
        for step in steps {
            let gradient = network.gradient(samples, lambda);
            take_step(network, &gradient, rate).ok_or(Diverged::new(step, 0))?;
        }
        Ok(())
    })
}

/// Stochastic (online) gradient descent: passes `epochs` times through the samples in their order and takes a step
/// after each one. The regularization of a single example is λ/m.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let before = xor.cost(&samples, 0.0);
/// backprop::textbook::stochastic_descent(&mut xor, &samples, 0.0, 0.5, 50)?;
/// assert!(xor.cost(&samples, 0.0) < before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if the run [diverges](Diverged): if a step leads to a weight that is not finite, or if J is not finite, or
/// far too large, after the last epoch. J is looked at over [some examples](Diverged), evenly spread. The network
/// keeps the last good weights: those before that step, or before the epoch that led to such a J. Returns an error before
/// the first step if the cost cannot score a target, or if the rate or λ makes no sense.
pub fn stochastic_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), TrainingError> {
    let share = lambda / N::Scalar::from_f64(samples.len() as f64);
    run(network, samples, Settings { lambda, rate, epochs, batches: samples.len() }, N::cost, |network, epochs| {
        for epoch in epochs {
            for (i, example) in samples.singles().enumerate() {
                let gradient = network.gradient(&example, share);
                take_step(network, &gradient, rate).ok_or(Diverged::new(epoch, i))?;
            }
        }
        Ok(())
    })
}

/// Mini-batch gradient descent: passes `epochs` times through the samples in their order and takes a step after every
/// `batch` of them. The last batch of an epoch may be smaller. The regularization of a batch of b samples is λ b/m.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let before = xor.cost(&samples, 0.0);
/// backprop::textbook::minibatch_descent(&mut xor, &samples, 3, 0.0, 0.5, 100)?;
/// assert!(xor.cost(&samples, 0.0) < before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if the run [diverges](Diverged): if a step leads to a weight that is not finite, or if J is not finite, or
/// far too large, after the last epoch. J is looked at over [some examples](Diverged), evenly spread. The network
/// keeps the last good weights: those before that step, or before the epoch that led to such a J. Returns an error before
/// the first step if the cost cannot score a target, or if the rate or λ makes no sense.
pub fn minibatch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), TrainingError> {
    TrainingError::expect_batch(batch)?;
    let number = |count: usize| N::Scalar::from_f64(count as f64);
    let rows: Vec<usize> = (0..samples.len()).collect();
    let batches = samples.len().div_ceil(batch);
    run(network, samples, Settings { lambda, rate, epochs, batches }, N::cost, |network, epochs| {
        for epoch in epochs {
            for (i, rows) in rows.chunks(batch).enumerate() {
                let share = lambda * number(rows.len()) / number(samples.len());
                let examples = samples.select(rows).expect("a batch has rows, and they are there");
                let gradient = network.gradient(&examples, share);
                take_step(network, &gradient, rate).ok_or(Diverged::new(epoch, i))?;
            }
        }
        Ok(())
    })
}

/// Takes one step of gradient descent with the learning rate α: Θ := Θ − α D, entry by entry as [`descended`].
///
/// ```
/// # use backprop::{Identity, SquaredError};
/// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
/// let mut line = Line { theta_1: [[0.5, 2.0]].into() };
/// let gradient = Line { theta_1: [[1.0, -4.0]].into() };
/// backprop::descend(&mut line, &gradient, 0.25);
/// assert_eq!(line.theta_1[0], [0.25, 3.0]);
/// ```
#[doc(alias("step", "update"))]
pub fn descend<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) {
    for (mut theta, d) in network.thetas_mut().into_iter().zip(gradient.thetas()) {
        theta.zip_mut_with(&d, |theta, &d| *theta = descended(*theta, d, rate));
    }
}

/// The settings that all kinds of descent have in common.
pub(crate) struct Settings<T> {
    pub(crate) lambda: T,
    pub(crate) rate: T,
    pub(crate) epochs: usize,
    /// The number of steps of an epoch.
    pub(crate) batches: usize,
}

impl<T: Scalar> Settings<T> {
    /// Returns an error unless they make sense.
    pub(crate) fn check(&self) -> Result<(), TrainingError> {
        TrainingError::expect_positive("learning rate", self.rate)?;
        TrainingError::expect_not_negative("regularization λ", self.lambda)
    }
}

/// Runs `epochs`, after the settings and the targets have been checked.
pub(crate) fn run<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    settings: Settings<N::Scalar>,
    cost: impl Fn(&N, &SamplesOf<N>, N::Scalar) -> N::Scalar,
    epochs: impl FnMut(&mut N, Range<usize>) -> Result<(), Diverged>,
) -> Result<(), TrainingError> {
    settings.check()?;
    samples.check_targets(N::TARGETS)?;
    let m = samples.len();
    // J of all examples takes as long as a third of an epoch or more. If it has grown a thousandfold, so has J of some of them.
    let rows: Vec<usize> = (0..m).step_by(m.div_ceil(looked_at(m, settings.epochs))).collect();
    let some = samples.select(&rows).expect("there are samples");
    let lambda = settings.lambda;
    let share = N::Scalar::from_f64(some.len() as f64 / m as f64);
    let estimate = |network: &N| cost(network, &some, lambda * share);
    run_estimated(network, settings, estimate, |network| cost(network, samples, lambda), epochs)
}

/// Returns how many of m examples J is looked at over: few enough that it takes about a hundredth of the run.
fn looked_at(m: usize, epochs: usize) -> usize {
    (m.saturating_mul(epochs) / 64).clamp(32, 1000)
}

/// Runs `epochs` with settings and targets that have been checked.
///
/// Finite weights may have a cost that is not finite, or one that only grows. J is computed once, after the last epoch; if the
/// run has diverged by then, it is repeated with J after each epoch, to find the one that it did not survive and the weights
/// before that.
pub(crate) fn run_checked<N: Network>(
    network: &mut N,
    settings: Settings<N::Scalar>,
    cost: impl Fn(&N) -> N::Scalar,
    epochs: impl FnMut(&mut N, Range<usize>) -> Result<(), Diverged>,
) -> Result<(), TrainingError> {
    run_estimated(network, settings, &cost, &cost, epochs)
}

/// Runs `epochs` as [`run_checked`] does, with an estimate of J after the last epoch.
fn run_estimated<N: Network>(
    network: &mut N,
    settings: Settings<N::Scalar>,
    estimate: impl Fn(&N) -> N::Scalar,
    cost: impl Fn(&N) -> N::Scalar,
    mut epochs: impl FnMut(&mut N, Range<usize>) -> Result<(), Diverged>,
) -> Result<(), TrainingError> {
    if settings.epochs == 0 {
        return Ok(());
    }
    let first = network.clone();
    let check = |network: &N, cost: &dyn Fn(&N) -> N::Scalar, epoch| {
        let last_step = (epoch, settings.batches - 1);
        Diverged::check(last_step, cost(network), || cost(&first), || cost(&N::zeros()))
    };
    let result = epochs(network, 0..settings.epochs);
    if check(network, &estimate, settings.epochs - 1).is_ok() {
        return Ok(result?);
    }
    network.clone_from(&first);
    let cost_at_first = cost(network);
    if !cost_at_first.is_finite() {
        return Err(TrainingError::Start { cost: cost_at_first.to_string() });
    }
    let mut good = first.clone();
    for epoch in 0..settings.epochs {
        let result = epochs(network, epoch..epoch + 1);
        if let Err(diverged) = check(network, &cost, epoch) {
            *network = good;
            return Err(diverged.into());
        }
        result?;
        good.clone_from(network);
    }
    Ok(())
}

/// Takes one step, or returns `None` and takes none if it leads to a weight that is not finite.
pub(crate) fn take_step<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) -> Option<()> {
    let mut next = network.clone();
    descend(&mut next, gradient, rate);
    not_finite(&next).is_none().then(|| *network = next)
}
