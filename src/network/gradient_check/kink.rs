//! Kinks: points where J has no slope, since its slopes on both sides differ.
//!
//! A [`Relu`](crate::Relu) has a kink at z = 0, where D takes the slope of one side and a central difference the mean of
//! both. That is frequent: with biases of 0, the input (0, 0) gives z = 0. So each weight that is off is looked at again:
//!
//! 1. A smaller step is taken, which may no longer reach a kink nearby.
//! 2. If a z or the cost of an example has a kink there, D cannot be compared at this point. The check moves all biases a
//!    little, up and down, and compares the gradient there. Only if it is right on both sides is the weight called at a
//!    kink.
//!
//! **Invariant**: a weight is called at a kink only if a kink is found, and if the gradient is right on both sides of it.

use super::{GradientCheck, GradientEntry, scale};
use crate::equations::first_weights::Random;
use crate::equations::scalar::Scalar;
use crate::network::{Network, Quantity, Record, SamplesOf};
use alloc::vec::Vec;
use core::fmt;

/// The place of a kink that a weight moves a value across.
///
/// ```
/// # use backprop::{Identity, Relu, Samples, SquaredError, gradient_check};
/// # backprop::network! { struct Net { layers: 1 -> 2 Relu -> 1 Identity, cost: SquaredError } }
/// // The biases are 0 and the input is 0, so both z of layer 2 are 0.
/// let check = gradient_check(&Net::random(1), &Samples::new([[0.0]], [[1.0]])?, 0.0);
/// assert!(check.agrees() && check.at_kinks() == 2);
/// let kink = check.entries[0].kink.expect("the bias of unit 0 moves its z");
/// assert_eq!(kink.to_string(), "z_2[0] of example 0");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kink {
    /// The activation of a unit has a kink at its z.
    Unit {
        /// The number of the layer; the input is layer 1.
        layer: usize,
        /// The unit, counted from 0.
        unit: usize,
        /// The example, counted from 0.
        example: usize,
    },
    /// The cost of an example has a kink at its output.
    Cost {
        /// The example, counted from 0.
        example: usize,
    },
}

/// Prints the name of the value in code: `z_2[0] of example 0`.
impl fmt::Display for Kink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit { layer, unit, example } => write!(f, "z_{layer}[{unit}] of example {example}"),
            Self::Cost { example } => write!(f, "the cost of example {example}"),
        }
    }
}

/// Looks again at the weights that are off, and marks those that are at a kink.
pub(super) fn review<N: Network>(
    network: &N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    epsilon: N::Scalar,
    check: &mut GradientCheck<N::Scalar>,
) {
    if check.agrees() {
        return;
    }
    // The smallest step at which the rounding of J does not matter yet, far below the cube root that is ε.
    let step = N::Scalar::EPSILON.sqrt();
    let here = Point::new(network.clone(), samples, lambda, check.tolerance);
    // A few points on each side: one of them may happen to be at the kink of another example.
    let nearby = [epsilon, -epsilon].map(|epsilon| {
        [1, 2, 3].map(|seed| Point::new(with_moved_biases(network, epsilon, seed), samples, lambda, check.tolerance))
    });
    let tolerance = check.tolerance;
    for entry in check.entries.iter_mut().filter(|entry| !entry.agrees(tolerance)) {
        let around = [-step, N::Scalar::ZERO, step].map(|step| moved(network, entry, step));
        let [left, right, both] = slopes(&around, entry, samples, lambda);
        let distance = (entry.analytic - both).abs();
        if distance <= here.allowed(entry) {
            entry.measured = both;
            entry.relative_difference = tolerance * distance / here.allowed(entry);
        } else if let Some(kink) = find(&around, samples) {
            let is_right = |point: &Point<N>| point.is_right(entry, samples, lambda, &[epsilon, step]);
            let is_right = nearby.iter().all(|side| side.iter().any(is_right));
            let slopes = nearby.as_flattened().iter().map(|point| point.slope(entry)).chain([left, right]);
            let is_plausible = is_among(entry.analytic, slopes, here.allowed(entry));
            entry.kink = (is_right && is_plausible).then_some(kink);
        }
    }
}

/// A network with its gradient.
struct Point<N: Network> {
    network: N,
    gradient: N,
    /// For each layer, the largest difference that counts as agreement.
    allowed: Vec<N::Scalar>,
}

impl<N: Network> Point<N> {
    fn new(network: N, samples: &SamplesOf<N>, lambda: N::Scalar, tolerance: N::Scalar) -> Self {
        let (gradient, cost) = (network.gradient(samples, lambda), network.cost(samples, lambda));
        let allowed = gradient.thetas().iter().map(|d| tolerance * scale(d.iter(), tolerance, cost)).collect();
        Self { network, gradient, allowed }
    }

    /// Returns the largest difference that counts as agreement for a weight.
    fn allowed(&self, entry: &GradientEntry<N::Scalar>) -> N::Scalar {
        self.allowed[entry.layer - 1]
    }

    /// Returns the derivative along a weight, by backpropagation.
    fn slope(&self, entry: &GradientEntry<N::Scalar>) -> N::Scalar {
        self.gradient.thetas()[entry.layer - 1][(entry.row, entry.column)]
    }

    /// Returns whether the gradient agrees with a central difference, for one of these steps.
    fn is_right(
        &self,
        entry: &GradientEntry<N::Scalar>,
        samples: &SamplesOf<N>,
        lambda: N::Scalar,
        steps: &[N::Scalar],
    ) -> bool {
        steps.iter().any(|&step| {
            let around = [-step, N::Scalar::ZERO, step].map(|step| moved(&self.network, entry, step));
            let [_, _, measured] = slopes(&around, entry, samples, lambda);
            (self.slope(entry) - measured).abs() <= self.allowed(entry)
        })
    }
}

/// Returns the slope of J below a weight, that above it, and that from below to above: between networks one of whose
/// weights is below, at and above its value. Each difference is divided by the distance after rounding.
fn slopes<N: Network>(
    around: &[N; 3],
    entry: &GradientEntry<N::Scalar>,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
) -> [N::Scalar; 3] {
    let weights = around.each_ref().map(|network| network.thetas()[entry.layer - 1][(entry.row, entry.column)]);
    let costs = around.each_ref().map(|network| network.cost(samples, lambda));
    [(0, 1), (1, 2), (0, 2)].map(|(a, b)| (costs[b] - costs[a]) / (weights[b] - weights[a]))
}

/// Returns the network with one weight moved.
fn moved<N: Network>(network: &N, entry: &GradientEntry<N::Scalar>, step: N::Scalar) -> N {
    let mut moved = network.clone();
    let weight = &mut moved.thetas_mut()[entry.layer - 1][(entry.row, entry.column)];
    *weight += step;
    moved
}

/// Returns the network with every bias moved by 16 to 32 times `epsilon`: far enough for a step of the check not to reach
/// the kink again, and by random distances, so that no z stays at a kink by chance.
fn with_moved_biases<N: Network>(network: &N, epsilon: N::Scalar, seed: u64) -> N {
    let mut random = Random::new(seed);
    let mut moved = network.clone();
    for mut theta in moved.thetas_mut() {
        for bias in theta.column_mut(0) {
            *bias += epsilon * N::Scalar::from_f64(24.0 + random.uniform(8.0));
        }
    }
    moved
}

/// Finds the first kink between networks one of whose weights is below, at and above its value.
fn find<N: Network>(around: &[N; 3], samples: &SamplesOf<N>) -> Option<Kink> {
    let at_example = |(example, single): (usize, SamplesOf<N>)| {
        let passes = around.each_ref().map(|network| network.forward(&single.x()[0]));
        let [below, at, above] = passes.each_ref().map(Record::layers);
        for l in (0..at.len()).filter(|&l| at[l].quantity == Quantity::Z) {
            // The activations of a layer come right after its z.
            let of_unit = |l: usize, unit: usize| [&below, &at, &above].map(|pass| pass[l].units[unit]);
            let mut units = 0..at[l].units.len();
            if let Some(unit) = units.find(|&unit| is_bent(of_unit(l, unit), of_unit(l + 1, unit))) {
                return Some(Kink::Unit { layer: at[l].layer, unit, example });
            }
        }
        let step = N::Scalar::EPSILON.sqrt();
        let costs = around.each_ref().map(|network| network.cost(&single, N::Scalar::ZERO));
        is_bent([-step, N::Scalar::ZERO, step], costs).then_some(Kink::Cost { example })
    };
    samples.singles().enumerate().find_map(at_example)
}

/// Returns whether the slope of a function changes at the second of three points by more than curvature and rounding can
/// explain: by more than 1/64 of the slope, and by more than 64 √ε.
fn is_bent<T: Scalar>(x: [T; 3], y: [T; 3]) -> bool {
    let many = T::from_f64(64.0);
    let (left, right) = (x[1] - x[0], x[2] - x[1]);
    let rounding = many * T::EPSILON * x[1].abs();
    if !(left.abs() > rounding && right.abs() > rounding) {
        return false;
    }
    let (left, right) = ((y[1] - y[0]) / left, (y[2] - y[1]) / right);
    let change = (right - left).abs();
    change > left.abs().max(right.abs()) / many && change > many * T::EPSILON.sqrt() * y[1].abs().max(T::ONE)
}

/// Returns whether `slope` lies among slopes on different sides of a kink, or not farther outside than these are from each
/// other. With several kinks at one point, D may take a combination of sides that is none of them.
fn is_among<T: Scalar>(slope: T, slopes: impl Iterator<Item = T> + Clone, allowed: T) -> bool {
    let Some(largest) = slopes.clone().reduce(T::max) else { return false };
    let Some(least) = slopes.map(|slope| -slope).reduce(T::max) else { return false };
    let least = -least;
    let margin = largest - least + allowed;
    least - margin <= slope && slope <= largest + margin
}
