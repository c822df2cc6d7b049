//! Tests that need an allocator that counts: allocations of a training step, and memory for reading a file.

mod allocation;
mod allocator;
mod any_bytes;
mod drawn;
