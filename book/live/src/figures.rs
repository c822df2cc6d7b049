//! The figures, in the order of the book.

pub(crate) mod chain;
pub(crate) mod paths;
