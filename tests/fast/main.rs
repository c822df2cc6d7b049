//! Tests of the fast path and its kernels, in comparison with the textbook's code.

mod beside;
mod descent;
mod elementary;
mod layout;
#[path = "../support/own.rs"]
mod own;
mod processors;
mod sizes;
mod stress;
mod threads;
mod weights;
