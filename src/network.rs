//! What all networks have in common.
//!
//! The macro writes the equations of a network as methods of its type. The trait [`Network`] names them once more for
//! code that works with any network: training, the gradient check, the trace.

pub mod architecture;
mod diverged;
pub(crate) mod gradient_check;
pub mod trace;

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::kernels::layers::Layers;
use crate::kernels::registers::InRegisters;
use crate::samples::{Row, Samples, SamplesError};
use ndarray::{ArrayView2, ArrayViewMut2};
use std::fmt::Debug;

pub use diverged::Diverged;

/// The samples of a network.
pub type SamplesOf<N> = Samples<<N as Network>::Input, <N as Network>::Output>;

/// A network; its value is its parameters Θ.
///
/// Δ and D have the shape of the parameters, so they are networks too.
///
/// This trait is sealed: only [`network!`](crate::network!) implements it, so it may get further methods at any time.
pub trait Network: sealed::Network + Clone + Debug + PartialEq + 'static {
    /// The number it computes with.
    type Scalar: Scalar;
    /// An input x, `[T; s₁]`.
    type Input: Row<Self::Scalar>;
    /// An output h or a target y, `[T; K]`.
    type Output: Row<Self::Scalar>;
    /// The result of forward propagation: z⁽ˡ⁾ and a⁽ˡ⁾.
    type Forward: Record<Scalar = Self::Scalar>;
    /// The result of backpropagation: δ⁽ᴸ⁾ to δ⁽²⁾.
    type Deltas: Record<Scalar = Self::Scalar>;
    /// The same network of another number.
    type In<U: Scalar>: Network<Scalar = U>;
    /// The layers as a type, for the kernels.
    #[doc(hidden)]
    type Layers: InRegisters;

    /// The declaration that it was written from.
    const DECLARATION: &'static str;
    /// s₁, the number of inputs.
    const INPUTS: usize = <Self::Layers as Layers>::INPUTS;
    /// K, the number of outputs.
    const OUTPUTS: usize = <Self::Layers as Layers>::OUTPUTS;

    /// Returns a network of zeros.
    fn zeros() -> Self;
    /// Forward propagation of one example.
    fn forward(&self, x: &Self::Input) -> Self::Forward;
    /// Backpropagation of one example.
    fn backward(&self, forward: &Self::Forward, y: &Self::Output) -> Self::Deltas;
    /// The output h(x) for one example.
    fn output(&self, x: &Self::Input) -> Self::Output;
    /// The cost J(Θ) with the regularization λ.
    fn cost(&self, samples: &SamplesOf<Self>, lambda: Self::Scalar) -> Self::Scalar;
    /// Δ, accumulated over all examples.
    fn accumulated(&self, samples: &SamplesOf<Self>) -> Self;
    /// The gradient D = ∂J/∂Θ with the regularization λ.
    fn gradient(&self, samples: &SamplesOf<Self>, lambda: Self::Scalar) -> Self;
    /// The same network in another number.
    fn map<U: Scalar>(&self, convert: impl Fn(Self::Scalar) -> U) -> Self::In<U>;
    /// Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾ as matrices.
    fn thetas(&self) -> Vec<ArrayView2<'_, Self::Scalar>>;
    /// Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾ as matrices to write to.
    fn thetas_mut(&mut self) -> Vec<ArrayViewMut2<'_, Self::Scalar>>;

    /// The class of one example.
    fn predict(&self, x: &Self::Input) -> usize {
        class(self.output(x).as_ref())
    }
    /// Samples for this network, from rows whose width is checked.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Samples::new`].
    fn samples(x: Vec<Vec<Self::Scalar>>, y: Vec<Vec<Self::Scalar>>) -> Result<SamplesOf<Self>, SamplesError> {
        Samples::from_vecs(x, y)
    }
    /// The same samples for the same network of another number.
    fn map_samples<U: Scalar>(
        samples: &SamplesOf<Self>,
        convert: impl Fn(Self::Scalar) -> U,
    ) -> SamplesOf<Self::In<U>> {
        let row = |values: &[Self::Scalar]| values.iter().map(|&value| convert(value)).collect();
        let x = samples.x().iter().map(|x| row(x.as_ref())).collect();
        let y = samples.y().iter().map(|y| row(y.as_ref())).collect();
        Self::In::<U>::samples(x, y).expect("as many rows and columns as before, and finite numbers stay finite")
    }
}

/// Keeps [`Network`] for the types that `network!` writes.
#[doc(hidden)]
pub mod sealed {
    /// Implemented by generated code alone.
    pub trait Network {}
}

/// Returns the place of the first weight that is infinite or not a number: l of Θ⁽ˡ⁾ from 1, row and column from 0, and the weight.
pub(crate) fn not_finite<N: Network>(network: &N) -> Option<(usize, (usize, usize), N::Scalar)> {
    (1..).zip(network.thetas()).find_map(|(l, theta)| {
        let (at, weight) = theta.indexed_iter().find(|(_, weight)| !weight.is_finite())?;
        Some((l, at, *weight))
    })
}

/// What a pass through the layers leaves: the values of their units, layer by layer in the order of the pass.
pub trait Record: Clone + Debug + PartialEq {
    /// The number that the values are of.
    type Scalar: Scalar;

    /// The values, in the order in which the pass computes them.
    fn layers(&self) -> Vec<LayerValues<'_, Self::Scalar>>;
}

/// One quantity of all units of a layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayerValues<'a, T> {
    /// What the values are.
    pub quantity: Quantity,
    /// The number of the layer; the input is layer 1.
    pub layer: usize,
    /// A value for each unit.
    pub units: &'a [T],
}

impl<'a, T> LayerValues<'a, T> {
    /// z of a layer.
    pub fn z(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::Z, layer, units }
    }

    /// a of a layer.
    pub fn a(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::A, layer, units }
    }

    /// δ of a layer.
    pub fn delta(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::Delta, layer, units }
    }
}

/// What the values of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// The weighted inputs, z.
    Z,
    /// The activations, a.
    A,
    /// The errors, δ.
    Delta,
}

impl Quantity {
    /// The symbol in the book.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Z => "z",
            Self::A => "a",
            Self::Delta => "δ",
        }
    }

    /// The name in the code: of layer 2, a field is called `z_2`, `a_2` or `delta_2`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delta => "delta",
            _ => self.symbol(),
        }
    }
}
