//! The page "Your own network": a declaration that the reader types, and everything that follows from it.
//!
//! - [`declaration`]: what the macro says of it: its messages, or the networks and their code.
//! - [`chosen`]: a network whose layers are chosen while the page runs, by the crate's equations.
//! - [`drawing`]: its picture with the numbers of an example, and [`equations`]: its equations. Both have the same words for the
//!   same quantities.
//! - [`rows`]: the rows that are pasted to train on.
//! - [`training`]: the data sets, and a run that goes on step by step.
//! - [`link`]: all settings in the page's address.
//! - [`program`]: the run as a program of the reader's own.
//! - [`weights`]: the weights as a file for such a program.
//! - `kinds`: the activations and costs that a declaration can name here.

pub mod chosen;
pub mod declaration;
pub mod drawing;
pub mod equations;
mod kinds;
pub mod link;
pub(crate) mod own;
pub mod program;
pub mod rows;
pub mod training;
pub mod weights;

pub use kinds::{Kind, Score};
