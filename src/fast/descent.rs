//! Descent: many steps on one workspace.
//!
//! A step that leads to a weight that is not finite must not be taken, and no later one makes it finite again. So the
//! weights are looked at only after a stretch of steps; if they have become bad, the stretch is taken once more from its
//! start, with a look after each step. The same steps give the same weights, so it ends before the bad one.
//!
//! **Invariant**: on return, all weights are finite if they were so before, whether the run diverged or not.

use super::layers::{Costs, Layers};
use super::parameters;
use super::tiny::{Few, Train};
use super::vector::{Cpu, Dispatch};
use super::workspace::{BLOCK, Workspace};
use super::{Float, IfFloat};
use crate::network::{Network, SamplesOf};
use crate::scalar::Scalar;
use std::ops::Range;

/// How many steps are taken between two looks at the weights.
const STRETCH: usize = 64;

/// Networks of no more weights are trained example by example without a workspace.
const FEW: usize = 512;

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

/// Trains a network, if it computes with floats. An error is the number of the first step that was not taken.
pub fn descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    descent: Descent<N::Scalar>,
) -> Option<Result<(), usize>> {
    struct Run<'a, N: Network>(&'a mut N, &'a SamplesOf<N>, Descent<N::Scalar>);
    impl<N: Network> IfFloat<N::Scalar> for Run<'_, N> {
        type Output = Result<(), usize>;

        fn run(self) -> Result<(), usize>
        where
            N::Scalar: Float,
        {
            let Self(network, samples, descent) = self;
            // Decided while compiling: the way that is not taken is not compiled.
            if const { N::Layers::WEIGHTS <= FEW } && descent.batch == Some(1) {
                few(network, samples, descent)
            } else {
                many(network, samples, descent)
            }
        }
    }
    N::Scalar::if_float(Run(network, samples, descent))
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

fn many<N: Network<Scalar: Float>>(
    network: &mut N,
    samples: &SamplesOf<N>,
    descent: Descent<N::Scalar>,
) -> Result<(), usize> {
    let (m, number) = (samples.len(), |count: usize| N::Scalar::from_f64(count as f64));
    let Descent { lambda, rate, epochs, .. } = descent;
    let batch = descent.batch.unwrap_or(m).min(m);
    let mut workspace = Workspace::new(network, batch, Cpu::best());
    let mut kept = workspace.theta.get().to_vec();
    let keep_of_weights = N::Scalar::ONE - rate * (lambda / number(m));
    let layers: Vec<_> = parameters::layers(&network.thetas());
    let result = stretches(
        epochs * m.div_ceil(batch),
        &mut (&mut workspace, &mut kept),
        |(workspace, kept)| kept.copy_from_slice(workspace.theta.get()),
        |(workspace, _), steps| {
            for step in steps {
                let rows = rows(step, batch, m);
                let b = rows.len();
                if descent.batch.is_some() && batch <= BLOCK {
                    workspace.step(samples, rows, -rate / number(b), keep_of_weights);
                } else {
                    workspace.accumulate(samples, rows, Costs::Unwanted);
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
    parameters::write(workspace.theta.get(), network.thetas_mut());
    result
}

fn few<N: Network<Scalar: Float>>(
    network: &mut N,
    samples: &SamplesOf<N>,
    descent: Descent<N::Scalar>,
) -> Result<(), usize> {
    let m = N::Scalar::from_f64(samples.len() as f64);
    let mut theta = vec![N::Scalar::ZERO; N::Layers::size::<N::Scalar>()];
    parameters::read(&network.thetas(), &mut theta);
    let mut weights = <N::Layers as Few>::read(&theta);
    let mut kept = weights;
    let result = stretches(
        descent.epochs * samples.len(),
        &mut (&mut weights, &mut kept),
        |(weights, kept)| **kept = **weights,
        |(weights, _), steps| {
            let keep = N::Scalar::ONE - descent.rate * (descent.lambda / m);
            N::Scalar::dispatch(Cpu::best(), Train::<N> { weights, samples, steps, rate: descent.rate, keep });
            <N::Layers as Few>::are_finite(weights)
        },
        |(weights, kept)| **weights = **kept,
    );
    <N::Layers as Few>::write(&weights, &mut theta);
    parameters::write(&theta, network.thetas_mut());
    result
}
