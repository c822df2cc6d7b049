//! Tests of training: descent, the trainer, minimizers, the preparation of samples, and metrics.

mod advice;
mod events;
mod metrics;
mod minimize;
#[path = "../support/near.rs"]
mod near;
mod nonsense;
#[path = "../support/optimizers.rs"]
mod optimizers;
mod preparing;
mod reports;
mod rising;
mod runs;
mod targets;
mod trainer;
mod training;
