//! Stochastic descent for networks of few weights, which stay in registers from step to step.
//!
//! ```text
//! weights = arrays of T, one for each layer             // in registers, or at least in the first-level cache
//! for each step
//!     for each layer: z = b + W a; a = g(z); slope = g′(z)          // forward
//!     δ = −α ∂C/∂z of the output
//!     for each layer, from the last:                                // backward
//!         error of the layer before = Wᵀ δ ⊙ slope                  // by the weights before the step
//!         b += δ; W = κ W + δ aᵀ                                    // κ = 1 − αλ/m
//! ```
//!
//! **Why this shape.** Each step needs the weights of the one before, so there are no examples to compute at once, and
//! what counts is **latency**: the length of the longest chain of dependent operations from one input to the next. A
//! block, a call or a store to memory would only make it longer. Layers are arrays as long as they are wide, so the
//! compiler unrolls the loops over units, keeps the numbers in registers and vectorizes where it pays. 15 weights and
//! biases fit into registers; up to 512, the limit in `descent.rs`, the arrays are in the first-level cache.
//!
//! **A shorter chain.** The longest part of the chain are the exponentials, one for each layer: a dozen dependent
//! operations and a division each. All errors are linear in the error of the output. If that is a single number δ, the
//! errors of the layers before are computed as if it were 1 while the output's exponential is still being computed; the
//! updates are multiplied by δ at the end. The first version waited for δ. For the same reason, the exponential is
//! evaluated by Estrin's scheme rather than Horner's (see [`elementary`](super::elementary)).
//!
//! The equations are `weighted-sum`, `activation`, `output-error`, `hidden-error` and, in one fused step, `accumulate`,
//! `gradient` and `descent`. The tests `descent_on_few_units_ends_where_the_books_steps_do`, with one output, and
//! `descent_on_more_units_ends_where_the_books_steps_do`, with six, compare many steps with the book's.
//!
//! **Invariant**: an error is propagated through the weights that the example has passed forward through, before their
//! update.

use super::elementary::Approximations;
use super::elementwise::g_and_slope;
use super::float::Float;
use super::layers::{Examples, Hidden, Layers, Output};
use super::number::Fast;
use super::parameters::{padded, stride};
use super::vector::{Isa, Task};
use crate::equations::activation::{Activation, OutputActivation};
use crate::equations::cost::Cost;
use core::array::from_fn;
use core::ops::Range;

/// The biases and weights of a layer, and those of the layers after it.
#[derive(Debug, Clone, Copy)]
pub struct Arrays<T, Next, const INPUTS: usize, const UNITS: usize> {
    biases: [T; UNITS],
    weights: [[T; INPUTS]; UNITS],
    next: Next,
}

/// The arguments of a step apart from weights and inputs.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a, T> {
    /// The target.
    y: &'a [T],
    /// The negative learning rate, a factor of all errors.
    scale: T,
    /// The factor of a weight that is not a bias, 1 − αλ/m: the weight decay.
    keep: T,
}

/// Layers that can train with their weights in arrays.
pub trait InRegisters: Layers {
    /// The weights of these layers.
    type Arrays<T: Float>: Copy;

    /// Reads the weights from the [layout](super::parameters) in memory.
    fn read<T: Float>(theta: &[T]) -> Self::Arrays<T>;
    /// Writes the weights in the layout in memory.
    fn write<T: Float>(arrays: &Self::Arrays<T>, theta: &mut [T]);
    /// Returns whether all weights are finite.
    fn are_finite<T: Float>(arrays: &Self::Arrays<T>) -> bool;
    /// Takes a step on one example, whose activations before these layers are `a`. Adds to `error` the errors of the
    /// layer before, without its slope and without a factor that all errors have in common; returns that factor.
    fn step<T: Float, I: Isa<T>>(arrays: &mut Self::Arrays<T>, example: Example<'_, T>, a: &[T], error: &mut [T]) -> T;
}

impl<T: Float, Next, const INPUTS: usize, const UNITS: usize> Arrays<T, Next, INPUTS, UNITS> {
    fn read(theta: &[T], next: Next) -> Self {
        let (biases, weights) = theta.split_at(padded::<T>(UNITS));
        let weights = from_fn(|i| from_fn(|j| weights[i * stride::<T>(INPUTS) + j]));
        Self { biases: from_fn(|i| biases[i]), weights, next }
    }

    fn write(&self, theta: &mut [T]) {
        let (biases, weights) = theta.split_at_mut(padded::<T>(UNITS));
        biases[..UNITS].copy_from_slice(&self.biases);
        for (row, weights) in weights.chunks_mut(stride::<T>(INPUTS)).zip(&self.weights) {
            row[..INPUTS].copy_from_slice(weights);
        }
    }

    fn are_finite(&self) -> bool {
        self.biases.iter().chain(self.weights.iter().flatten()).all(|weight| weight.is_finite())
    }

    /// Returns the weighted inputs.
    #[inline(always)]
    fn forward<I: Isa<T>>(&self, a: &[T; INPUTS]) -> [Fast<T, I, 1>; UNITS] {
        let mut z = self.biases;
        for (z, row) in z.iter_mut().zip(&self.weights) {
            for (&weight, &a) in row.iter().zip(a) {
                *z = mul_add::<T, I>(weight, a, *z);
            }
        }
        let mut fast = [Fast::new([T::ZERO]); UNITS];
        for (fast, z) in fast.iter_mut().zip(z) {
            *fast = Fast::new([z]);
        }
        fast
    }

    /// Adds the errors of the layer before to `error`, without its slope.
    #[inline(always)]
    fn error<I: Isa<T>>(&self, delta: &[T; UNITS], error: &mut [T]) {
        for (j, error) in error.iter_mut().enumerate() {
            for (row, &delta) in self.weights.iter().zip(delta) {
                *error = mul_add::<T, I>(row[j], delta, *error);
            }
        }
    }

    /// Updates the biases and weights: κ Θ + δ aᵀ.
    #[inline(always)]
    fn step<I: Isa<T>>(&mut self, keep: T, delta: &[T; UNITS], a: &[T; INPUTS]) {
        for ((bias, row), &delta) in self.biases.iter_mut().zip(&mut self.weights).zip(delta) {
            *bias += delta;
            for (weight, &a) in row.iter_mut().zip(a) {
                *weight = mul_add::<T, I>(delta, a, keep * *weight);
            }
        }
    }
}

#[inline(always)]
fn mul_add<T: Float, I: Isa<T>>(a: T, b: T, c: T) -> T {
    if I::FMA { Approximations::mul_add::<true>(a, b, c) } else { Approximations::mul_add::<false>(a, b, c) }
}

#[inline(always)]
fn array<T, const N: usize>(slice: &[T]) -> &[T; N] {
    slice.first_chunk().expect("as many numbers as the layer has units")
}

impl<const INPUTS: usize, const UNITS: usize, A, Next> InRegisters for Hidden<INPUTS, UNITS, A, Next>
where
    A: Activation,
    Next: InRegisters,
{
    type Arrays<T: Float> = Arrays<T, Next::Arrays<T>, INPUTS, UNITS>;

    fn read<T: Float>(theta: &[T]) -> Self::Arrays<T> {
        let (theta, next) = theta.split_at(Self::size::<T>() - Next::size::<T>());
        Arrays::read(theta, Next::read(next))
    }

    fn write<T: Float>(arrays: &Self::Arrays<T>, theta: &mut [T]) {
        let (theta, next) = theta.split_at_mut(Self::size::<T>() - Next::size::<T>());
        arrays.write(theta);
        Next::write(&arrays.next, next);
    }

    fn are_finite<T: Float>(arrays: &Self::Arrays<T>) -> bool {
        arrays.are_finite() && Next::are_finite(&arrays.next)
    }

    #[inline(always)]
    fn step<T: Float, I: Isa<T>>(arrays: &mut Self::Arrays<T>, example: Example<'_, T>, a: &[T], error: &mut [T]) -> T {
        let before = array(a);
        let z = arrays.forward::<I>(before);
        let (mut a, mut slope, mut delta) = ([T::ZERO; UNITS], [T::ZERO; UNITS], [T::ZERO; UNITS]);
        for ((&z, a), slope) in z.iter().zip(&mut a).zip(&mut slope) {
            let (g, g_prime) = g_and_slope::<A, _>(z);
            (*a, *slope) = (g.0[0], g_prime.0[0]);
        }
        let factor = Next::step::<T, I>(&mut arrays.next, example, &a, &mut delta);
        for (delta, &slope) in delta.iter_mut().zip(&slope) {
            *delta = *delta * slope;
        }
        arrays.error::<I>(&delta, error);
        arrays.step::<I>(example.keep, &delta.map(|delta| delta * factor), before);
        factor
    }
}

impl<const INPUTS: usize, const UNITS: usize, A, C> InRegisters for Output<INPUTS, UNITS, A, C>
where
    A: OutputActivation,
    C: Cost<A>,
{
    type Arrays<T: Float> = Arrays<T, (), INPUTS, UNITS>;

    fn read<T: Float>(theta: &[T]) -> Self::Arrays<T> {
        Arrays::read(theta, ())
    }

    fn write<T: Float>(arrays: &Self::Arrays<T>, theta: &mut [T]) {
        arrays.write(theta);
    }

    fn are_finite<T: Float>(arrays: &Self::Arrays<T>) -> bool {
        arrays.are_finite()
    }

    #[inline(always)]
    fn step<T: Float, I: Isa<T>>(arrays: &mut Self::Arrays<T>, example: Example<'_, T>, a: &[T], error: &mut [T]) -> T {
        let before = array(a);
        let z = arrays.forward::<I>(before);
        let y: &[T; UNITS] = array(example.y);
        let y: [Fast<T, I, 1>; UNITS] = from_fn(|k| Fast::new([y[k]]));
        let errors = C::delta(&z, &A::activate(&z), &y);
        let errors = errors.map(|error| error.0[0]);
        // A single output's error becomes the common factor: errors before it do not wait for it.
        let (delta, factor) = match errors[..] {
            [error] => ([example.scale; UNITS], error),
            _ => (errors.map(|error| example.scale * error), T::ONE),
        };
        arrays.error::<I>(&delta, error);
        arrays.step::<I>(example.keep, &delta.map(|delta| delta * factor), before);
        factor
    }
}

/// Stochastic descent, a step on each example.
#[allow(missing_debug_implementations, reason = "weights of any depth")]
pub struct Train<'a, T: Float, L: InRegisters> {
    /// The weights.
    pub weights: &'a mut L::Arrays<T>,
    /// The samples.
    pub samples: Examples<'a, T>,
    /// The numbers of the steps, counted on from epoch to epoch.
    pub steps: Range<usize>,
    /// The learning rate.
    pub rate: T,
    /// The factor of a weight that is not a bias in each step: 1 − αλ/m, the weight decay.
    pub keep: T,
}

impl<T: Float, L: InRegisters> Task<T> for Train<'_, T, L> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        let Examples { x, y, .. } = self.samples;
        let examples = x.chunks_exact(L::INPUTS).zip(y.chunks_exact(L::OUTPUTS));
        let start = self.steps.start % (y.len() / L::OUTPUTS);
        let mut weights = *self.weights;
        for (x, y) in examples.cycle().skip(start).take(self.steps.len()) {
            let example = Example { y, scale: -self.rate, keep: self.keep };
            L::step::<T, I>(&mut weights, example, x, &mut []);
        }
        *self.weights = weights;
    }
}
