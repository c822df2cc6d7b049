//! The error of a training run whose weights leave the finite numbers.

/// The error of a training step that leads to a weight that is not finite: the learning rate is too large for this
/// network and data.
///
/// ```
/// use backprop::{Diverged, Identity, Samples, SquaredError, batch_descent, network};
///
/// network! {
///     struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
/// }
///
/// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
/// let mut line = Line::zeros();
/// let Diverged { epoch, .. } = batch_descent(&mut line, &samples, 0.0, 1e3, 10_000).unwrap_err();
/// assert!(epoch > 10);
/// assert!(line.theta_1[0].iter().all(|weight| weight.is_finite()), "it keeps the weights before that step");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "training diverged: in epoch {epoch}, batch {batch}, a step leads to a weight that is not finite; try a smaller rate, \
     or clip the gradient"
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
