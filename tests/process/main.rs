//! Tests that need an allocator that counts, for the allocations of a training step and the memory for reading a file; and
//! tests that run programs.

mod allocation;
mod allocator;
mod any_bytes;
mod drawn;
mod examples;
