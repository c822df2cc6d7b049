//! The error of a training run whose weights leave the finite numbers.

/// The error of a training step that leads to weights or a cost J that are not finite: the learning rate or λ is too large
/// for this network and data.
///
/// ```
/// use backprop::{Identity, Samples, SquaredError, TrainingError, batch_descent, network};
///
/// network! {
///     struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
/// }
///
/// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
/// let mut line = Line::zeros();
/// let error = batch_descent(&mut line, &samples, 0.0, 1e3, 10_000).unwrap_err();
/// let TrainingError::Diverged(diverged) = error else { panic!("{error}") };
/// assert!(diverged.epoch > 10);
/// assert!(line.theta_1[0].iter().all(|weight| weight.is_finite()), "it keeps the weights before that step");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "training diverged: in epoch {epoch}, batch {batch}, a step leads to weights or a cost that are not finite; try a \
     smaller rate or λ, scale the inputs, or clip the gradient"
)]
#[non_exhaustive]
pub struct Diverged {
    /// The epoch, counted from 0.
    pub epoch: usize,
    /// The batch within the epoch, counted from 0.
    pub batch: usize,
}

impl Diverged {
    /// Names the step that could not be taken.
    pub fn new(epoch: usize, batch: usize) -> Self {
        Self { epoch, batch }
    }
}

crate::error::debug_as_chain!(Diverged);
