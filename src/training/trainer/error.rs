//! The error of a run that ended before its time.

use crate::network::Diverged;

/// The error of a run that cannot go on.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// A step leads to a weight that is not finite.
    #[error(transparent)]
    Diverged(#[from] Diverged),
}

crate::error::debug_as_chain!(TrainingError);
