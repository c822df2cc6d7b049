//! Training: downhill along the gradient.
//!
//! Two algorithms, which differ in when the weights change. Batch descent looks at all examples, then takes one step;
//! stochastic descent takes a step after each example. From the same start they end at different weights.

use crate::fast::{self, Descent};
use crate::forward::class;
use crate::network::{Network, SamplesOf, not_finite};
use crate::scalar::Scalar;
use std::fmt;

/// Batch gradient descent: `steps` times, the gradient over all samples and one step against it.
///
/// # Errors
///
/// A step would have led to a weight that is not finite. The network keeps the weights before that step.
pub fn batch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    steps: usize,
) -> Result<(), Diverged> {
    let descent = Descent { batch: None, lambda, rate, epochs: steps };
    if let Some(result) = fast::descent(network, samples, descent) {
        return result.map_err(|step| Diverged { step });
    }
    for step in 0..steps {
        let gradient = network.gradient(samples, lambda);
        take_step(network, &gradient, rate).ok_or(Diverged { step })?;
    }
    Ok(())
}

/// Stochastic (online) gradient descent: `epochs` times through the samples in their order, with a step after each
/// one. The penalty λ is shared out: each example takes an m-th part of it.
///
/// # Errors
///
/// As [`batch_descent`]; the steps count on from epoch to epoch.
pub fn stochastic_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), Diverged> {
    minibatch_descent(network, samples, 1, lambda, rate, epochs)
}

/// Gradient descent on mini-batches: `epochs` times through the samples in their order, with a step after every `batch`
/// of them. The last batch of an epoch may be smaller. Each batch takes its share of the penalty λ: b of m samples take
/// λ b/m.
///
/// # Errors
///
/// As [`batch_descent`]; the steps count on from epoch to epoch.
///
/// # Panics
///
/// `batch` is 0.
pub fn minibatch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), Diverged> {
    assert!(batch > 0, "a batch has at least one sample");
    if let Some(result) = fast::descent(network, samples, Descent { batch: Some(batch), lambda, rate, epochs }) {
        return result.map_err(|step| Diverged { step });
    }
    let number = |count: usize| N::Scalar::from_f64(count as f64);
    let rows: Vec<usize> = (0..samples.len()).collect();
    let batches = std::iter::repeat_n(rows.chunks(batch), epochs).flatten();
    for (step, rows) in batches.enumerate() {
        let share = lambda * number(rows.len()) / number(samples.len());
        let batch = samples.select(rows).expect("a batch has rows, and they are there");
        let gradient = network.gradient(&batch, share);
        take_step(network, &gradient, rate).ok_or(Diverged { step })?;
    }
    Ok(())
}

/// The cost J(Θ) and the gradient D, by the same passes over the samples: cheaper than one after the other.
pub fn cost_and_gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> (N::Scalar, N) {
    fast::cost_and_gradient(network, samples, lambda)
        .unwrap_or_else(|| (network.cost(samples, lambda), network.gradient(samples, lambda)))
}

/// One step downhill, at the learning rate α.
///
/// ```math descent
/// \term{theta}{\Theta_{ij}^{(l)}} := \term{theta}{\Theta_{ij}^{(l)}} - \term{rate}{\alpha} \, \term{d}{D_{ij}^{(l)}}
/// ```
pub fn descend<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) {
    for (mut theta, d) in network.thetas_mut().into_iter().zip(gradient.thetas()) {
        theta.zip_mut_with(&d, |theta, &d| *theta = *theta - rate * d);
    }
}

/// One step downhill, or nothing if it leads to a weight that is not finite.
fn take_step<N: Network>(network: &mut N, gradient: &N, rate: N::Scalar) -> Option<()> {
    let mut next = network.clone();
    descend(&mut next, gradient, rate);
    not_finite(&next).is_none().then(|| *network = next)
}

/// The share of samples whose predicted class is the class of their target, from 0 to 1.
pub fn accuracy<N: Network>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let right = samples.iter().filter(|(x, y)| network.predict(x) == class(y.as_ref()));
    right.count() as f64 / samples.len() as f64
}

/// Training left the finite numbers: the rate is too large for this network and data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diverged {
    /// The step that could not be taken, counted from 0.
    pub step: usize,
}

impl fmt::Display for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "training diverged: step {} leads to a weight that is not finite; try a smaller rate", self.step)
    }
}

impl std::error::Error for Diverged {}
