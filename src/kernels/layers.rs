//! The layers of a network as a type, and both passes of a block of examples as a recursion along it.
//!
//! `network!` writes `Hidden<2, 4, Tanh, Output<4, 1, Sigmoid, CrossEntropy>>`: each layer knows its sizes, its
//! activation and the layers after it. The compiler unrolls the recursion for each network:
//!
//! ```text
//! Hidden::errors(block, A):                             // A: the activations of the layer before
//!     Z = b + A Θᵀ                                      // a product
//!     A', slope = g(Z), g′(Z)                           // beside Z, and in place of it
//!     E = Next::errors(block, A')                       // forward to the output and back: errors without slope
//!     E = E ⊙ slope                                     // δ of this layer
//!     error of the layer before = E Θ                   // a product, unless A is the input
//!
//! Output::errors(block, A):
//!     Z = b + A Θᵀ
//!     E = ∂C/∂Z, times −α/m in a fused step             // the cost's delta
//!     error of the layer before = E Θ                   // and the costs, if they are wanted
//!
//! accumulate(block, A):                                 // of any layer
//!     Next::accumulate(block, A')
//!     Δ += Eᵀ A, or Θ = κ Θ + Eᵀ A                      // an outer product; b the same, by the sums of E
//! ```
//!
//! `errors` reads the weights, `accumulate` may change them. So several threads can compute errors, each of some examples,
//! before a weight changes.
//!
//! A block has at most 128 examples, so few that their activations are still in the cache when the errors come back.
//! The values of the units are kept in a [workspace](super::workspace): a layer splits off the part that it needs and
//! leaves the rest to the layers after it. A pass allocates nothing.
//!
//! The equations are `weighted-sum`, `activation`, `output-error`, `hidden-error` and `accumulate`, for all examples of
//! a block. `tests/fast/sizes.rs` compares Δ and J with the textbook's for every pair of activation and cost.
//!
//! **Invariant**: the padding of the activations of a layer is 0.

mod pass;
mod weights;

use super::compiled::Compiled;
use super::elementwise::{Activate, ActivateWithSlope, Multiply, OutputCost, OutputError, Outputs};
use super::parameters::{size, stride};
use super::product::Matrix;
use super::vector::Cpu;
use crate::equations::activation::{Activation, OutputActivation};
use crate::equations::cost::{Cost, Targets};
use alloc::{vec, vec::Vec};
use core::any::type_name;
use core::marker::PhantomData;
use weights::{Between, transposed};

pub use pass::{Block, Costs, Examples, Space, Weights};

/// A hidden layer of `UNITS` units with the activation `A`, and the layers `Next` after it.
///
/// It holds none of them. Of a function's type, the compiler need not look at all the layers after it, which in a network of
/// 64 layers would exceed its limit of recursion when it optimizes.
#[derive(Debug)]
pub struct Hidden<const INPUTS: usize, const UNITS: usize, A, Next>(PhantomData<fn() -> (A, Next)>);

/// The output layer, scored by the cost `C`.
#[derive(Debug)]
pub struct Output<const INPUTS: usize, const UNITS: usize, A, C>(PhantomData<(A, C)>);

/// The layers from one of them to the output.
pub trait Layers {
    /// The number of units of the layer before.
    const INPUTS: usize;
    /// The number of units of the output.
    const OUTPUTS: usize;
    /// The number of weights of all layers, biases included.
    const WEIGHTS: usize;
    /// The largest number of inputs of a layer.
    const WIDEST: usize;
    /// The targets that the cost can score.
    const TARGETS: Targets;

    /// Returns the length of the parameters, padding included.
    fn size<T>() -> usize;
    /// Returns how many numbers an example needs in the workspace: a, z and δ of each hidden unit, z and δ of each
    /// output.
    fn units<T>() -> usize;
    /// Returns the length of the transposed weights, if the weights change after `samples` examples.
    fn transposed<T>(samples: usize) -> usize;
    /// Returns the type names of the activations, from the first layer to the output.
    fn activations() -> Vec<&'static str>;
    /// Returns the activations of the weighted inputs `z` by the function of each layer, from the first layer to the
    /// output.
    fn activate_each<const K: usize>(z: &[f64; K]) -> Vec<[f64; K]>;
    /// Writes out the transposed weights, Θᵀ, of the layers that use them.
    fn transpose<T: Compiled>(cpu: Cpu, theta: &[T], transposed: &mut [T], samples: usize);
    /// Runs forward propagation; writes the outputs, K numbers for each example, to `h`.
    fn outputs<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>, h: &mut [T]);
    /// Runs forward propagation; returns the sum of the costs.
    fn cost<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T;
    /// Runs both passes. Leaves activations and errors in the space, writes E Θ, the errors propagated to the layer before, to
    /// `error`, and returns the sum of the costs.
    fn errors<T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T;
    /// Adds the outer products of the errors and activations that `errors` left in the space to the sums or to the weights.
    fn accumulate<T: Compiled>(block: Block<'_, T>, weights: Weights<'_, T>, space: Space<'_, T>, a: Matrix<'_, T>);
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
    const TARGETS: Targets = Next::TARGETS;

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

    fn activate_each<const K: usize>(z: &[f64; K]) -> Vec<[f64; K]> {
        let mut activations = vec![A::activate(z)];
        activations.extend(Next::activate_each(z));
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

    fn errors<T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let (theta, next_theta) = theta.split_at(size::<T>(INPUTS, UNITS));
        let ([activations, z, delta], transposed, space) = space.layer::<INPUTS, UNITS, 3>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        let activation = PhantomData::<A>;
        T::dispatch(block.cpu, ActivateWithSlope { z: &mut *z, a: &mut *activations, units: UNITS, activation });
        let (activations, slope) = (Matrix { values: activations, stride: stride::<T>(UNITS) }, z);
        let costs = Next::errors(block, next_theta, space, activations, Some(&mut *delta));
        T::multiply(block.cpu, Multiply { product: &mut *delta, factor: slope });
        Between::<INPUTS, UNITS>::backward(block, theta, delta, error);
        costs
    }

    fn accumulate<T: Compiled>(block: Block<'_, T>, weights: Weights<'_, T>, space: Space<'_, T>, a: Matrix<'_, T>) {
        let (weights, next_weights) = weights.split(size::<T>(INPUTS, UNITS));
        let ([activations, _, delta], _, mut space) = space.layer::<INPUTS, UNITS, 3>(block);
        let activations = Matrix { values: activations, stride: stride::<T>(UNITS) };
        // From the output to the input: the last product prefetches the inputs of the next block.
        let to_output = Block { ahead: &[], ..block };
        Next::accumulate(to_output, next_weights, space.again(), activations);
        Between::<INPUTS, UNITS>::accumulate(block, weights, space.room, a, delta);
    }
}

impl<const INPUTS: usize, const UNITS: usize, A: Activation, Next> Hidden<INPUTS, UNITS, A, Next> {
    /// Returns the activations of this layer, without slopes, and the space for the layers after it.
    fn activate<'a, T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        space: Space<'a, T>,
        a: Matrix<'_, T>,
    ) -> (Matrix<'a, T>, Space<'a, T>) {
        let ([activations, z, _], transposed, space) = space.layer::<INPUTS, UNITS, 3>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, Activate { z, a: &mut *activations, units: UNITS, activation: PhantomData::<A> });
        (Matrix { values: activations, stride: stride::<T>(UNITS) }, space)
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
    const TARGETS: Targets = C::TARGETS;

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

    fn activate_each<const K: usize>(z: &[f64; K]) -> Vec<[f64; K]> {
        vec![A::activate(z)]
    }

    fn outputs<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>, h: &mut [T]) {
        let ([z, _], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        T::dispatch(block.cpu, Outputs::<UNITS, A, T> { z, h, activation: PhantomData });
    }

    fn cost<T: Compiled>(block: Block<'_, T>, theta: &[T], space: Space<'_, T>, a: Matrix<'_, T>) -> T {
        let ([z, _], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        Self::sum_of_costs(block, z)
    }

    fn errors<T: Compiled>(
        block: Block<'_, T>,
        theta: &[T],
        space: Space<'_, T>,
        a: Matrix<'_, T>,
        error: Option<&mut [T]>,
    ) -> T {
        let ([z, delta], transposed, _) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::forward(block, theta, transposed, a, z);
        let scale = block.scale;
        T::dispatch(block.cpu, OutputError::<UNITS, A, C, T> { z, y: block.y, delta, scale, output: PhantomData });
        weigh(delta, stride::<T>(UNITS), block.weights);
        Between::<INPUTS, UNITS>::backward(block, theta, delta, error);
        match block.costs {
            Costs::Wanted => Self::sum_of_costs(block, z),
            Costs::Unwanted => T::ZERO,
        }
    }

    fn accumulate<T: Compiled>(block: Block<'_, T>, weights: Weights<'_, T>, space: Space<'_, T>, a: Matrix<'_, T>) {
        let ([_, delta], _, space) = space.layer::<INPUTS, UNITS, 2>(block);
        Between::<INPUTS, UNITS>::accumulate(block, weights, space.room, a, delta);
    }
}

impl<const INPUTS: usize, const UNITS: usize, A: OutputActivation, C: Cost<A>> Output<INPUTS, UNITS, A, C> {
    /// Returns the sum of the costs of a block, each times the weight of its example.
    fn sum_of_costs<T: Compiled>(block: Block<'_, T>, z: &[T]) -> T {
        let Block { y, weights, .. } = block;
        T::dispatch(block.cpu, OutputCost::<UNITS, A, C, T> { z, y, weights, output: PhantomData })
    }
}

/// Multiplies the errors of each example, `stride` numbers, by its weight: w δ, the equation `weighted-error`.
fn weigh<T: Compiled>(delta: &mut [T], stride: usize, weights: &[f64]) {
    for (delta, &weight) in delta.chunks_exact_mut(stride).zip(weights) {
        delta.iter_mut().for_each(|delta| *delta = T::from_f64(weight) * *delta);
    }
}
