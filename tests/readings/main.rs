//! Networks read with other numbers: symbols, counters and intervals.

mod counting;
mod derivations;
#[path = "../support/huber.rs"]
mod huber;
mod intervals;
mod symbols;
