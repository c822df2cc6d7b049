//! The figures, in the order of the book.

pub(crate) mod chain;
pub(crate) mod digit;
pub(crate) mod forward;
pub(crate) mod iris;
pub(crate) mod planes;
pub(crate) mod threshold;
