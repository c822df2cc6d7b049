//! The book's algorithms, fast: the same steps as in [`textbook`](crate::textbook), up to rounding.

use crate::fast;
use crate::kernels::descent::Descent;
use crate::network::{Diverged, Network, SamplesOf};

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
    fast::descend(network, samples, Descent { batch: None, lambda, rate, epochs: steps })
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
    minibatch_descent(network, samples, 1, lambda, rate, epochs)
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
    assert!(batch > 0, "a batch has at least one sample");
    fast::descend(network, samples, Descent { batch: Some(batch), lambda, rate, epochs })
}
