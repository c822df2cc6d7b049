//! The figures, in the order of the book.

pub(crate) mod chain;
pub(crate) mod contours;
pub(crate) mod mistakes;
pub(crate) mod step_size;
pub(crate) mod sum;
