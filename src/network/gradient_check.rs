//! Is the gradient right? The slope of J is measured, and compared with D.
//!
//! Every weight is moved a little to both sides and the cost computed at each: slow, since that is two forward passes
//! over all samples for each weight, but it knows nothing of δ, Δ or the chain rule.

use crate::equations::scalar::Scalar;
use crate::network::trace::Superscript;
use crate::network::{Network, SamplesOf};
use std::fmt;

/// Compares the gradient of `network` on `samples` with central differences, weight by weight.
///
/// The weights are moved by the cube root of the number's precision (6·10⁻⁶ for `f64`), where the error of the
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
/// Near the kink of a [`Relu`](crate::Relu) the two sides of a difference have different slopes: there the measured
/// value is off, not D.
pub fn gradient_check<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> GradientCheck<N::Scalar> {
    let epsilon = (N::Scalar::EPSILON.ln() / N::Scalar::from_f64(3.0)).exp();
    let gradient = network.gradient(samples, lambda);
    let numeric = numeric_gradient(network, samples, lambda, epsilon);
    GradientCheck::new(&gradient, &numeric, epsilon, network.cost(samples, lambda))
}

/// The gradient by central differences.
///
/// ```math numeric-gradient
/// \frac{\partial J}{\partial \Theta_{ij}^{(l)}} \approx
/// \frac{\term{cost_at}{J}(\term{above}{\Theta_{ij}^{(l)} + \varepsilon}) - \term{cost_at}{J}(\term{below}{\Theta_{ij}^{(l)} - \varepsilon})}{2 \, \term{epsilon}{\varepsilon}}
/// ```
pub fn numeric_gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, epsilon: N::Scalar) -> N {
    let mut moved = network.clone();
    let mut numeric = N::zeros();
    for (layer, theta) in network.thetas().into_iter().enumerate() {
        for (at, &weight) in theta.indexed_iter() {
            // What counts is how far a weight has moved after rounding, not how far it should have.
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

/// How well a gradient agrees with the measured one, weight by weight.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientCheck<T> {
    /// Every weight, layer by layer and row by row.
    pub entries: Vec<GradientEntry<T>>,
    /// The largest relative difference that counts as agreement.
    pub tolerance: T,
}

/// One weight's derivative, by backpropagation and by other means.
#[derive(Debug, Clone, Copy, PartialEq)]
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
}

impl<T: Scalar> GradientCheck<T> {
    /// Compares two gradients. A layer without any slope is compared on the scale of the tolerance times J, below which a
    /// slope drowns in the rounding of J.
    pub(crate) fn new<N: Network<Scalar = T>>(analytic: &N, measured: &N, tolerance: T, cost: T) -> Self {
        let mut entries = Vec::new();
        for (layer, (analytic, measured)) in (1..).zip(analytic.thetas().into_iter().zip(measured.thetas())) {
            let both = analytic.iter().chain(&measured);
            let scale = both.fold(tolerance * cost.abs().max(tolerance), |scale, &slope| scale.max(slope.abs()));
            for ((row, column), &analytic) in analytic.indexed_iter() {
                let measured = measured[(row, column)];
                let relative_difference = (analytic - measured).abs() / scale;
                entries.push(GradientEntry { layer, row, column, analytic, measured, relative_difference });
            }
        }
        Self { entries, tolerance }
    }

    /// The weight with the largest relative difference; one that is not a number counts as the largest.
    pub fn worst(&self) -> GradientEntry<T> {
        let worse = |a: GradientEntry<T>, b: GradientEntry<T>| {
            let (difference, other) = (a.relative_difference, b.relative_difference);
            if difference.is_finite() && (other > difference || !other.is_finite()) { b } else { a }
        };
        self.entries.iter().copied().reduce(worse).expect("every network has weights")
    }

    /// Whether all weights agree: no relative difference is above the tolerance.
    pub fn agrees(&self) -> bool {
        self.agreeing() == self.entries.len()
    }

    /// How many weights agree.
    pub fn agreeing(&self) -> usize {
        self.entries.iter().filter(|entry| entry.relative_difference <= self.tolerance).count()
    }
}

/// Names the worst weight, both values there, and how many weights do not agree.
impl<T: Scalar> fmt::Display for GradientCheck<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.agreeing(), self.entries.len()) {
            (agreeing, all) if agreeing == all => writeln!(f, "the gradient agrees in all {all} weights")?,
            (agreeing, all) => writeln!(f, "the gradient is off in {} of {all} weights", all - agreeing)?,
        }
        write!(f, "largest relative difference: {}", self.worst())
    }
}

impl<T: Scalar> fmt::Display for GradientEntry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { layer, row, column, analytic, measured, relative_difference } = self;
        let layer = Superscript(*layer);
        write!(f, "{relative_difference:?} in Θ{layer}, row {row}, column {column}: ")?;
        write!(f, "D = {analytic:?}, measured {measured:?}")
    }
}
