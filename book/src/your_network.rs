//! Runs the network that the reader edits. It is compiled into the book's tool, so the last chapter always shows it.

pub(crate) use worked::your_network::run;

/// The file that declares the network.
pub(crate) const FILE: &str = "worked/src/your_network.rs";
