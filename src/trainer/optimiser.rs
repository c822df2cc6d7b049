//! How a gradient becomes a step.
//!
//! Each formula is that of its paper, with the names that have become usual; d is an entry of D, θ the weight, α the rate.

use super::State;
use crate::network::Network;
use crate::scalar::Scalar;
use ndarray::{ArrayViewMut2, s};
use std::ops::RangeInclusive;

/// How a gradient becomes a step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Optimiser {
    /// θ := θ − α d.
    Descent,
    /// v := β v + d, θ := θ − α v: a step remembers those before (B. Polyak, 1964).
    Momentum {
        /// β, how much of the last step remains.
        beta: f64,
    },
    /// v := β v + d, θ := θ − α (d + β v): it looks ahead to where the momentum leads (Y. Nesterov, 1983, as rewritten by
    /// I. Sutskever et al., 2013).
    Nesterov {
        /// β, how much of the last step remains.
        beta: f64,
    },
    /// s := ρ s + (1 − ρ) d², θ := θ − α d / (√s + ε) (T. Tieleman and G. Hinton, 2012).
    RmsProp {
        /// ρ, how slowly the mean square changes.
        rho: f64,
        /// ε, which keeps the quotient finite.
        epsilon: f64,
    },
    /// v := β₁ v + (1 − β₁) d, s := β₂ s + (1 − β₂) d², θ := θ − α v̂ / (√ŝ + ε), where v̂ = v / (1 − β₁ᵗ) and
    /// ŝ = s / (1 − β₂ᵗ) after t steps (D. Kingma and J. Ba, 2015).
    Adam {
        /// β₁, how slowly the mean changes.
        beta_1: f64,
        /// β₂, how slowly the mean square changes.
        beta_2: f64,
        /// ε, which keeps the quotient finite.
        epsilon: f64,
    },
    /// Adam, after θ := θ − α w θ for every weight that is no bias (I. Loshchilov and F. Hutter, 2019).
    AdamW {
        /// β₁, how slowly the mean changes.
        beta_1: f64,
        /// β₂, how slowly the mean square changes.
        beta_2: f64,
        /// ε, which keeps the quotient finite.
        epsilon: f64,
        /// w, how fast weights decay.
        decay: f64,
    },
}

impl Optimiser {
    /// Momentum with the usual β = 0.9.
    pub const MOMENTUM: Self = Self::Momentum { beta: 0.9 };
    /// Nesterov's momentum with the usual β = 0.9.
    pub const NESTEROV: Self = Self::Nesterov { beta: 0.9 };
    /// RMSProp with the usual ρ = 0.99 and ε = 10⁻⁸.
    pub const RMS_PROP: Self = Self::RmsProp { rho: 0.99, epsilon: 1e-8 };
    /// Adam with the paper's β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    pub const ADAM: Self = Self::Adam { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 };
    /// AdamW with Adam's settings and the usual decay of 0.01.
    pub const ADAM_W: Self = Self::AdamW { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8, decay: 0.01 };

    /// How many numbers it remembers of each weight.
    fn moments(self) -> usize {
        match self {
            Self::Descent => 0,
            Self::Momentum { .. } | Self::Nesterov { .. } | Self::RmsProp { .. } => 1,
            Self::Adam { .. } | Self::AdamW { .. } => 2,
        }
    }

    /// One more step is taken, of all layers.
    pub(super) fn begin_step<N: Network>(self, state: &mut State<N>) {
        state.steps += 1;
        state.moments.resize_with(self.moments(), N::zeros);
    }

    /// Takes the step of Θ⁽ˡ⁾, for these l.
    pub(super) fn step<N: Network>(
        self,
        layers: RangeInclusive<usize>,
        network: &mut N,
        gradient: &N,
        rate: f64,
        state: &mut State<N>,
    ) {
        let steps = i32::try_from(state.steps).unwrap_or(i32::MAX);
        let number = N::Scalar::from_f64;
        let alpha = number(rate);
        if let Self::AdamW { decay, .. } = self {
            // Of all weights but the biases.
            for (l, mut theta) in (1..).zip(network.thetas_mut()) {
                if layers.contains(&l) {
                    theta.slice_mut(s![.., 1..]).mapv_inplace(|theta| theta - alpha * number(decay) * theta);
                }
            }
        }
        // A mean that forgets: so much of the old, and the rest of the new.
        let mean = |keep: f64| {
            let (keep, rest) = (number(keep), number(1.0 - keep));
            move |old: N::Scalar, new: N::Scalar| keep * old + rest * new
        };
        let weights = Weights { layers, network, gradient, moments: &mut state.moments };
        match self {
            Self::Descent => weights.each(|theta, d, []| theta - alpha * d),
            Self::Momentum { beta } => {
                let beta = number(beta);
                weights.each(|theta, d, [v]| {
                    *v = beta * *v + d;
                    theta - alpha * *v
                });
            }
            Self::Nesterov { beta } => {
                let beta = number(beta);
                weights.each(|theta, d, [v]| {
                    *v = beta * *v + d;
                    theta - alpha * (d + beta * *v)
                });
            }
            Self::RmsProp { rho, epsilon } => {
                let (mean, epsilon) = (mean(rho), number(epsilon));
                weights.each(|theta, d, [s]| {
                    *s = mean(*s, d * d);
                    theta - alpha * d / (s.sqrt() + epsilon)
                });
            }
            Self::Adam { beta_1, beta_2, epsilon } | Self::AdamW { beta_1, beta_2, epsilon, .. } => {
                let (mean_1, mean_2, epsilon) = (mean(beta_1), mean(beta_2), number(epsilon));
                let (share_1, share_2) = (number(1.0 - beta_1.powi(steps)), number(1.0 - beta_2.powi(steps)));
                weights.each(|theta, d, [v, s]| {
                    *v = mean_1(*v, d);
                    *s = mean_2(*s, d * d);
                    theta - alpha * (*v / share_1) / ((*s / share_2).sqrt() + epsilon)
                });
            }
        }
    }
}

/// The weights of some layers, with all that their step depends on.
struct Weights<'a, N> {
    layers: RangeInclusive<usize>,
    network: &'a mut N,
    gradient: &'a N,
    moments: &'a mut [N],
}

impl<N: Network> Weights<'_, N> {
    /// Each weight θ becomes `moved(θ, d, moments)`; the moments are what is remembered of it.
    fn each<const MOMENTS: usize>(self, moved: impl Fn(N::Scalar, N::Scalar, [&mut N::Scalar; MOMENTS]) -> N::Scalar) {
        let Self { layers, network, gradient, moments } = self;
        let moments: &mut [N; MOMENTS] = moments.try_into().expect("as many as the optimiser remembers");
        let mut moments = moments.each_mut().map(N::thetas_mut);
        for (l, (theta, d)) in network.thetas_mut().into_iter().zip(gradient.thetas()).enumerate() {
            if !layers.contains(&(l + 1)) {
                continue;
            }
            let mut moments = moments.each_mut().map(|moment| numbers(moment[l].view_mut()));
            let d = d.to_slice().expect("a matrix of weights lies row by row");
            for (i, (theta, &d)) in numbers(theta).iter_mut().zip(d).enumerate() {
                *theta = moved(*theta, d, moments.each_mut().map(|moment| &mut moment[i]));
            }
        }
    }
}

/// A matrix as it lies in memory.
fn numbers<T>(matrix: ArrayViewMut2<'_, T>) -> &mut [T] {
    matrix.into_slice().expect("a matrix of weights lies row by row")
}
