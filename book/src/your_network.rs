//! The network that the reader edits: it is compiled into the book's tool, so the last chapter is always its own.

pub(crate) use worked::your_network::run;

/// Where it is declared.
pub(crate) const FILE: &str = "worked/src/your_network.rs";
