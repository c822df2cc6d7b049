//! The problem to be solved: J and D of a network on its samples, as functions of one vector.
//!
//! **Invariant**: a cost that is not finite, or whose gradient is not, counts as +∞, so that a search turns away from it.

use crate::equations::scalar::Scalar;
use crate::fast::{self, Gradients};
use crate::network::{Network, SamplesOf};

/// J and D as functions of the weights.
pub(super) struct Problem<'a, N: Network> {
    network: N,
    samples: &'a SamplesOf<N>,
    lambda: N::Scalar,
    gradients: Box<dyn Gradients<N>>,
    progress: Progress,
}

/// The progress of the search.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The first of the points with the lowest cost.
    pub(super) best: Option<Point>,
    /// The number of points.
    pub(super) evaluations: usize,
}

/// Weights, with J and D there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    pub(super) weights: Vec<f64>,
    pub(super) cost: f64,
    pub(super) gradient: Vec<f64>,
}

impl Point {
    pub(super) fn is_finite(&self) -> bool {
        self.cost.is_finite()
    }
}

impl<'a, N: Network<Scalar: Into<f64>>> Problem<'a, N> {
    pub(super) fn new(network: &N, samples: &'a SamplesOf<N>, lambda: N::Scalar) -> Self {
        let (network, gradients) = (network.clone(), fast::gradients(network, samples.len()));
        Self { network, samples, lambda, gradients, progress: Progress::default() }
    }

    /// Computes J and D at these weights.
    pub(super) fn evaluate(&mut self, weights: Vec<f64>) -> Point {
        fill(&mut self.network, &weights);
        let (cost, gradient) = self.gradients.with_cost(&self.network, self.samples, self.lambda);
        let (cost, gradient): (f64, _) = (cost.into(), flat(gradient));
        let is_finite = cost.is_finite() && weights.iter().chain(&gradient).all(|number| number.is_finite());
        let point = Point { weights, cost: if is_finite { cost } else { f64::INFINITY }, gradient };
        let Progress { best, evaluations } = &mut self.progress;
        if is_finite && best.as_ref().is_none_or(|best| point.cost < best.cost) {
            *best = Some(point.clone());
        }
        *evaluations += 1;
        point
    }

    pub(super) fn into_progress(self) -> Progress {
        self.progress
    }
}

/// Returns all weights, Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾ one after the other, row by row.
pub(super) fn flat<N: Network<Scalar: Into<f64>>>(network: &N) -> Vec<f64> {
    let thetas = network.thetas();
    thetas.iter().flat_map(|theta| theta.iter().map(|&weight| weight.into())).collect()
}

/// Sets all weights from such a vector.
pub(super) fn fill<N: Network>(network: &mut N, weights: &[f64]) {
    let mut weights = weights.iter();
    for mut theta in network.thetas_mut() {
        theta.iter_mut().zip(&mut weights).for_each(|(to, &weight)| *to = N::Scalar::from_f64(weight));
    }
}
