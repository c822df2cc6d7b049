//! Δ and the costs over the samples of all ranks.
//!
//! ```text
//! for each part of this rank
//!     Δ and the costs of its rows              // by the kernels, large products on several threads
//! Δ = the sum of the parts of all ranks        // one message each way between neighbors
//! D = Δ/m + λ/m Θ                              // on each rank alike
//! ```
//!
//! **Invariant**: a part is summed up as one share of the kernels, and parts are added in order. So with the parts of
//! [`Parts::of`](super::Parts::of), Δ has the bits of a single process.

use super::parts::SINGLE_SHARE;
use super::ranks::{Addend, Ranks};
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::kernels::layers::{Costs, Examples};
use crate::kernels::parameters;
use crate::kernels::vector::Cpu;
use crate::kernels::workspace::Workspace;
use crate::network::{Network, SamplesOf};
use core::ops::Range;

/// The memory for sums over the samples of all ranks.
pub(super) struct Sums<'a, N: Network<Scalar: Addend>> {
    ranks: &'a dyn Ranks,
    workspace: Workspace<N::Scalar, N::Layers>,
    /// Δ of each part, and behind it the sum of its costs.
    parts: Vec<N::Scalar>,
    /// The sum of the parts of all ranks.
    total: Vec<N::Scalar>,
    gradient: N,
}

impl<'a, N: Network<Scalar: Addend>> Sums<'a, N> {
    /// Allocates memory for steps on `samples` samples of all ranks, and copies the weights.
    pub(super) fn new(network: &N, samples: usize, ranks: &'a dyn Ranks) -> Self {
        let workspace = Workspace::new(&network.thetas(), samples.min(SINGLE_SHARE), Cpu::best());
        Self { ranks, workspace, parts: Vec::new(), total: Vec::new(), gradient: N::zeros() }
    }

    /// Adds up Δ at the weights of the network, and returns the sum of the costs, or 0 if it is not wanted. `terms` are the
    /// rows of each part of this rank.
    pub(super) fn accumulate(
        &mut self,
        network: &N,
        samples: Option<&SamplesOf<N>>,
        terms: &[Range<usize>],
        costs: Costs,
    ) -> N::Scalar {
        self.workspace.set(&network.thetas());
        self.parts.clear();
        let examples = samples.map(fast::examples::<N>);
        for (examples, rows) in examples.iter().flat_map(|examples| terms.iter().map(move |rows| (*examples, rows))) {
            let cost = self.workspace.accumulate(examples, rows.clone(), costs);
            self.parts.extend_from_slice(self.workspace.theta_and_sums().1);
            self.parts.push(cost);
        }
        self.total.resize(self.workspace.theta.get().len() + 1, N::Scalar::ZERO);
        N::Scalar::sum(self.ranks, &self.parts, &mut self.total);
        self.total.last().copied().unwrap_or(N::Scalar::ZERO)
    }

    /// Returns D of the sums that were accumulated last, those of m samples.
    pub(super) fn gradient(&mut self, lambda: N::Scalar, m: usize) -> &mut N {
        let layers = parameters::layers(&self.gradient.thetas());
        let theta = self.workspace.theta.get();
        let sums = &mut self.total[..theta.len()];
        parameters::mean(&layers, theta, sums, lambda, N::Scalar::from_f64(m as f64));
        parameters::write(sums, self.gradient.thetas_mut());
        &mut self.gradient
    }

    /// Returns the sum of the costs of all ranks, without Δ.
    pub(super) fn costs(&mut self, samples: Option<&SamplesOf<N>>, terms: &[Range<usize>]) -> N::Scalar {
        let examples = samples.map(fast::examples::<N>);
        let rows_of_parts = examples.iter().flat_map(|examples| terms.iter().map(|rows| some::<N>(*examples, rows)));
        let parts: Vec<N::Scalar> = rows_of_parts.map(|examples| self.workspace.cost(examples)).collect();
        let mut total = [N::Scalar::ZERO];
        N::Scalar::sum(self.ranks, &parts, &mut total);
        total[0]
    }
}

/// Returns the examples in `rows`.
fn some<'a, N: Network>(examples: Examples<'a, N::Scalar>, rows: &Range<usize>) -> Examples<'a, N::Scalar> {
    let Examples { x, y, weights } = examples;
    let weights = if weights.is_empty() { weights } else { &weights[rows.clone()] };
    let part = |width: usize| rows.start * width..rows.end * width;
    Examples { x: &x[part(N::INPUTS)], y: &y[part(N::OUTPUTS)], weights }
}
