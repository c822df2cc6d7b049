//! Tests of the equations and of the code that computes them: both passes, the cost and the gradient.
//!
//! Read `arithmetic` first: it has a test for each equation, which writes it out in plain arithmetic.

mod activations;
mod aliases;
mod arithmetic;
mod by_hand;
mod features;
mod gradients;
#[path = "../support/huber.rs"]
mod huber;
mod kinks;
mod latex;
mod outputs;
#[path = "../support/own.rs"]
mod own;
mod plain_text;
mod properties;
mod rooms;
mod samples;
mod targets;
mod truth;
