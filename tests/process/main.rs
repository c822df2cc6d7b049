//! What needs an allocator that counts: how often a step allocates, how much memory a file may take.

mod allocation;
mod allocator;
mod any_bytes;
mod drawn;
