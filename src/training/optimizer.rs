//! Optimizers: they turn a gradient into a step.
//!
//! | type | the step |
//! |---|---|
//! | [`GradientDescent`] | against the gradient |
//! | [`Momentum`], [`Nesterov`] | against an exponentially decaying sum of gradients |
//! | [`RmsProp`] | against the gradient, each weight divided by the root mean square of its own gradients |
//! | [`Adam`], [`AdamW`] | against a running mean of gradients, divided like that of RMSProp |
//!
//! The formulas are those that PyTorch computes, with which the tests compare; d is an entry of D, θ the weight, α the learning rate, t the number of the step.
//!
//! ```
//! # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};
//! # network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! use backprop::{Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RmsProp};
//!
//! let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
//! let optimizers: [&dyn Optimizer<f64>; 6] = [
//!     &GradientDescent,
//!     &Momentum::new(0.95),
//!     &Nesterov::default(),
//!     &RmsProp::default(),
//!     &Adam::new(0.9, 0.99, 1e-8),
//!     &AdamW::new(Adam::default(), 0.001),
//! ];
//! for optimizer in optimizers {
//!     let mut xor = Xor::random(7);
//!     Trainer::new(0.03).optimizer(optimizer).epochs(100).train(&mut xor, &samples)?;
//!     println!("J = {:.3} after 100 steps of {optimizer:?}", xor.cost(&samples, 0.0));
//!     assert!(xor.cost(&samples, 0.0) < Xor::random(7).cost(&samples, 0.0));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A run does not start with constants out of their range. Other methods can be written as an [`Optimizer`] of your own.

use crate::equations::gradient::descended;
use crate::equations::scalar::Scalar;
use crate::network::TrainingError;
use std::any::type_name;
use std::fmt;

/// Turns a gradient into a step. Pass it to [`Trainer::optimizer`](crate::Trainer::optimizer).
///
/// An optimizer of your own declares how many numbers it keeps for each weight, its *moments*, and moves the weights:
///
/// ```
/// use backprop::training::optimizer::{Optimizer, Weights};
/// use backprop::{CrossEntropy, Samples, Scalar, Sigmoid, Tanh, Trainer, network};
///
/// /// v := β v + (1 − β) sign d, θ := θ − α v.
/// #[derive(Debug)]
/// struct Signum {
///     beta: f64,
/// }
///
/// impl<T: Scalar> Optimizer<T> for Signum {
///     fn moments(&self) -> usize {
///         1
///     }
///     fn step(&self, weights: Weights<'_, T>) {
///         let (alpha, beta) = (weights.rate(), T::from_f64(self.beta));
///         weights.each(|theta, d, [v]| {
///             let sign = if d > T::ZERO { T::ONE } else { -T::ONE };
///             *v = beta * *v + (T::ONE - beta) * sign;
///             theta - alpha * *v
///         });
///     }
/// }
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// Trainer::new(0.01).optimizer(Signum { beta: 0.9 }).epochs(500).train(&mut xor, &samples)?;
/// assert_eq!(backprop::accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an optimizer",
    label = "write one such as `Adam::default()` or `Momentum::new(0.9)`; the learning rate is that of the `Trainer`"
)]
pub trait Optimizer<T: Scalar>: fmt::Debug {
    /// Returns the number of moments: numbers that are kept for each weight and start at 0.
    fn moments(&self) -> usize {
        0
    }

    /// Takes one step: moves the weights and updates their moments.
    fn step(&self, weights: Weights<'_, T>);

    /// Returns the name of this kind of optimizer. A resumed run goes on with the moments of an optimizer of the same name,
    /// whatever its constants are; another one starts with moments of 0 and counts its steps from 1.
    ///
    /// By default it is the path of the type. Checkpoints hold the name: choose one of your own if that path may change.
    fn name(&self) -> &'static str {
        type_name::<Self>()
    }

    /// Checks the constants of the optimizer before the first step of a run. By default, all are taken.
    ///
    /// ```
    /// use backprop::training::optimizer::{Optimizer, Weights};
    /// use backprop::{Scalar, TrainingError};
    ///
    /// /// Gradient descent whose steps become shorter: θ := θ − α βᵗ d.
    /// #[derive(Debug)]
    /// struct Fading {
    ///     beta: f64,
    /// }
    ///
    /// impl<T: Scalar> Optimizer<T> for Fading {
    ///     fn step(&self, weights: Weights<'_, T>) {
    ///         let rate = weights.rate() * T::from_f64(self.beta.powf(weights.number() as f64));
    ///         weights.each(|theta, d, []| theta - rate * d);
    ///     }
    ///     fn check(&self) -> Result<(), TrainingError> {
    ///         if self.beta > 0.0 && self.beta < 1.0 {
    ///             return Ok(());
    ///         }
    ///         let found = self.beta.to_string();
    ///         Err(TrainingError::Setting { setting: "β of Fading", found, expected: "a number between 0 and 1" })
    ///     }
    /// }
    ///
    /// let error = Optimizer::<f64>::check(&Fading { beta: 1.5 }).unwrap_err();
    /// assert_eq!(error.to_string(), "the β of Fading is 1.5, expected a number between 0 and 1");
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a constant makes no sense.
    fn check(&self) -> Result<(), TrainingError> {
        Ok(())
    }
}

impl<T: Scalar, O: Optimizer<T> + ?Sized> Optimizer<T> for &O {
    fn moments(&self) -> usize {
        (**self).moments()
    }
    fn step(&self, weights: Weights<'_, T>) {
        (**self).step(weights);
    }
    fn name(&self) -> &'static str {
        (**self).name()
    }
    fn check(&self) -> Result<(), TrainingError> {
        (**self).check()
    }
}

impl<T: Scalar, O: Optimizer<T> + ?Sized> Optimizer<T> for Box<O> {
    fn moments(&self) -> usize {
        (**self).moments()
    }
    fn step(&self, weights: Weights<'_, T>) {
        (**self).step(weights);
    }
    fn name(&self) -> &'static str {
        (**self).name()
    }
    fn check(&self) -> Result<(), TrainingError> {
        (**self).check()
    }
}

/// The weights of a step, with their gradient and the moments of the optimizer.
///
/// ```
/// use backprop::Scalar;
/// use backprop::training::optimizer::{Optimizer, Weights};
///
/// /// Gradient descent with weight decay, at a learning rate of α/√t.
/// #[derive(Debug)]
/// struct Slowing;
///
/// impl<T: Scalar> Optimizer<T> for Slowing {
///     fn step(&self, mut weights: Weights<'_, T>) {
///         let rate = weights.rate() / T::from_f64(weights.number() as f64).sqrt();
///         weights.decay(rate * T::from_f64(0.01));
///         weights.each(|theta, d, []| theta - rate * d);
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Weights<'a, T> {
    rate: T,
    number: u64,
    layers: Vec<Layer<'a, T>>,
}

/// The weights of a layer, row by row.
#[derive(Debug)]
pub(crate) struct Layer<'a, T> {
    pub(crate) theta: &'a mut [T],
    pub(crate) d: &'a [T],
    pub(crate) moments: Vec<&'a mut [T]>,
    pub(crate) columns: usize,
}

impl<'a, T: Scalar> Weights<'a, T> {
    pub(crate) fn new(rate: T, number: u64, layers: Vec<Layer<'a, T>>) -> Self {
        Self { rate, number, layers }
    }

    /// Returns the learning rate α of this step.
    pub fn rate(&self) -> T {
        self.rate
    }

    /// Returns the number t of this step; the first with these moments is 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Weight decay: subtracts this share of each weight that is not a bias, θ := θ − share · θ.
    pub fn decay(&mut self, share: T) {
        for layer in &mut self.layers {
            for row in layer.theta.chunks_exact_mut(layer.columns) {
                row[1..].iter_mut().for_each(|theta| *theta = *theta - share * *theta);
            }
        }
    }

    /// Moves each weight θ to `moved(θ, d, moments)`, which may also change the moments of that weight.
    ///
    /// # Panics
    ///
    /// Panics if `MOMENTS` differs from [`Optimizer::moments`].
    pub fn each<const MOMENTS: usize>(self, moved: impl Fn(T, T, [&mut T; MOMENTS]) -> T) {
        for Layer { theta, d, moments, .. } in self.layers {
            let moments: [&mut [T]; MOMENTS] =
                moments.try_into().expect("`each` has to take as many moments as `Optimizer::moments` declares");
            let mut moments = moments.map(|moments| moments.iter_mut());
            for (theta, &d) in theta.iter_mut().zip(d) {
                let moments = moments.each_mut().map(|moments| moments.next().expect("a number for each weight"));
                *theta = moved(*theta, d, moments);
            }
        }
    }
}

/// Gradient descent: θ := θ − α d.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[doc(alias = "sgd")]
pub struct GradientDescent;

impl<T: Scalar> Optimizer<T> for GradientDescent {
    fn step(&self, weights: Weights<'_, T>) {
        let alpha = weights.rate;
        weights.each(|theta, d, []| descended(theta, d, alpha));
    }
    fn name(&self) -> &'static str {
        "GradientDescent"
    }
}

/// Momentum (B. Polyak, 1964): steps against an exponentially decaying sum v of the gradients, see [`Momentum::update`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "sgd")]
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
#[doc(alias = "sgd")]
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
#[doc(alias = "weight_decay")]
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
