//! The layers of a network as a type, and a block of examples on its way through them.
//!
//! `network!` writes `Hidden<2, 4, Tanh, Output<4, 1, Sigmoid, CrossEntropy>>`: each layer knows its sizes, its
//! activation and the layers after it. Both passes are one recursion along this type, forward on the way down and
//! backward on the way up, which the compiler unrolls for each network.
//!
//! A pass takes a block of examples at once: rows of a matrix, so few that they stay in the cache until their errors come
//! back. What a layer needs meanwhile it cuts off the workspace, and leaves the rest to the layers after it: a pass
//! allocates nothing.
//!
//! **Invariant**: where the activations of a layer are filled up to whole vectors, they are 0.

use super::Float;
use super::elementwise::{Activate, Multiply, OutputCost, OutputError, Transpose};
use super::parameters::{padded, size, stride};
use super::product::{DotProduct, Matrix, MatrixMut, OuterProduct, Product};
use super::vector::Cpu;
use crate::activation::{Activation, OutputActivation};
use crate::cost::Cost;
use std::marker::PhantomData;

/// A hidden layer of `UNITS` units with the activation `A`, and the layers `Next` after it.
#[derive(Debug)]
pub struct Hidden<const INPUTS: usize, const UNITS: usize, A, Next>(PhantomData<(A, Next)>);

/// The output layer, scored by the cost `C`.
#[derive(Debug)]
pub struct Output<const INPUTS: usize, const UNITS: usize, A, C>(PhantomData<(A, C)>);

/// A block of examples, and what is wanted of it.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a, T> {
    /// What the processor can do.
    pub cpu: Cpu,
    /// m, the number of examples.
    pub m: usize,
    /// How many examples see the same weights.
    pub samples: usize,
    /// The targets, K an example.
    pub y: &'a [T],
    /// The inputs of the next block.
    pub ahead: &'a [T],
    /// The factor of all errors: 1, or what makes of a gradient a step.
    pub scale: T,
    /// Whether the costs of the examples are added up.
    pub costs: Costs,
}

/// Whether a pass adds up the costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costs {
    /// It does.
    Wanted,
    /// The sum is 0.
    Unwanted,
}

/// Where the outer products of errors and activations are added.
#[derive(Debug)]
pub enum Weights<'a, T> {
    /// To Δ.
    Accumulated {
        /// Θ.
        theta: &'a [T],
        /// Δ.
        sums: &'a mut [T],
    },
    /// To the weights themselves, of which first a little is taken off: a step of descent in one pass.
    Moved {
        /// Θ.
        theta: &'a mut [T],
        /// What is kept of the weights that are no biases.
        keep: T,
    },
}

impl<'a, T: Float> Weights<'a, T> {
    fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Accumulated { theta, sums } => {
                let ((theta, next_theta), (sums, next)) = (theta.split_at(at), sums.split_at_mut(at));
                (Self::Accumulated { theta, sums }, Self::Accumulated { theta: next_theta, sums: next })
            }
            Self::Moved { theta, keep } => {
                let (theta, next) = theta.split_at_mut(at);
                (Self::Moved { theta, keep }, Self::Moved { theta: next, keep })
            }
        }
    }

    fn theta(&self) -> &[T] {
        match self {
            Self::Accumulated { theta, .. } => theta,
            Self::Moved { theta, .. } => theta,
        }
    }

    fn sums(self) -> (&'a mut [T], T) {
        match self {
            Self::Accumulated { sums, .. } => (sums, T::ONE),
            Self::Moved { theta, keep } => (theta, keep),
        }
    }
}

/// What a pass writes on: the transposed weights, and room for the values of the layers.
#[derive(Debug)]
pub struct Space<'a, T> {
    /// Θᵀ of the layers that multiply by it.
    pub transposed: &'a [T],
    /// Activations, slopes and errors.
    pub units: &'a mut [T],
    /// For the products: 8 numbers an example.
    pub room: &'a mut [T],
}

impl<'a, T: Float> Space<'a, T> {
    /// Takes what a layer needs, `PARTS` numbers a unit and example, and leaves the rest to the next layer.
    #[allow(clippy::type_complexity, reason = "the parts, the transposed weights, and the rest")]
    fn layer<const INPUTS: usize, const UNITS: usize, const PARTS: usize>(
        self,
        block: Block<'_, T>,
    ) -> ([&'a mut [T]; PARTS], &'a [T], Self) {
        let (transposed, next) = self.transposed.split_at(transposed::<T>(INPUTS, UNITS, block.samples));
        let mut units = self.units;
        let parts = std::array::from_fn(|_| units.split_off_mut(..block.m * padded::<T>(UNITS)).unwrap_or_default());
        (parts, transposed, Space { transposed: next, units, room: self.room })
    }

    /// The same space, for the time of a call.
    fn again(&mut self) -> Space<'_, T> {
        Space { transposed: self.transposed, units: self.units, room: self.room }
    }
}

/// The layers from one on to the output.
pub trait Layers {
    /// The units of the layer before.
    const INPUTS: usize;
    /// The units of the output.
    const OUTPUTS: usize;
    /// The weights of all layers, biases among them.
    const WEIGHTS: usize;

    /// How many numbers the parameters take.
    fn size<T>() -> usize;
    /// How many numbers an example takes in the workspace.
    fn units<T>() -> usize;
    /// How many numbers the transposed weights take, if they change after so many examples.
    fn transposed<T>(samples: usize) -> usize;
    /// Writes the transposed weights.
    fn transpose<T: Float>(cpu: Cpu, theta: &[T], transposed: &mut [T], samples: usize);
    /// Forward propagation alone: the sum of the costs.
    fn cost<T: Float>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T;
    /// Both passes. Adds to the weights what they say, writes into `error` what they take from this layer's errors
    /// to the layer before, and returns the sum of the costs.
    fn pass<T: Float>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T;
}

/// Whether Z = A Θᵀ is computed as scalar products of rows: long rows are worth adding up lanes at their end, and a
/// transposition of the weights is not worth its while for few samples.
const fn by_dots<T>(inputs: usize, units: usize, samples: usize) -> bool {
    let bytes = inputs * size_of::<T>();
    bytes >= 768 && samples <= 256 || bytes >= 2048 && units * size_of::<T>() >= 4096
}

const fn transposed<T>(inputs: usize, units: usize, samples: usize) -> usize {
    if by_dots::<T>(inputs, units, samples) { 0 } else { inputs * padded::<T>(units) }
}

/// A row's numbers, filled up to a quarter vector: more takes no part in a product.
const fn width<T>(units: usize) -> usize {
    units.next_multiple_of(16 / size_of::<T>())
}

/// The weights from `INPUTS` to `UNITS` units.
struct Step<const INPUTS: usize, const UNITS: usize>;

impl<const INPUTS: usize, const UNITS: usize> Step<INPUTS, UNITS> {
    fn transpose<T: Float>(cpu: Cpu, theta: &[T], transposed: &mut [T]) {
        if !transposed.is_empty() {
            let weights = Matrix { values: &theta[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: transposed, stride: padded::<T>(UNITS) };
            T::transpose(cpu, Transpose { result, matrix: weights, size: [UNITS, INPUTS] });
        }
    }

    /// Z = A Θᵀ, with the biases.
    fn forward<T: Float>(block: Block<'_, T>, theta: &[T], transposed: &[T], a: Matrix<'_, T>, z: &mut [T]) {
        let (biases, weights) = theta.split_at(padded::<T>(UNITS));
        let result = MatrixMut { values: z, stride: padded::<T>(UNITS) };
        if transposed.is_empty() {
            let right = Matrix { values: weights, stride: stride::<T>(INPUTS) };
            let size = [block.m, width::<T>(INPUTS), UNITS];
            T::dot_product(block.cpu, DotProduct { result, start: biases, left: a, right, size });
        } else {
            let right = Matrix { values: transposed, stride: padded::<T>(UNITS) };
            let size = [block.m, INPUTS, width::<T>(UNITS)];
            T::product(block.cpu, Product { result, start: Some(biases), left: a, right, size });
        }
    }

    /// E = D Θ, where there is a layer before; then Δ := Δ + Dᵀ A.
    fn backward<T: Float>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        room: &mut [T],
        a: Matrix<'_, T>,
        delta: &[T],
        error: Option<&mut [T]>,
    ) {
        let delta = Matrix { values: delta, stride: padded::<T>(UNITS) };
        let ahead = if error.is_none() { block.ahead } else { &[] };
        if let Some(error) = error {
            let right = Matrix { values: &weights.theta()[padded::<T>(UNITS)..], stride: stride::<T>(INPUTS) };
            let result = MatrixMut { values: error, stride: padded::<T>(INPUTS) };
            let size = [block.m, UNITS, width::<T>(INPUTS)];
            T::product(block.cpu, Product { result, start: None, left: delta, right, size });
        }
        let (sums, keep) = weights.sums();
        let (bias, sums) = sums.split_at_mut(padded::<T>(UNITS));
        let sums = MatrixMut { values: sums, stride: stride::<T>(INPUTS) };
        let size = [block.m, width::<T>(INPUTS), UNITS];
        T::outer_product(
            block.cpu,
            OuterProduct { sums, keep, bias: &mut bias[..UNITS], left: delta, right: a, size, room, ahead },
        );
    }
}

impl<const INPUTS: usize, const UNITS: usize, A, Next> Layers for Hidden<INPUTS, UNITS, A, Next>
where
    A: Activation,
    Next: Layers,
{
    const INPUTS: usize = INPUTS;
    const OUTPUTS: usize = Next::OUTPUTS;
    const WEIGHTS: usize = (1 + INPUTS) * UNITS + Next::WEIGHTS;

    fn size<T>() -> usize {
        size::<T>(INPUTS, UNITS) + Next::size::<T>()
    }

    fn units<T>() -> usize {
        3 * padded::<T>(UNITS) + Next::units::<T>()
    }

    fn transposed<T>(samples: usize) -> usize {
        transposed::<T>(INPUTS, UNITS, samples) + Next::transposed::<T>(samples)
    }

    fn transpose<T: Float>(cpu: Cpu, theta: &[T], result: &mut [T], samples: usize) {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let (result, next_result) = result.split_at_mut(transposed::<T>(INPUTS, UNITS, samples));
        Step::<INPUTS, UNITS>::transpose(cpu, theta, result);
        Next::transpose(cpu, next_theta, next_result, samples);
    }

    fn cost<T: Float>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let ([z, _, _], transposed, space) = space.layer::<INPUTS, UNITS, 3>(block);
        Step::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, Activate::<A, T> { z, slope: None, units: UNITS, activation: PhantomData });
        Next::cost(block, next_theta, space, Matrix { values: z, stride: padded::<T>(UNITS) })
    }

    fn pass<T: Float>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let (weights, next_weights) = weights.split(size::<T>(INPUTS, UNITS));
        let ([z, slope, delta], transposed, mut space) = space.layer::<INPUTS, UNITS, 3>(block);
        Step::<INPUTS, UNITS>::forward(block, weights.theta(), transposed, a, z);
        T::dispatch(block.cpu, Activate::<A, T> { z, slope: Some(slope), units: UNITS, activation: PhantomData });
        let activations = Matrix { values: z, stride: padded::<T>(UNITS) };
        let costs = Next::pass(block, next_weights, space.again(), activations, Some(delta));
        T::multiply(block.cpu, Multiply { product: delta, factor: slope });
        Step::<INPUTS, UNITS>::backward(block, weights, space.room, a, delta, error);
        costs
    }
}

impl<const INPUTS: usize, const UNITS: usize, A, C> Layers for Output<INPUTS, UNITS, A, C>
where
    A: OutputActivation,
    C: Cost<A>,
{
    const INPUTS: usize = INPUTS;
    const OUTPUTS: usize = UNITS;
    const WEIGHTS: usize = (1 + INPUTS) * UNITS;

    fn size<T>() -> usize {
        size::<T>(INPUTS, UNITS)
    }

    fn units<T>() -> usize {
        2 * padded::<T>(UNITS)
    }

    fn transposed<T>(samples: usize) -> usize {
        transposed::<T>(INPUTS, UNITS, samples)
    }

    fn transpose<T: Float>(cpu: Cpu, theta: &[T], result: &mut [T], _samples: usize) {
        Step::<INPUTS, UNITS>::transpose(cpu, theta, result);
    }

    fn cost<T: Float>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T {
        let ([z, _], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Step::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, OutputCost::<UNITS, A, C, T> { z, y: block.y, output: PhantomData })
    }

    fn pass<T: Float>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let ([z, delta], transposed, space) = space.layer::<INPUTS, UNITS, 2>(block);
        Step::<INPUTS, UNITS>::forward(block, weights.theta(), transposed, a, z);
        let scale = block.scale;
        T::dispatch(block.cpu, OutputError::<UNITS, A, C, T> { z, y: block.y, delta, scale, output: PhantomData });
        Step::<INPUTS, UNITS>::backward(block, weights, space.room, a, delta, error);
        match block.costs {
            Costs::Wanted => {
                T::dispatch(block.cpu, OutputCost::<UNITS, A, C, T> { z, y: block.y, output: PhantomData })
            }
            Costs::Unwanted => T::ZERO,
        }
    }
}
