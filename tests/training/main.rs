//! Training: descent, the trainer, minimizers, and what comes before and after: preparing samples, measuring a network.

mod events;
mod metrics;
mod minimize;
#[path = "../support/near.rs"]
mod near;
mod preparing;
mod trainer;
mod training;
