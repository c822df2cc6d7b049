//! Momentum: steps against a sum of the gradients so far, in which older ones count less.

use super::{Optimizer, Weights};
use crate::equations::scalar::Scalar;
use crate::network::TrainingError;

/// Momentum (B. Polyak, 1964): steps against an exponentially decaying sum v of the gradients, see [`Momentum::update`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Momentum {
    /// β, the decay of v: the share of the last step that remains, at least 0 and below 1.
    pub beta: f64,
}

impl Momentum {
    /// Momentum with this β.
    pub fn new(beta: f64) -> Self {
        Self { beta }
    }

    /// Returns the update of a weight in a step at the learning rate α: a function of the weight θ, its entry d of the
    /// gradient, and its v, which starts at 0. It changes v and returns the new weight.
    ///
    /// ```text
    /// vₜ = β vₜ₋₁ + dₜ
    /// θₜ = θₜ₋₁ − α vₜ
    /// ```
    ///
    /// ```math momentum
    /// \term{v}{v_t} = \term{beta}{\beta} \, \term{v}{v_{t-1}} + \term{d}{d_t},
    /// \qquad \term{theta}{\theta_t} = \term{theta}{\theta_{t-1}} - \term{alpha}{\alpha} \, \term{v}{v_t}
    /// ```
    ///
    /// ```
    /// use backprop::Momentum;
    ///
    /// let update = Momentum::new(0.5).update(0.25);
    /// let mut v = 0.0;
    /// assert_eq!((update(3.0, 4.0, [&mut v]), v), (2.0, 4.0)); // v = 4, θ = 3 − 0.25 · 4
    /// assert_eq!((update(2.0, 2.0, [&mut v]), v), (1.0, 4.0)); // v = 0.5 · 4 + 2, θ = 2 − 0.25 · 4
    /// ```
    pub fn update<T: Scalar>(&self, alpha: T) -> impl Fn(T, T, [&mut T; 1]) -> T + use<T> {
        let beta = T::from_f64(self.beta);
        move |theta, d, [v]| {
            *v = beta * *v + d;
            theta - alpha * *v
        }
    }
}

/// The usual β = 0.9.
impl Default for Momentum {
    fn default() -> Self {
        Self::new(0.9)
    }
}

impl<T: Scalar> Optimizer<T> for Momentum {
    fn moments(&self) -> usize {
        1
    }
    fn step(&self, weights: Weights<'_, T>) {
        let update = self.update(weights.rate);
        weights.each(update);
    }
    fn name(&self) -> &'static str {
        "Momentum"
    }
    fn check(&self) -> Result<(), TrainingError> {
        TrainingError::expect_share("β of Momentum", T::from_f64(self.beta))
    }
}

/// Nesterov's accelerated gradient (Y. Nesterov, 1983, as rewritten by I. Sutskever et al., 2013): momentum that looks
/// ahead to where it leads. v := β v + d, θ := θ − α (d + β v).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nesterov {
    /// β, the decay of v: the share of the last step that remains, at least 0 and below 1.
    pub beta: f64,
}

impl Nesterov {
    /// Nesterov's momentum with this β.
    pub fn new(beta: f64) -> Self {
        Self { beta }
    }
}

/// The usual β = 0.9.
impl Default for Nesterov {
    fn default() -> Self {
        Self::new(0.9)
    }
}

impl<T: Scalar> Optimizer<T> for Nesterov {
    fn moments(&self) -> usize {
        1
    }
    fn step(&self, weights: Weights<'_, T>) {
        let (alpha, beta) = (weights.rate, T::from_f64(self.beta));
        weights.each(|theta, d, [v]| {
            *v = beta * *v + d;
            theta - alpha * (d + beta * *v)
        });
    }
    fn name(&self) -> &'static str {
        "Nesterov"
    }
    fn check(&self) -> Result<(), TrainingError> {
        TrainingError::expect_share("β of Nesterov", T::from_f64(self.beta))
    }
}
