//! The network that the reader edits: its example is compiled into the book's tool, so the last chapter is always its own.

#[path = "../../examples/your_network.rs"]
#[allow(dead_code, reason = "its `main` is that of the example")]
mod example;

pub(crate) use example::run;

/// Where it is declared.
pub(crate) const FILE: &str = "examples/your_network.rs";
