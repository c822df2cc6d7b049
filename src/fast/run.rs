//! Cost and gradient over all samples.

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
    run(network, samples, lambda, Costs::Wanted)
}

fn run<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, costs: Costs) -> Option<(N::Scalar, N)> {
    struct Gradient<'a, N: Network>(&'a N, &'a SamplesOf<N>, N::Scalar, Costs);
    impl<N: Network> IfFloat<N::Scalar> for Gradient<'_, N> {
        type Output = (N::Scalar, N);

        fn run(self) -> (N::Scalar, N)
        where
            N::Scalar: Float,
        {
            let Self(network, samples, lambda, costs) = self;
            let (m, thetas) = (samples.len(), network.thetas());
            let mut workspace = Workspace::new(network, m, Cpu::best());
            let sum = workspace.accumulate(samples, 0..m, costs);
            let cost = mean_cost(sum, parameters::squares(&thetas), lambda, m);
            let (theta, sums) = workspace.theta_and_sums();
            parameters::mean(&parameters::layers(&thetas), theta, sums, lambda, N::Scalar::from_f64(m as f64));
            let mut gradient = N::zeros();
            parameters::write(sums, gradient.thetas_mut());
            (cost, gradient)
        }
    }
    N::Scalar::if_float(Gradient(network, samples, lambda, costs))
}
