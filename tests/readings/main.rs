//! Tests of the readings: networks that run with symbols, counters or intervals instead of floats.

mod counting;
mod derivations;
#[path = "../support/huber.rs"]
mod huber;
mod intervals;
mod symbols;
