//! Gradient descent as the book shows it: plain loops over the equations that [`network!`](crate::network!) writes.
//!
//! The algorithms differ in when the weights change. Batch descent looks at all examples, then takes one step; stochastic
//! descent takes a step after each example. From the same start they end at different weights.
//!
//! These loops run for every number, `f64` included, exactly as they read. [`training`](crate::training) has functions
//! of the same names and results that are faster for `f64` and `f32`.
//!
//! **Invariant**: nothing here calls a kernel; each number comes from the code of the network itself.

use crate::equations::gradient::descended;
use crate::equations::scalar::Scalar;
use crate::network::{Diverged, Network, SamplesOf, not_finite};

/// Batch gradient descent: `steps` times, computes the gradient over all samples and takes one step against it.
///
/// # Errors
///
/// Returns an error if a step leads to a weight that is not finite. The network keeps the weights before that step.
pub fn batch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    steps: usize,
) -> Result<(), Diverged> {
    for step in 0..steps {
        let gradient = network.gradient(samples, lambda);
        take_step(network, &gradient, rate).ok_or(Diverged::new(step, 0))?;
    }
    Ok(())
}

/// Stochastic (online) gradient descent: goes `epochs` times through the samples in their order, with a step after each
/// one. Each example takes an m-th part of the regularization λ.
///
/// # Errors
///
/// Returns an error if a step leads to a weight that is not finite. The network keeps the weights before that step.
pub fn stochastic_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), Diverged> {
    let share = lambda / N::Scalar::from_f64(samples.len() as f64);
    for epoch in 0..epochs {
        for (i, example) in samples.singles().enumerate() {
            let gradient = network.gradient(&example, share);
            take_step(network, &gradient, rate).ok_or(Diverged::new(epoch, i))?;
        }
    }
    Ok(())
}

/// Gradient descent on mini-batches: goes `epochs` times through the samples in their order, with a step after every
/// `batch` of them. The last batch of an epoch may be smaller. A batch of b samples takes its share λ b/m of the
/// regularization.
///
/// # Errors
///
/// Returns an error if a step leads to a weight that is not finite. The network keeps the weights before that step.
///
/// # Panics
///
/// Panics if `batch` is 0.
pub fn minibatch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), Diverged> {
    assert!(batch > 0, "a batch needs at least one sample");
    let number = |count: usize| N::Scalar::from_f64(count as f64);
    let rows: Vec<usize> = (0..samples.len()).collect();
    for epoch in 0..epochs {
        for (i, rows) in rows.chunks(batch).enumerate() {
            let share = lambda * number(rows.len()) / number(samples.len());
            let examples = samples.select(rows).expect("a batch has rows, and they are there");
            let gradient = network.gradient(&examples, share);
            take_step(network, &gradient, rate).ok_or(Diverged::new(epoch, i))?;
        }
    }
    Ok(())
}

/// Takes one step downhill at the learning rate α: Θ := Θ − α D.
pub fn descend<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) {
    for (mut theta, d) in network.thetas_mut().into_iter().zip(gradient.thetas()) {
        theta.zip_mut_with(&d, |theta, &d| *theta = descended(*theta, d, rate));
    }
}

/// Takes one step downhill, or none if it leads to a weight that is not finite.
fn take_step<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) -> Option<()> {
    let mut next = network.clone();
    descend(&mut next, gradient, rate);
    not_finite(&next).is_none().then(|| *network = next)
}
