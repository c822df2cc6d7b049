//! The error of one of several processes, as all of them get it.

use alloc::string::String;

/// The error of a rank, one of several processes that train together. All of them return it, so that none waits for the
/// one that failed. See [`distributed`](crate::distributed).
///
/// ```
/// use backprop::distributed::{Alone, agree};
///
/// let error = agree("300".parse::<u8>(), &Alone).unwrap_err();
/// assert_eq!(error.to_string(), "rank 0: number too large to fit in target type");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("rank {rank}: {message}")]
#[non_exhaustive]
pub struct RankError {
    /// The rank that failed; of several, the first.
    pub rank: usize,
    /// The message of its error, and of each cause.
    pub message: String,
}

crate::error::debug_as_chain!(RankError);
