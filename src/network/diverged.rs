//! The error of a training run whose weights leave the finite numbers.

use std::fmt;

/// A step of training leads to a weight that is not finite: the learning rate is too large for this network and data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl fmt::Display for Diverged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { epoch, batch } = self;
        write!(
            f,
            "training diverged: in epoch {epoch}, batch {batch}, a step leads to a weight that is not finite; try a \
             smaller rate, or clip the gradient"
        )
    }
}

impl std::error::Error for Diverged {}
