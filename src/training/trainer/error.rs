//! The error of a run that ended before its time.

use crate::network::Diverged;
use std::fmt;

/// The error of a run that cannot go on.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// A step leads to a weight that is not finite.
    #[error(transparent)]
    Diverged(#[from] Diverged),
}

// To be written by the macro that all errors share.
impl fmt::Debug for TrainingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
