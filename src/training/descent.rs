//! Batch, stochastic and mini-batch gradient descent by the kernels: the same steps as in [`textbook`](crate::textbook), up
//! to rounding.

use crate::fast;
use crate::kernels::descent::Descent;
use crate::network::{Network, SamplesOf, TrainingError};

/// Batch gradient descent: `steps` times, computes the gradient over all samples and takes one step against it.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// use backprop::{accuracy, batch_descent};
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let (lambda, rate, steps) = (0.0, 0.5, 2000);
/// batch_descent(&mut xor, &samples, lambda, rate, steps)?;
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`textbook::batch_descent`](crate::textbook::batch_descent).
pub fn batch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    steps: usize,
) -> Result<(), TrainingError> {
    fast::descend(network, samples, Descent { batch: None, lambda, rate, epochs: steps })
}

/// Stochastic (online) gradient descent: goes `epochs` times through the samples in their order, with a step after each
/// one. Each example takes an m-th part of the regularization λ.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// use backprop::{accuracy, stochastic_descent};
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let (lambda, rate, epochs) = (0.0, 0.1, 2000);
/// stochastic_descent(&mut xor, &samples, lambda, rate, epochs)?;
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`textbook::batch_descent`](crate::textbook::batch_descent).
pub fn stochastic_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), TrainingError> {
    minibatch_descent(network, samples, 1, lambda, rate, epochs)
}

/// Gradient descent on mini-batches: goes `epochs` times through the samples in their order, with a step after every
/// `batch` of them. The last batch of an epoch may be smaller. A batch of b samples takes its share λ b/m of the
/// regularization.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// use backprop::{accuracy, minibatch_descent};
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let (lambda, rate, epochs) = (0.0, 0.5, 2000);
/// minibatch_descent(&mut xor, &samples, 2, lambda, rate, epochs)?;
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`textbook::batch_descent`](crate::textbook::batch_descent).
pub fn minibatch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), TrainingError> {
    TrainingError::expect_batch(batch)?;
    fast::descend(network, samples, Descent { batch: Some(batch), lambda, rate, epochs })
}
