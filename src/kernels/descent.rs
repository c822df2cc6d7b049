//! Gradient descent: many steps with one workspace, or in registers.
//!
//! ```text
//! for each stretch of 64 steps
//!     take the steps                      // one at a time in registers: batches of 1, at most 512 weights
//!                                         // a fused step: batches of up to 128
//!                                         // Δ, D, then the step: larger batches
//!     if all weights are finite
//!         copy them to the network
//!     else
//!         go back to the network's; take the steps again, with a check after each, up to the first bad one
//!         undo it and return its number
//! ```
//!
//! **Why stretches.** A step to a weight that is not finite must not be taken, but checking all weights after each step
//! costs about as much as a small step. A weight that is not finite stays so, whatever steps follow; so a check after
//! many steps finds it too. The same steps from the same weights give the same bits, so the second run meets the same
//! bad step.
//!
//! The fused step computes the equations `accumulate`, `gradient` and `descent` in another form: see
//! [`OuterProduct`](super::product::OuterProduct). `tests/fast/descent.rs` compares the three ways with the book's
//! steps.
//!
//! **Invariant**: if all weights were finite before, they are on return, whether the run diverged or not.

use super::layers::{Costs, Examples};
use super::registers::{InRegisters, Train};
use super::vector::Cpu;
use super::workspace::{BLOCK, Shares, Workspace};
use super::{parallel, parameters};
use alloc::{vec, vec::Vec};
use core::ops::Range;
use ndarray::{ArrayView2, ArrayViewMut2};

/// The number of steps between two checks of the weights.
const STRETCH: usize = 64;

/// Networks with at most this many weights train in registers, one example at a time, without a workspace, if no example
/// has a weight of its own.
const MAX_WEIGHTS_IN_REGISTERS: usize = 512;

/// Gradient descent on batches of samples, in their order, epoch by epoch.
#[derive(Debug, Clone, Copy)]
pub struct Descent<T> {
    /// The mini-batch size, or `None` for all samples in one batch. The last batch of an epoch may be smaller.
    pub batch: Option<usize>,
    /// The regularization λ over all m samples; a batch of b samples takes λ b/m.
    pub lambda: T,
    /// The learning rate α.
    pub rate: T,
    /// The number of passes through all samples.
    pub epochs: usize,
}

/// Trains the weights `thetas` of the layers `L`.
///
/// # Errors
///
/// Returns the number of the first step that leads to a weight that is not finite; it is not taken.
pub fn descent<T: Shares, L: InRegisters>(
    thetas: Vec<ArrayViewMut2<'_, T>>,
    examples: Examples<'_, T>,
    descent: Descent<T>,
) -> Result<(), usize> {
    // The sizes are compared at compile time, so a large network does not compile the code for a small one.
    let one_by_one = descent.batch == Some(1) && examples.weights.is_empty();
    if const { L::WEIGHTS <= MAX_WEIGHTS_IN_REGISTERS } && one_by_one {
        return in_registers::<T, L>(thetas, examples, descent);
    }
    let m = examples.y.len() / L::OUTPUTS;
    let work_of_a_step = descent.batch.unwrap_or(m).min(m) * L::WEIGHTS;
    parallel::in_pool(work_of_a_step, || in_workspace::<T, L>(thetas, examples, descent))
}

/// Takes `steps` steps in stretches. `take` takes some steps and returns whether all weights are finite after them; then
/// `keep` copies them, otherwise `back` restores the copy, which at first has the weights of the start.
fn stretches<S>(
    steps: usize,
    state: &mut S,
    mut keep: impl FnMut(&mut S),
    mut take: impl FnMut(&mut S, Range<usize>) -> bool,
    mut back: impl FnMut(&mut S),
) -> Result<(), usize> {
    for start in (0..steps).step_by(STRETCH) {
        let end = steps.min(start + STRETCH);
        if take(state, start..end) {
            keep(state);
            continue;
        }
        back(state);
        for step in start..end {
            if !take(state, step..step + 1) {
                back(state);
                return Err(step);
            }
            keep(state);
        }
    }
    Ok(())
}

/// Returns the rows of the samples that a step uses.
fn rows(step: usize, batch: usize, m: usize) -> Range<usize> {
    let start = step % m.div_ceil(batch) * batch;
    start..m.min(start + batch)
}

/// Trains with a workspace, batch by batch.
fn in_workspace<T: Shares, L: InRegisters>(
    mut thetas: Vec<ArrayViewMut2<'_, T>>,
    examples: Examples<'_, T>,
    descent: Descent<T>,
) -> Result<(), usize> {
    let (m, number) = (examples.y.len() / L::OUTPUTS, |count: usize| T::from_f64(count as f64));
    let Descent { lambda, rate, epochs, .. } = descent;
    let batch = descent.batch.unwrap_or(m).min(m);
    let layers: Vec<_> = parameters::layers(&views(&thetas));
    let mut workspace = Workspace::<T, L>::new(&views(&thetas), batch, Cpu::best());
    let keep_of_weights = T::ONE - rate * (lambda / number(m));
    stretches(
        epochs * m.div_ceil(batch),
        &mut (&mut workspace, &mut thetas),
        |(workspace, thetas)| parameters::write(workspace.theta.get(), thetas),
        |(workspace, _), steps| {
            for step in steps {
                let rows = rows(step, batch, m);
                let b = rows.len();
                if batch <= BLOCK {
                    workspace.step(examples, rows, -rate / number(b), keep_of_weights);
                } else {
                    workspace.accumulate(examples, rows, Costs::Unwanted);
                    let share = if b == m { lambda } else { lambda * number(b) / number(m) };
                    let (theta, sums) = workspace.theta_and_sums();
                    parameters::mean(&layers, theta, sums, share, number(b));
                    parameters::descend(theta, sums, rate);
                    workspace.transpose();
                }
            }
            workspace.theta.get().iter().all(|weight| weight.is_finite())
        },
        |(workspace, thetas)| {
            // An infinite error times the padding, 0, has made it NaN.
            workspace.theta.get_mut().fill(T::ZERO);
            workspace.set(&views(thetas));
        },
    )
}

/// Trains with the weights in registers, example by example.
fn in_registers<T: Shares, L: InRegisters>(
    thetas: Vec<ArrayViewMut2<'_, T>>,
    examples: Examples<'_, T>,
    descent: Descent<T>,
) -> Result<(), usize> {
    let m = examples.y.len() / L::OUTPUTS;
    let mut theta = vec![T::ZERO; L::size::<T>()];
    parameters::read(&views(&thetas), &mut theta);
    let mut weights = L::read(&theta);
    let mut kept = weights;
    let result = stretches(
        descent.epochs * m,
        &mut (&mut weights, &mut kept),
        |(weights, kept)| **kept = **weights,
        |(weights, _), steps| {
            let keep = T::ONE - descent.rate * (descent.lambda / T::from_f64(m as f64));
            T::dispatch(Cpu::best(), Train::<T, L> { weights, samples: examples, steps, rate: descent.rate, keep });
            L::are_finite(weights)
        },
        |(weights, kept)| **weights = **kept,
    );
    L::write(&weights, &mut theta);
    parameters::write(&theta, thetas);
    result
}

/// Returns the matrices for reading.
fn views<'a, T>(thetas: &'a [ArrayViewMut2<'_, T>]) -> Vec<ArrayView2<'a, T>> {
    thetas.iter().map(|theta| theta.view()).collect()
}
