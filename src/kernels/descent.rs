//! Descent: many steps on one workspace.
//!
//! A step that leads to a weight that is not finite must not be taken, and no later one makes it finite again. So the
//! weights are looked at only after a stretch of steps; if they have become bad, the stretch is taken once more from its
//! start, with a look after each step. The same steps give the same weights, so it ends before the bad one.
//!
//! **Invariant**: on return, all weights are finite if they were so before, whether the run diverged or not.

use super::layers::{Costs, Examples};
use super::parameters;
use super::registers::{InRegisters, Train};
use super::vector::Cpu;
use super::workspace::{BLOCK, Shares, Workspace};
use ndarray::{ArrayView2, ArrayViewMut2};
use std::ops::Range;

/// How many steps are taken between two looks at the weights.
const STRETCH: usize = 64;

/// Networks with at most this many weights train in registers, one example at a time, without a workspace.
const MAX_WEIGHTS_IN_REGISTERS: usize = 512;

/// Descent on batches of so many samples, epoch by epoch in the order of the samples.
#[derive(Debug, Clone, Copy)]
pub struct Descent<T> {
    /// Samples in a batch, of which the last one of an epoch may be smaller; or all of them in one.
    pub batch: Option<usize>,
    /// The penalty over all samples; a batch takes its share of it.
    pub lambda: T,
    /// The learning rate.
    pub rate: T,
    /// How often to go through all samples.
    pub epochs: usize,
}

/// Trains the weights `thetas` of the layers `L`. An error is the number of the first step that was not taken.
pub fn descent<T: Shares, L: InRegisters>(
    thetas: Vec<ArrayViewMut2<'_, T>>,
    examples: Examples<'_, T>,
    descent: Descent<T>,
) -> Result<(), usize> {
    // Decided at compile time: the way that is not taken is not compiled.
    if const { L::WEIGHTS <= MAX_WEIGHTS_IN_REGISTERS } && descent.batch == Some(1) {
        in_registers::<T, L>(thetas, examples, descent)
    } else {
        in_workspace::<T, L>(thetas, examples, descent)
    }
}

/// Calls `take` for stretches of steps; `is_good` looks at what has come of one, `keep` remembers it, and `back` goes
/// back to what was kept.
fn stretches<S>(
    steps: usize,
    state: &mut S,
    mut keep: impl FnMut(&mut S),
    mut take: impl FnMut(&mut S, Range<usize>) -> bool,
    mut back: impl FnMut(&mut S),
) -> Result<(), usize> {
    for start in (0..steps).step_by(STRETCH) {
        let end = steps.min(start + STRETCH);
        keep(state);
        if take(state, start..end) {
            continue;
        }
        back(state);
        for step in start..end {
            keep(state);
            if !take(state, step..step + 1) {
                back(state);
                return Err(step);
            }
        }
    }
    Ok(())
}

/// The rows of the samples that a step sees.
fn rows(step: usize, batch: usize, m: usize) -> Range<usize> {
    let start = step % m.div_ceil(batch) * batch;
    start..m.min(start + batch)
}

fn in_workspace<T: Shares, L: InRegisters>(
    thetas: Vec<ArrayViewMut2<'_, T>>,
    examples: Examples<'_, T>,
    descent: Descent<T>,
) -> Result<(), usize> {
    let (m, number) = (examples.y.len() / L::OUTPUTS, |count: usize| T::from_f64(count as f64));
    let Descent { lambda, rate, epochs, .. } = descent;
    let batch = descent.batch.unwrap_or(m).min(m);
    let views = views(&thetas);
    let layers: Vec<_> = parameters::layers(&views);
    let mut workspace = Workspace::<T, L>::new(&views, batch, Cpu::best());
    let mut kept = workspace.theta.get().to_vec();
    let keep_of_weights = T::ONE - rate * (lambda / number(m));
    let result = stretches(
        epochs * m.div_ceil(batch),
        &mut (&mut workspace, &mut kept),
        |(workspace, kept)| kept.copy_from_slice(workspace.theta.get()),
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
        |(workspace, kept)| {
            workspace.theta.get_mut().copy_from_slice(kept);
            workspace.transpose();
        },
    );
    parameters::write(workspace.theta.get(), thetas);
    result
}

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

fn views<'a, T>(thetas: &'a [ArrayViewMut2<'_, T>]) -> Vec<ArrayView2<'a, T>> {
    thetas.iter().map(|theta| theta.view()).collect()
}
