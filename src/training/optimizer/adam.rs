//! Steps whose length is that of each weight's own gradients: RMSProp, and Adam, which adds a running mean of the gradients.

use super::{Optimizer, Weights};
use crate::equations::scalar::Scalar;
use crate::network::TrainingError;

/// RMSProp (T. Tieleman and G. Hinton, 2012): s := ρ s + (1 − ρ) d², θ := θ − α d / (√s + ε).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RmsProp {
    /// ρ, the decay of the mean square s: at least 0 and below 1.
    pub rho: f64,
    /// ε, which avoids a division by 0: above 0.
    pub epsilon: f64,
}

impl RmsProp {
    /// RMSProp with these settings.
    pub fn new(rho: f64, epsilon: f64) -> Self {
        Self { rho, epsilon }
    }
}

/// The usual ρ = 0.99 and ε = 10⁻⁸.
impl Default for RmsProp {
    fn default() -> Self {
        Self::new(0.99, 1e-8)
    }
}

impl<T: Scalar> Optimizer<T> for RmsProp {
    fn moments(&self) -> usize {
        1
    }
    fn step(&self, weights: Weights<'_, T>) {
        let (alpha, mean, epsilon) = (weights.rate, running_mean(self.rho), T::from_f64(self.epsilon));
        weights.each(|theta, d, [s]| {
            *s = mean(*s, d * d);
            theta - alpha * d / (s.sqrt() + epsilon)
        });
    }
    fn name(&self) -> &'static str {
        "RmsProp"
    }
    fn check(&self) -> Result<(), TrainingError> {
        TrainingError::expect_share("ρ of RmsProp", T::from_f64(self.rho))?;
        TrainingError::expect_positive("ε of RmsProp", T::from_f64(self.epsilon))
    }
}

/// Adam (D. Kingma and J. Ba, 2015): steps against a running mean v of the gradients, divided by the root of a running
/// mean s of their squares, see [`Adam::update`]. Dividing by 1 − βᵗ makes up for means that start at 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adam {
    /// β₁, the decay of the mean v: at least 0 and below 1.
    pub beta_1: f64,
    /// β₂, the decay of the mean square s: at least 0 and below 1.
    pub beta_2: f64,
    /// ε, which avoids a division by 0: above 0.
    pub epsilon: f64,
}

impl Adam {
    /// Adam with these settings.
    pub fn new(beta_1: f64, beta_2: f64, epsilon: f64) -> Self {
        Self { beta_1, beta_2, epsilon }
    }

    /// Returns the update of a weight in step number t, counted from 1, at the learning rate α: a function of the weight θ,
    /// its entry d of the gradient, and its v and s, which start at 0. It changes v and s and returns the new weight.
    ///
    /// ```text
    /// vₜ = β₁ vₜ₋₁ + (1 − β₁) dₜ
    /// sₜ = β₂ sₜ₋₁ + (1 − β₂) dₜ²
    /// θₜ = θₜ₋₁ − α (vₜ / (1 − β₁ᵗ))/(√(sₜ / (1 − β₂ᵗ)) + ε)
    /// ```
    ///
    /// ```math adam
    /// \begin{aligned}
    /// \term{v}{v_t} &= \beta_1 \, \term{v}{v_{t-1}} + (1 - \beta_1) \, \term{d}{d_t} \\
    /// \term{s}{s_t} &= \beta_2 \, \term{s}{s_{t-1}} + (1 - \beta_2) \, \term{d}{d_t}^2 \\
    /// \term{theta}{\theta_t} &= \term{theta}{\theta_{t-1}} - \term{alpha}{\alpha} \,
    ///     \frac{\term{v}{v_t} / (1 - \beta_1^t)}{\sqrt{\term{s}{s_t} / (1 - \beta_2^t)} + \term{epsilon}{\varepsilon}}
    /// \end{aligned}
    /// ```
    ///
    /// ```
    /// use backprop::Adam;
    ///
    /// // Whatever the size of d is, the first step is nearly as long as the learning rate.
    /// let update = Adam::default().update(0.1, 1);
    /// let first_step = |d: f64| update(2.0, d, [&mut 0.0, &mut 0.0]) - 2.0;
    /// assert!((first_step(1000.0) + 0.1).abs() < 1e-8 && (first_step(-0.001) - 0.1).abs() < 1e-5);
    /// ```
    pub fn update<T: Scalar>(&self, alpha: T, t: u64) -> impl Fn(T, T, [&mut T; 2]) -> T + use<T> {
        let mean_1 = running_mean(self.beta_1);
        let mean_2 = running_mean(self.beta_2);
        let t = i32::try_from(t).unwrap_or(i32::MAX);
        let share_1 = T::from_f64(1.0 - self.beta_1.powi(t));
        let share_2 = T::from_f64(1.0 - self.beta_2.powi(t));
        let epsilon = T::from_f64(self.epsilon);
        move |theta, d, [v, s]| {
            *v = mean_1(*v, d);
            *s = mean_2(*s, d * d);
            let (v, s) = (*v / share_1, *s / share_2);
            theta - alpha * v / (s.sqrt() + epsilon)
        }
    }
}

/// The paper's β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
impl Default for Adam {
    fn default() -> Self {
        Self::new(0.9, 0.999, 1e-8)
    }
}

impl<T: Scalar> Optimizer<T> for Adam {
    fn moments(&self) -> usize {
        2
    }
    fn step(&self, weights: Weights<'_, T>) {
        let update = self.update(weights.rate, weights.number);
        weights.each(update);
    }
    fn name(&self) -> &'static str {
        "Adam"
    }
    fn check(&self) -> Result<(), TrainingError> {
        TrainingError::expect_share("β₁ of Adam", T::from_f64(self.beta_1))?;
        TrainingError::expect_share("β₂ of Adam", T::from_f64(self.beta_2))?;
        TrainingError::expect_positive("ε of Adam", T::from_f64(self.epsilon))
    }
}

/// AdamW (I. Loshchilov and F. Hutter, 2019): decoupled weight decay, θ := θ − α w θ for every weight that is not a bias,
/// then [`Adam`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdamW {
    /// The settings of the step after the decay.
    pub adam: Adam,
    /// w, the weight decay: at least 0.
    pub decay: f64,
}

impl AdamW {
    /// AdamW with this weight decay.
    pub fn new(adam: Adam, decay: f64) -> Self {
        Self { adam, decay }
    }
}

/// Adam's settings and the usual decay of 0.01.
impl Default for AdamW {
    fn default() -> Self {
        Self::new(Adam::default(), 0.01)
    }
}

impl<T: Scalar> Optimizer<T> for AdamW {
    fn moments(&self) -> usize {
        2
    }
    fn step(&self, mut weights: Weights<'_, T>) {
        weights.decay(weights.rate * T::from_f64(self.decay));
        self.adam.step(weights);
    }
    fn name(&self) -> &'static str {
        "AdamW"
    }
    fn check(&self) -> Result<(), TrainingError> {
        Optimizer::<T>::check(&self.adam)?;
        TrainingError::expect_not_negative("weight decay of AdamW", T::from_f64(self.decay))
    }
}

/// Returns a running mean (exponential moving average): the share `keep` of the old value, plus the rest of the new one.
fn running_mean<T: Scalar>(keep: f64) -> impl Fn(T, T) -> T {
    let (keep, rest) = (T::from_f64(keep), T::from_f64(1.0 - keep));
    move |old, new| keep * old + rest * new
}
