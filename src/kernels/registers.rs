//! One example after the other through a network of few weights, which then never leave the processor.
//!
//! Each update needs the weights of the one before it, so time is what one example takes from input to input: no block,
//! no memory, no call is on the way. Weights are arrays as long as the layers are wide, and what little code there is
//! becomes one loop without a branch.
//!
//! Errors are linear in the error of the output. If that is a single number δ, all errors before it are computed as if it
//! were 1, while the output's exponential is still on its way, and then multiplied by δ.
//!
//! **Invariant**: an error reaches the layer before through the weights that the example has come through, not through
//! those that it leaves.

use super::elementary::Elementary;
use super::elementwise::g_and_slope;
use super::float::Float;
use super::layers::{Examples, Hidden, Layers, Output};
use super::number::Fast;
use super::parameters::{padded, stride};
use super::vector::{Isa, Task};
use crate::equations::activation::{Activation, OutputActivation};
use crate::equations::cost::Cost;
use std::array::from_fn;
use std::ops::Range;

/// The biases and weights of a layer, and those of the layers after it.
#[derive(Debug, Clone, Copy)]
pub struct Arrays<T, Next, const INPUTS: usize, const UNITS: usize> {
    biases: [T; UNITS],
    weights: [[T; INPUTS]; UNITS],
    next: Next,
}

/// One example on its way.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a, T> {
    /// The target.
    y: &'a [T],
    /// The negative learning rate, a factor of all errors.
    scale: T,
    /// What is kept of a weight.
    keep: T,
}

/// Layers whose weights are arrays.
pub trait InRegisters: Layers {
    /// Their weights.
    type Arrays<T: Float>: Copy;

    /// Reads them from parameters.
    fn read<T: Float>(theta: &[T]) -> Self::Arrays<T>;
    /// Writes them into parameters.
    fn write<T: Float>(arrays: &Self::Arrays<T>, theta: &mut [T]);
    /// Whether they are all finite.
    fn are_finite<T: Float>(arrays: &Self::Arrays<T>) -> bool;
    /// Takes a step on one example. Writes into `error` what the errors of this layer are to the one before, but for a
    /// factor of all errors, which it returns.
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

    /// The error of the layer before, without its slope.
    #[inline(always)]
    fn error<I: Isa<T>>(&self, delta: &[T; UNITS], error: &mut [T]) {
        for (j, error) in error.iter_mut().enumerate() {
            for (row, &delta) in self.weights.iter().zip(delta) {
                *error = mul_add::<T, I>(row[j], delta, *error);
            }
        }
    }

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
    if I::FMA { Elementary::mul_add::<true>(a, b, c) } else { Elementary::mul_add::<false>(a, b, c) }
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
        let (delta, factor) = match errors[..] {
            [error] => ([example.scale; UNITS], error),
            _ => (errors.map(|error| example.scale * error), T::ONE),
        };
        arrays.error::<I>(&delta, error);
        arrays.step::<I>(example.keep, &delta.map(|delta| delta * factor), before);
        factor
    }
}

/// Stochastic descent: a step on each example.
#[allow(missing_debug_implementations, reason = "weights of any depth")]
pub struct Train<'a, T: Float, L: InRegisters> {
    /// The weights.
    pub weights: &'a mut L::Arrays<T>,
    /// The samples.
    pub samples: Examples<'a, T>,
    /// The steps, counted on from epoch to epoch.
    pub steps: Range<usize>,
    /// The learning rate.
    pub rate: T,
    /// The factor of a weight that is not a bias before each step: 1, less the weight decay.
    pub keep: T,
}

impl<T: Float, L: InRegisters> Task<T> for Train<'_, T, L> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        let Examples { x, y } = self.samples;
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
