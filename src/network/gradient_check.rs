//! Gradient checking: measures the slope of J by central differences and compares it with D.
//!
//! Every weight is moved a little to both sides, and the cost is computed at both. That is slow, two forward passes
//! over all samples for each weight, but it uses neither δ nor Δ nor the chain rule.

mod kink;

use crate::display::counted;
use crate::equations::scalar::Scalar;
use crate::network::trace::Superscript;
use crate::network::{Network, SamplesOf};
use crate::samples::expect;
use alloc::vec::Vec;
use core::fmt;

pub use kink::Kink;

/// Compares the gradient of `network` on `samples` with central differences, weight by weight.
///
/// Weights are moved by the cube root of the number's precision (6·10⁻⁶ for `f64`). At this distance, the error of the
/// difference and the rounding of J are about equally small.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let check = backprop::gradient_check(&Xor::random(7), &samples, 0.1);
/// assert!(check.agrees(), "{check}");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// At the kink of a [`Relu`](crate::Relu), z = 0, the slopes on both sides differ, and a difference measures their mean,
/// while D is the slope of one side. A weight that moves such a z is not compared there: the check moves the biases a
/// little and compares the gradient beside the kink. If it is right there, the weight counts as [at a
/// kink](GradientEntry::kink) and not as off.
///
/// # Panics
///
/// Panics if the cost cannot score a target.
#[track_caller]
pub fn gradient_check<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> GradientCheck<N::Scalar> {
    expect(samples.check_targets(N::TARGETS));
    let epsilon = (N::Scalar::EPSILON.ln() / N::Scalar::from_f64(3.0)).exp();
    let gradient = network.gradient(samples, lambda);
    let numeric = numeric_gradient(network, samples, lambda, epsilon);
    let mut check = GradientCheck::new(&gradient, &numeric, epsilon, network.cost(samples, lambda));
    kink::review(network, samples, lambda, epsilon, &mut check);
    check
}

/// Returns the gradient by central differences.
///
/// ```text
/// ∂J/∂Θᵢⱼ⁽ˡ⁾ ≈ (J(Θᵢⱼ⁽ˡ⁾ + ε) − J(Θᵢⱼ⁽ˡ⁾ − ε))/(2 ε)
/// ```
///
/// ```math numeric-gradient
/// \frac{\partial J}{\partial \Theta_{ij}^{(l)}} \approx
/// \frac{\term{cost_at}{J}(\term{above}{\Theta_{ij}^{(l)} + \varepsilon}) - \term{cost_at}{J}(\term{below}{\Theta_{ij}^{(l)} - \varepsilon})}{2 \, \term{epsilon}{\varepsilon}}
/// ```
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let xor = Xor::random(7);
/// let numeric = backprop::numeric_gradient(&xor, &samples, 0.1, 1e-5);
/// assert!((numeric.theta_1[0][1] - xor.gradient(&samples, 0.1).theta_1[0][1]).abs() < 1e-9);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost cannot score a target.
#[track_caller]
pub fn numeric_gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, epsilon: N::Scalar) -> N {
    expect(samples.check_targets(N::TARGETS));
    let mut moved = network.clone();
    let mut numeric = N::zeros();
    for (layer, theta) in network.thetas().into_iter().enumerate() {
        for (at, &weight) in theta.indexed_iter() {
            // Divide by the distance that the weight has moved after rounding, which is not exactly 2 ε.
            let (above, below) = (weight + epsilon, weight - epsilon);
            let mut cost_at = |weight| {
                moved.thetas_mut()[layer][at] = weight;
                moved.cost(samples, lambda)
            };
            let slope = (cost_at(above) - cost_at(below)) / (above - below);
            cost_at(weight);
            numeric.thetas_mut()[layer][at] = slope;
        }
    }
    numeric
}

/// The comparison of a gradient with a measured one, weight by weight; [`gradient_check`] and `dual_check` return it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GradientCheck<T> {
    /// An entry for each weight, layer by layer and row by row.
    pub entries: Vec<GradientEntry<T>>,
    /// The largest relative difference that counts as agreement.
    pub tolerance: T,
}

/// The derivative along one weight, by backpropagation and measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GradientEntry<T> {
    /// l of Θ⁽ˡ⁾, from 1.
    pub layer: usize,
    /// i of Θ⁽ˡ⁾ᵢⱼ: the row, from 0.
    pub row: usize,
    /// j of Θ⁽ˡ⁾ᵢⱼ: the column, 0 for the bias.
    pub column: usize,
    /// D⁽ˡ⁾ᵢⱼ, by backpropagation.
    pub analytic: T,
    /// ∂J/∂Θ⁽ˡ⁾ᵢⱼ, measured by a central difference or by dual numbers.
    pub measured: T,
    /// |D − measured|, relative to the largest derivative of the layer.
    pub relative_difference: T,
    /// The kink that this weight moves a z across, if D is not the measured value for that reason: J has no slope here.
    pub kink: Option<Kink>,
}

impl<T: Scalar> GradientEntry<T> {
    /// Returns whether the relative difference does not exceed `tolerance`.
    fn agrees(&self, tolerance: T) -> bool {
        self.relative_difference <= tolerance
    }
}

/// Returns the size to which differences between the slopes of a layer are relative.
fn scale<'a, T: Scalar>(slopes: impl Iterator<Item = &'a T>, tolerance: T, cost: T) -> T {
    slopes.fold(tolerance * cost.abs().max(tolerance), |scale, &slope| scale.max(slope.abs()))
}

impl<T: Scalar> GradientCheck<T> {
    /// Compares two gradients, given the cost J at the same weights.
    ///
    /// Differences are relative to the largest derivative of the layer, or to the tolerance times J if that is larger:
    /// a smaller slope is lost in the rounding of J.
    ///
    /// ```
    /// # use backprop::{GradientCheck, Identity, SquaredError};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let gradient = Line { theta_1: [[0.5, 2.0]].into() };
    /// let measured = Line { theta_1: [[0.5, 1.0]].into() };
    /// let check = GradientCheck::new(&gradient, &measured, 1e-6, 1.0);
    /// assert_eq!((check.agreeing(), check.worst().column), (1, 1));
    /// assert_eq!(check.worst().relative_difference, 0.5);
    /// ```
    pub fn new<N: Network<Scalar = T>>(analytic: &N, measured: &N, tolerance: T, cost: T) -> Self {
        let mut entries = Vec::new();
        for (layer, (analytic, measured)) in (1..).zip(analytic.thetas().into_iter().zip(measured.thetas())) {
            let scale = scale(analytic.iter().chain(&measured), tolerance, cost);
            for ((row, column), &analytic) in analytic.indexed_iter() {
                let measured = measured[(row, column)];
                let relative_difference = (analytic - measured).abs() / scale;
                entries.push(GradientEntry { layer, row, column, analytic, measured, relative_difference, kink: None });
            }
        }
        Self { entries, tolerance }
    }

    /// Returns the entry with the largest relative difference. NaN counts as the largest. Entries at a kink are left out,
    /// unless all are.
    pub fn worst(&self) -> GradientEntry<T> {
        let worse = |a: GradientEntry<T>, b: GradientEntry<T>| {
            let (difference, other) = (a.relative_difference, b.relative_difference);
            if difference.is_finite() && (other > difference || !other.is_finite()) { b } else { a }
        };
        let compared = self.entries.iter().copied().filter(|entry| entry.kink.is_none()).reduce(worse);
        compared.or(self.entries.iter().copied().reduce(worse)).expect("every network has weights")
    }

    /// Returns whether no weight is off: no relative difference exceeds the tolerance, except at a kink.
    pub fn agrees(&self) -> bool {
        self.agreeing() + self.at_kinks() == self.entries.len()
    }

    /// Returns the number of weights that agree.
    pub fn agreeing(&self) -> usize {
        self.entries.iter().filter(|entry| entry.agrees(self.tolerance)).count()
    }

    /// Returns the number of weights that cannot be compared, since J has no slope along them. The gradient is right on
    /// both sides of these kinks.
    pub fn at_kinks(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.agrees(self.tolerance) && entry.kink.is_some()).count()
    }
}

/// Prints how many weights do not agree, how many are at a kink, and the worst weight with both values.
impl<T: Scalar> fmt::Display for GradientCheck<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (agreeing, at_kinks, all) = (self.agreeing(), self.at_kinks(), self.entries.len());
        match all - agreeing - at_kinks {
            0 if at_kinks == 0 => writeln!(f, "the gradient agrees in all {all} weights")?,
            0 => writeln!(f, "the gradient agrees in {agreeing} of {all} weights")?,
            off => writeln!(f, "the gradient is off in {off} of {all} weights")?,
        }
        if let Some(kink) = self.entries.iter().find_map(|entry| entry.kink) {
            write!(f, "{} at a kink, such as {kink}, ", counted(at_kinks, "weight"))?;
            writeln!(f, "where J has no slope; beside it, the gradient is right")?;
        }
        write!(f, "largest relative difference: {}", self.worst())
    }
}

impl<T: Scalar> fmt::Display for GradientEntry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { layer, row, column, analytic, measured, relative_difference, kink } = self;
        let layer = Superscript(*layer);
        write!(f, "{relative_difference:?} in Θ{layer}, row {row}, column {column}: ")?;
        write!(f, "D = {analytic:?}, measured {measured:?}")?;
        match kink {
            Some(kink) => write!(f, ", at a kink, {kink}"),
            None => Ok(()),
        }
    }
}
