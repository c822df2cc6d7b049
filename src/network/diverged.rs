//! The error of a training run whose weights leave the finite numbers, or whose cost grows without end.

use crate::equations::scalar::Scalar;
use alloc::{borrow::ToOwned, format, string::String};

/// The largest factor by which J may grow in a run.
///
/// Noise, a larger λ, and harder samples raise J by small factors. A learning rate that is too large multiplies J in each
/// epoch, so it soon exceeds any factor.
const LARGEST_GROWTH: f64 = 1e3;

/// The error of a training run that moves away from the minimum instead of toward it: the learning rate or λ is too large
/// for this network and data.
///
/// A run has diverged
///
/// - if a step leads to a weight that is not finite;
/// - if J is not finite;
/// - or if J is more than a thousand times as large as each of these: J at the first weights of the run, J at weights of 0,
///   and 1. The last two are for a run that continues from a J of almost 0, where a factor says nothing.
///
/// A [`Trainer`](crate::Trainer) computes J after each epoch; the [descents](crate::training) compute it after the last one,
/// of some examples spread over the samples, and look for the epoch that led astray only if it is too large then. There are
/// at most 1000 of them, and no more than a 64th of the examples that the run passes over, but at least 32. So a cost that
/// rises for a while and falls again is no error of theirs.
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
/// let error = batch_descent(&mut line, &samples, 0.0, 1.0, 50).unwrap_err();
/// let TrainingError::Diverged(diverged) = error else { panic!("{error}") };
/// assert!(diverged.to_string().starts_with("training diverged: in epoch 3, batch 0, J has risen from 8.50e0 to 1."), "{diverged}");
/// let j: f64 = line.cost(&samples, 0.0);
/// assert!(j < 8.5e3, "it keeps the weights before that epoch");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "training diverged: in epoch {epoch}, batch {batch}, {}; try a smaller rate or λ, scale the inputs and \
     the targets of a regression, or clip the gradient",
    self.what()
)]
#[non_exhaustive]
pub struct Diverged {
    /// The epoch, counted from 0.
    pub epoch: usize,
    /// The batch within the epoch, counted from 0.
    pub batch: usize,
    /// J at the start of the run and after the epoch, if all weights and both costs are finite.
    pub rise: Option<(f64, f64)>,
}

impl Diverged {
    /// Names the step that leads to weights or a cost that are not finite.
    pub fn new(epoch: usize, batch: usize) -> Self {
        Self { epoch, batch, rise: None }
    }

    /// Returns an error if a run has diverged by the end of an epoch, where J is `cost`.
    ///
    /// Computes J at the `first` weights and at weights of 0 only if `cost` is large enough to ask for them.
    pub(crate) fn check<T: Scalar>(
        (epoch, batch): (usize, usize),
        cost: T,
        first: impl FnOnce() -> T,
        zeros: impl FnOnce() -> T,
    ) -> Result<(), Self> {
        if !cost.is_finite() {
            return Err(Self::new(epoch, batch));
        }
        let exceeds = |cost: f64, reference: f64| cost > LARGEST_GROWTH * reference;
        let Some(cost) = cost.value().filter(|&cost| exceeds(cost, 1.0)) else { return Ok(()) };
        match first().value() {
            Some(first) if exceeds(cost, first) && zeros().value().is_some_and(|zeros| exceeds(cost, zeros)) => {
                Err(Self { epoch, batch, rise: Some((first, cost)) })
            }
            _ => Ok(()),
        }
    }

    /// Returns the text of what happened.
    fn what(&self) -> String {
        match self.rise {
            None => "a step leads to weights or a cost that are not finite".to_owned(),
            Some((first, cost)) => format!("J has risen from {first:.2e} to {cost:.2e}"),
        }
    }
}

crate::error::debug_as_chain!(Diverged);
