//! Events for a program's log, by the crate `log`: start and end of a run at the level `info`, each epoch at `debug`,
//! divergence and early stopping at `warn`. Their target is `backprop::trainer`.

use super::{Epoch, State, Status, Trainer, TrainingError};
use crate::network::Network;
use log::{debug, info, warn};

const TARGET: &str = "backprop::trainer";

pub(super) fn start<N: Network<Scalar: Into<f64>>>(trainer: &Trainer<'_, N>, m: usize, state: &State<N>) {
    let (done, all) = (state.epochs, trainer.last_epoch());
    let batch = trainer.batch_size.unwrap_or(m).min(m);
    let Trainer { rate, lambda, optimizer, .. } = trainer;
    info!(
        target: TARGET,
        "training starts: {done} of {all} epochs are done; m = {m}, batches of {batch}, α = {rate}, λ = {lambda}, {optimizer:?}"
    );
}

pub(super) fn epoch<N: Network<Scalar: Into<f64>>>(epoch: &Epoch<'_, N>) {
    let (number, cost, norm) = (epoch.number(), epoch.cost(), epoch.gradient_norm());
    match epoch.validation_cost() {
        Some(validation) => {
            debug!(target: TARGET, "epoch {number}: J = {cost}, on the validation samples {validation}, ‖D‖ = {norm}");
        }
        None => debug!(target: TARGET, "epoch {number}: J = {cost}, ‖D‖ = {norm}"),
    }
}

pub(super) fn end<N: Network>(trainer: &Trainer<'_, N>, state: &State<N>, error: Option<&TrainingError>) {
    let epochs = state.epochs;
    if let Some(error) = error {
        warn!(target: TARGET, "{error}");
        return;
    }
    if let (Status::StoppedEarly, Some(patience)) = (state.status, trainer.patience) {
        match state.best_cost() {
            Some(best) => warn!(target: TARGET, "stopped early: {patience} epochs without a lower cost than {best}"),
            None => warn!(target: TARGET, "stopped early: {patience} epochs without a finite cost"),
        }
    }
    let ends = if state.status == Status::Paused { "pauses" } else { "ends" };
    match state.costs.last() {
        Some(cost) => info!(target: TARGET, "training {ends} after {epochs} epochs: J = {cost}"),
        None => info!(target: TARGET, "training {ends} after {epochs} epochs"),
    }
}
