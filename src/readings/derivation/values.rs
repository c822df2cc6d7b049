//! The numbers of a run, as the derivation shows them.

use crate::equations::scalar::Scalar;
use crate::network::{Network, Record, SamplesOf};
use ndarray::ArrayView2;

/// All numbers of a run: those of the first example, and Δ, D and J over all examples.
#[derive(Debug, Clone)]
pub(super) struct Values {
    /// m, the number of examples.
    pub(super) examples: usize,
    pub(super) lambda: f64,
    pub(super) thetas: Matrices,
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    /// z and a, in the order of the pass.
    pub(super) forward: Vec<Vec<f64>>,
    /// δ, in the order of the pass.
    pub(super) deltas: Vec<Vec<f64>>,
    pub(super) accumulated: Matrices,
    pub(super) gradient: Matrices,
    /// C of the first example.
    pub(super) first_cost: f64,
    /// The sum of all C.
    pub(super) costs: f64,
    pub(super) cost: f64,
}

/// A matrix for each layer, row by row.
type Matrices = Vec<Vec<f64>>;

impl Values {
    /// Runs `network` over `samples`.
    pub(super) fn new<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> Self
    where
        N::Scalar: Into<f64>,
    {
        let zero = <N::Scalar as Scalar>::ZERO;
        let (x, y) = (&samples.x()[0], &samples.y()[0]);
        let forward = network.forward(x);
        let deltas = network.backward(&forward, y);
        let first = samples.singles().next().expect("a set of samples is never empty");
        Self {
            examples: samples.len(),
            lambda: lambda.into(),
            thetas: matrices(network.thetas()),
            x: numbers(x.as_ref()),
            y: numbers(y.as_ref()),
            forward: forward.layers().iter().map(|layer| numbers(layer.units)).collect(),
            deltas: deltas.layers().iter().map(|layer| numbers(layer.units)).collect(),
            accumulated: matrices(network.accumulated(samples).thetas()),
            gradient: matrices(network.gradient(samples, lambda).thetas()),
            first_cost: network.cost(&first, zero).into(),
            costs: network.cost(samples, zero).into() * samples.len() as f64,
            cost: network.cost(samples, lambda).into(),
        }
    }
}

fn numbers<T: Copy + Into<f64>>(values: &[T]) -> Vec<f64> {
    values.iter().map(|&value| value.into()).collect()
}

fn matrices<T: Copy + Into<f64>>(thetas: Vec<ArrayView2<'_, T>>) -> Matrices {
    thetas.into_iter().map(|theta| theta.iter().map(|&entry| entry.into()).collect()).collect()
}

/// Formats a number with at most `decimals` decimals.
pub(super) fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}
