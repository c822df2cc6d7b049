//! Training: gradient descent, its refinements, and methods that choose the length of their steps.
//!
//! | module or function | what it does |
//! |---|---|
//! | [`batch_descent`], [`stochastic_descent`], [`minibatch_descent`] | gradient descent as in the book, by the kernels |
//! | [`trainer`] | training in practice: mini-batches, optimizers, learning-rate schedules, early stopping |
//! | [`optimizer`] | turns a gradient into a step: momentum, RMSProp, Adam, your own |
//! | [`minimize`](mod@minimize) | L-BFGS and conjugate gradients |
//! | [`advice`](advice()) | says what keeps a network from learning, though it is no error |
//! | [`accuracy`](accuracy()) | the share of samples that are classified correctly |
//!
//! The plain loops that the book shows are in [`textbook`](crate::textbook).

mod accuracy;
mod advice;
mod descent;
pub mod minimize;
pub mod optimizer;
pub mod trainer;

pub use crate::network::{Diverged, TrainingError};
#[doc(alias("score", "accuracy_score", "evaluate"))]
pub use accuracy::accuracy;
#[cfg(feature = "std")]
#[doc(alias("diagnose", "warnings"))]
pub use advice::{Advice, advice};
#[doc(alias("gradient_descent", "fit", "train"))]
pub use descent::batch_descent;
#[doc(alias = "sgd")]
pub use descent::minibatch_descent;
#[doc(alias("sgd", "online"))]
pub use descent::stochastic_descent;
