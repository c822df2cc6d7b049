//! The figures.

pub(crate) mod canceling;
pub(crate) mod chain;
pub(crate) mod contours;
pub(crate) mod digit;
pub(crate) mod forward;
pub(crate) mod iris;
pub(crate) mod mistakes;
pub(crate) mod paths;
pub(crate) mod planes;
pub(crate) mod step_size;
pub(crate) mod sum;
pub(crate) mod threshold;
pub(crate) mod training;
