//! The exercises of the book.
//!
//! | folder | what is there |
//! |---|---|
//! | `chapters` | the file of each chapter in which the reader writes, with `todo!()` where an answer belongs |
//! | `checks` | for each chapter, what is right, and what each common mistake looks like |
//! | `solutions` | a solution of each exercise; the tests check them in place of the reader's answers |
//! | `src` | the command `cargo exercise`, the list of all exercises, and the comparison of an answer with what is right |

pub mod command;
mod expected;
pub mod list;
mod names;
mod program;
mod progress;

pub use expected::{Expected, Verdict};
pub use names::Names;
pub use program::{Check, main};
