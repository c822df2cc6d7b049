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
            mean_cost(costs, parameters::squares(network), lambda, samples.len())
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
            let mut workspace = Workspace::new(network, samples.len(), Cpu::best());
            let sum = workspace.accumulate(samples, 0..samples.len(), costs);
            let cost = mean_cost(sum, parameters::squares(network), lambda, samples.len());
            let mut gradient = N::zeros();
            parameters::write(workspace.theta_and_sums().1, &mut gradient);
            let m = N::Scalar::from_f64(samples.len() as f64);
            for (mut d, theta) in gradient.thetas_mut().into_iter().zip(network.thetas()) {
                for (mut d, theta) in d.rows_mut().into_iter().zip(theta.rows()) {
                    d[0] = d[0] / m;
                    for (d, &theta) in d.iter_mut().zip(theta).skip(1) {
                        *d = (*d + lambda * theta) / m;
                    }
                }
            }
            (cost, gradient)
        }
    }
    N::Scalar::if_float(Gradient(network, samples, lambda, costs))
}
