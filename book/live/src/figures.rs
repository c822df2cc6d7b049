//! The figures.

pub(crate) mod canceling;
pub(crate) mod chain;
pub(crate) mod paths;
