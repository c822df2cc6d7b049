//! Cost and gradient: once, or of one batch after the other in memory that is kept.

use super::layers::Costs;
use super::parameters;
use super::vector::Cpu;
use super::workspace::Workspace;
use super::{Float, IfFloat};
use crate::cost::mean_cost;
use crate::network::{Network, SamplesOf};
use crate::scalar::Scalar;

/// J(Θ), if the network computes with floats.
pub fn cost<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> Option<N::Scalar> {
    struct Cost<'a, N: Network>(&'a N, &'a SamplesOf<N>, N::Scalar);
    impl<N: Network> IfFloat<N::Scalar> for Cost<'_, N> {
        type Output = N::Scalar;

        fn run(self) -> N::Scalar
        where
            N::Scalar: Float,
        {
            let Self(network, samples, lambda) = self;
            let mut workspace = Workspace::new(network, samples.len(), Cpu::best());
            let costs = workspace.cost(samples);
            mean_cost(costs, parameters::squares(&network.thetas()), lambda, samples.len())
        }
    }
    N::Scalar::if_float(Cost(network, samples, lambda))
}

/// D, if the network computes with floats.
pub fn gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> Option<N> {
    Some(run(network, samples, lambda, Costs::Unwanted)?.1)
}

/// J(Θ) and D by the same passes, if the network computes with floats.
pub fn cost_and_gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> Option<(N::Scalar, N)> {
    let (sum, gradient) = run(network, samples, lambda, Costs::Wanted)?;
    Some((mean_cost(sum, parameters::squares(&network.thetas()), lambda, samples.len()), gradient))
}

/// The sum of the costs, if it is wanted, and D.
fn run<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, costs: Costs) -> Option<(N::Scalar, N)> {
    struct Gradient<'a, N: Network>(&'a N, &'a SamplesOf<N>, N::Scalar, Costs);
    impl<N: Network> IfFloat<N::Scalar> for Gradient<'_, N> {
        type Output = (N::Scalar, N);

        fn run(self) -> (N::Scalar, N)
        where
            N::Scalar: Float,
        {
            let Self(network, samples, lambda, costs) = self;
            let mut kept = Kept::new(network, samples.len());
            let sum = kept.gradient(network, samples, lambda, costs);
            (sum, kept.gradient)
        }
    }
    N::Scalar::if_float(Gradient(network, samples, lambda, costs))
}

/// What computes the gradients of one batch after the other.
pub trait Gradients<N: Network> {
    /// D of some samples at the weights that the network has now.
    fn of(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> &mut N;
}

/// Gradients of batches of so many samples, or fewer, if the network computes with floats.
pub fn gradients<N: Network>(network: &N, samples: usize) -> Option<Box<dyn Gradients<N>>> {
    struct New<'a, N>(&'a N, usize);
    impl<N: Network> IfFloat<N::Scalar> for New<'_, N> {
        type Output = Box<dyn Gradients<N>>;

        fn run(self) -> Box<dyn Gradients<N>>
        where
            N::Scalar: Float,
        {
            Box::new(Kept::new(self.0, self.1))
        }
    }
    N::Scalar::if_float(New(network, samples))
}

/// A workspace, and a gradient to write to.
struct Kept<N: Network> {
    workspace: Workspace<N>,
    gradient: N,
}

impl<N: Network<Scalar: Float>> Kept<N> {
    fn new(network: &N, samples: usize) -> Self {
        Self { workspace: Workspace::new(network, samples, Cpu::best()), gradient: N::zeros() }
    }

    /// Computes D at the weights of the workspace; returns the sum of the costs, if it is wanted.
    fn gradient(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, costs: Costs) -> N::Scalar {
        let m = samples.len();
        let sum = self.workspace.accumulate(samples, 0..m, costs);
        let (theta, sums) = self.workspace.theta_and_sums();
        let layers = parameters::layers(&network.thetas());
        parameters::mean(&layers, theta, sums, lambda, N::Scalar::from_f64(m as f64));
        parameters::write(sums, self.gradient.thetas_mut());
        sum
    }
}

impl<N: Network<Scalar: Float>> Gradients<N> for Kept<N> {
    fn of(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> &mut N {
        self.workspace.set(network);
        self.gradient(network, samples, lambda, Costs::Unwanted);
        &mut self.gradient
    }
}
