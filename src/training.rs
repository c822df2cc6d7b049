//! Training: gradient descent, its refinements, and methods that choose their own steps.
//!
//! | module or function | what it does |
//! |---|---|
//! | [`batch_descent`], [`stochastic_descent`], [`minibatch_descent`] | the algorithms of the book, fast |
//! | [`trainer`] | training in practice: mini-batches, optimizers, schedules, early stopping |
//! | [`optimizer`] | how a gradient becomes a step: momentum, Adam, your own |
//! | [`minimize`](mod@minimize) | L-BFGS and conjugate gradients |
//! | [`accuracy`] | how often a network's class is right |
//!
//! The plain loops that the book shows are in [`textbook`](crate::textbook).

mod accuracy;
mod descent;
pub mod minimize;
pub mod optimizer;
pub mod trainer;

pub use crate::network::Diverged;
pub use accuracy::accuracy;
pub use descent::{batch_descent, minibatch_descent, stochastic_descent};
