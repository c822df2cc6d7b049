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

mod pass;
mod weights;

use super::compiled::Compiled;
use super::elementwise::{Activate, Multiply, OutputCost, OutputError, Outputs};
use super::parameters::{size, stride};
use super::product::Matrix;
use super::vector::Cpu;
use crate::equations::activation::{Activation, OutputActivation};
use crate::equations::cost::Cost;
use std::any::type_name;
use std::marker::PhantomData;
use weights::{Between, transposed};

pub use pass::{Block, Costs, Examples, Space, Weights};

/// A hidden layer of `UNITS` units with the activation `A`, and the layers `Next` after it.
#[derive(Debug)]
pub struct Hidden<const INPUTS: usize, const UNITS: usize, A, Next>(PhantomData<(A, Next)>);

/// The output layer, scored by the cost `C`.
#[derive(Debug)]
pub struct Output<const INPUTS: usize, const UNITS: usize, A, C>(PhantomData<(A, C)>);

/// The layers from one on to the output.
pub trait Layers {
    /// The units of the layer before.
    const INPUTS: usize;
    /// The units of the output.
    const OUTPUTS: usize;
    /// The weights of all layers, biases among them.
    const WEIGHTS: usize;
    /// The most inputs of a layer.
    const WIDEST: usize;

    /// How many numbers the parameters take.
    fn size<T>() -> usize;
    /// How many numbers an example takes in the workspace.
    fn units<T>() -> usize;
    /// How many numbers the transposed weights take, if they change after so many examples.
    fn transposed<T>(samples: usize) -> usize;
    /// The paths of the activations' types, from the first layer to the output.
    fn activations() -> Vec<&'static str>;
    /// Writes the transposed weights.
    fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], transposed: &mut [T], samples: usize);
    /// Forward propagation alone: writes the outputs, K numbers an example.
    fn outputs<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>, h: &mut [T]);
    /// Forward propagation alone: the sum of the costs.
    fn cost<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T;
    /// Both passes. Adds to the weights what they say, writes into `error` what they take from this layer's errors
    /// to the layer before, and returns the sum of the costs.
    fn pass<T: Compiled>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T;
}

impl<const INPUTS: usize, const UNITS: usize, A, Next> Layers for Hidden<INPUTS, UNITS, A, Next>
where
    A: Activation,
    Next: Layers,
{
    const INPUTS: usize = INPUTS;
    const OUTPUTS: usize = Next::OUTPUTS;
    const WEIGHTS: usize = (1 + INPUTS) * UNITS + Next::WEIGHTS;
    const WIDEST: usize = if INPUTS > Next::WIDEST { INPUTS } else { Next::WIDEST };

    fn size<T>() -> usize {
        size::<T>(INPUTS, UNITS) + Next::size::<T>()
    }

    fn units<T>() -> usize {
        3 * stride::<T>(UNITS) + Next::units::<T>()
    }

    fn transposed<T>(samples: usize) -> usize {
        transposed::<T>(INPUTS, UNITS, samples) + Next::transposed::<T>(samples)
    }

    fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], result: &mut [T], samples: usize) {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let (result, next_result) = result.split_at_mut(transposed::<T>(INPUTS, UNITS, samples));
        Between::<INPUTS, UNITS>::transpose(cpu, theta, result);
        Next::transpose(cpu, next_theta, next_result, samples);
    }

    fn activations() -> Vec<&'static str> {
        let mut activations = vec![type_name::<A>()];
        activations.extend(Next::activations());
        activations
    }

    fn outputs<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>, h: &mut [T]) {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let (a, space) = Self::activate(block, theta, space, a);
        Next::outputs(block, next_theta, space, a, h);
    }

    fn cost<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let (a, space) = Self::activate(block, theta, space, a);
        Next::cost(block, next_theta, space, a)
    }

    fn pass<T: Compiled>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let (weights, next_weights) = weights.split(size::<T>(INPUTS, UNITS));
        let ([z, slope, delta], transposed, mut space) = space.layer::<INPUTS, UNITS, 3>(block);
        Between::<INPUTS, UNITS>::forward(block, weights.theta(), transposed, a, z);
        T::dispatch(block.cpu, Activate::<A, T> { z, slope: Some(slope), units: UNITS, activation: PhantomData });
        let activations = Matrix { values: z, stride: stride::<T>(UNITS) };
        let costs = Next::pass(block, next_weights, space.again(), activations, Some(delta));
        T::multiply(block.cpu, Multiply { product: delta, factor: slope });
        Between::<INPUTS, UNITS>::backward(block, weights, space.room, a, delta, error);
        costs
    }
}

impl<const INPUTS: usize, const UNITS: usize, A: Activation, Next> Hidden<INPUTS, UNITS, A, Next> {
    /// The activations of this layer, where nothing but the output is wanted.
    fn activate<'a, T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        space: Space<'a, T>,
        a: Matrix<'_, T>,
    ) -> (Matrix<'a, T>, Space<'a, T>) {
        let ([z, _, _], transposed, space) = space.layer::<INPUTS, UNITS, 3>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, Activate::<A, T> { z, slope: None, units: UNITS, activation: PhantomData });
        (Matrix { values: z, stride: stride::<T>(UNITS) }, space)
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
    const WIDEST: usize = INPUTS;

    fn size<T>() -> usize {
        size::<T>(INPUTS, UNITS)
    }

    fn units<T>() -> usize {
        2 * stride::<T>(UNITS)
    }

    fn transposed<T>(samples: usize) -> usize {
        transposed::<T>(INPUTS, UNITS, samples)
    }

    fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], result: &mut [T], _samples: usize) {
        Between::<INPUTS, UNITS>::transpose(cpu, theta, result);
    }

    fn activations() -> Vec<&'static str> {
        vec![type_name::<A>()]
    }

    fn outputs<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>, h: &mut [T]) {
        let ([z, _], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, Outputs::<UNITS, A, T> { z, h, activation: PhantomData });
    }

    fn cost<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T {
        let ([z, _], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, OutputCost::<UNITS, A, C, T> { z, y: block.y, output: PhantomData })
    }

    fn pass<T: Compiled>(
        block: Block<'_, T>,
        weights: Weights<'_, T>,
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let ([z, delta], transposed, space) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, weights.theta(), transposed, a, z);
        let scale = block.scale;
        T::dispatch(block.cpu, OutputError::<UNITS, A, C, T> { z, y: block.y, delta, scale, output: PhantomData });
        Between::<INPUTS, UNITS>::backward(block, weights, space.room, a, delta, error);
        match block.costs {
            Costs::Wanted => {
                T::dispatch(block.cpu, OutputCost::<UNITS, A, C, T> { z, y: block.y, output: PhantomData })
            }
            Costs::Unwanted => T::ZERO,
        }
    }
}
