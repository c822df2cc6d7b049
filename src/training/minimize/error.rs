//! Why there is no search for a minimum.

use std::fmt;

/// The minimum cannot be searched for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum MinimizeError {
    /// J or its gradient is not finite at the first weights.
    Start {
        /// J there.
        cost: f64,
    },
}

impl fmt::Display for MinimizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start { cost } => write!(
                f,
                "the search cannot start: found J = {cost} with a gradient that may not be finite, expected finite \
                 numbers; begin with smaller weights, as `random` draws them"
            ),
        }
    }
}

impl std::error::Error for MinimizeError {}
