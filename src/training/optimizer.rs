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

#![cfg(feature = "std")]

mod adam;
mod momentum;

use crate::equations::gradient::descended;
use crate::equations::scalar::Scalar;
use crate::network::TrainingError;
use std::any::type_name;
use std::fmt;

#[doc(alias = "weight_decay")]
pub use adam::AdamW;
pub use adam::{Adam, RmsProp};
#[doc(alias = "sgd")]
pub use momentum::{Momentum, Nesterov};

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
