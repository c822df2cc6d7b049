//! How a gradient becomes a step.
//!
//! Each formula is that of its paper, with the names that have become usual; d is an entry of D, θ the weight, α the rate.

use super::State;
use crate::network::Network;
use crate::scalar::Scalar;
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
        let mut moments: Vec<_> = state.moments.iter_mut().map(N::thetas_mut).collect();
        for (layer, (mut theta, d)) in network.thetas_mut().into_iter().zip(gradient.thetas()).enumerate() {
            if !layers.contains(&(layer + 1)) {
                continue;
            }
            for (i, (mut theta, d)) in theta.rows_mut().into_iter().zip(d.rows()).enumerate() {
                let mut moments: Vec<_> = moments.iter_mut().map(|moment| moment[layer].row_mut(i)).collect();
                for (j, (theta, &d)) in theta.iter_mut().zip(d).enumerate() {
                    let mut remembered = [N::Scalar::ZERO; 2];
                    for (value, moment) in remembered.iter_mut().zip(&moments) {
                        *value = moment[j];
                    }
                    *theta = self.moved(*theta, d, &mut remembered, rate, steps, j == 0);
                    for (value, moment) in remembered.into_iter().zip(&mut moments) {
                        moment[j] = value;
                    }
                }
            }
        }
    }

    /// One weight after a step; `moments` are what is remembered of it.
    fn moved<T: Scalar>(self, theta: T, d: T, moments: &mut [T; 2], rate: f64, steps: i32, is_bias: bool) -> T {
        let (number, alpha) = (T::from_f64, T::from_f64(rate));
        // A mean that forgets: so much of the old, and the rest of the new.
        let mean = |old: T, new: T, keep: f64| number(keep) * old + number(1.0 - keep) * new;
        match self {
            Self::Descent => theta - alpha * d,
            Self::Momentum { beta } => {
                moments[0] = number(beta) * moments[0] + d;
                theta - alpha * moments[0]
            }
            Self::Nesterov { beta } => {
                moments[0] = number(beta) * moments[0] + d;
                theta - alpha * (d + number(beta) * moments[0])
            }
            Self::RmsProp { rho, epsilon } => {
                moments[0] = mean(moments[0], d * d, rho);
                theta - alpha * d / (moments[0].sqrt() + number(epsilon))
            }
            Self::Adam { beta_1, beta_2, epsilon } => {
                moments[0] = mean(moments[0], d, beta_1);
                moments[1] = mean(moments[1], d * d, beta_2);
                let v = moments[0] / number(1.0 - beta_1.powi(steps));
                let s = moments[1] / number(1.0 - beta_2.powi(steps));
                theta - alpha * v / (s.sqrt() + number(epsilon))
            }
            Self::AdamW { beta_1, beta_2, epsilon, decay } => {
                let decayed = if is_bias { theta } else { theta - alpha * number(decay) * theta };
                let adam = Self::Adam { beta_1, beta_2, epsilon };
                adam.moved(decayed, d, moments, rate, steps, is_bias)
            }
        }
    }
}
