//! Tests of the readings: networks that run with symbols, counters, intervals or dual numbers instead of floats.

mod counting;
mod derivations;
mod duals;
#[path = "../support/huber.rs"]
mod huber;
mod intervals;
mod symbols;
