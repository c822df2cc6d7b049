//! Why a run ended before its time.

use std::fmt;

/// Training cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrainingError {
    /// A step leads to a weight that is not finite: the rate is too large for this network and data.
    Diverged {
        /// The epoch, counted from 0.
        epoch: usize,
        /// The batch of that epoch, counted from 0.
        batch: usize,
    },
}

impl fmt::Display for TrainingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Diverged { epoch, batch } => write!(
                f,
                "training diverged: in epoch {epoch}, batch {batch}, a step leads to a weight that is not finite; try a \
                 smaller rate, or clip the gradient"
            ),
        }
    }
}

impl std::error::Error for TrainingError {}
