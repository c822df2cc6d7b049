//! The interface that all networks have in common.
//!
//! The macro writes the equations of a network as methods of its type. The trait [`Network`] offers the same methods to
//! code that works with any network: training, the gradient check, the trace.

pub mod architecture;
pub(crate) mod classes;
mod diverged;
pub(crate) mod gradient_check;
mod rank_error;
pub mod trace;
mod training_error;

use crate::equations::cost::Targets;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::kernels::layers::Layers;
use crate::kernels::registers::InRegisters;
use crate::samples::{Row, Samples, SamplesError};
use alloc::{format, string::String, vec::Vec};
use core::fmt::{Debug, Display};
use ndarray::{ArrayView2, ArrayViewMut2};

pub use diverged::Diverged;
pub use rank_error::RankError;
pub use training_error::TrainingError;

/// The samples of a network of the type `N`.
pub type SamplesOf<N> = Samples<<N as Network>::Input, <N as Network>::Output>;

/// A network; its value is its parameters Θ.
///
/// Δ and D have the shape of the parameters, so they are values of the same type.
///
/// ```
/// use backprop::{CrossEntropy, Network, Sigmoid, Tanh, network};
///
/// network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// /// The number of weights of any network, biases included.
/// fn weights<N: Network>(network: &N) -> usize {
///     network.thetas().iter().map(|theta| theta.len()).sum()
/// }
///
/// assert_eq!(weights(&Xor::random(7)), 4 * 3 + 1 * 5);
/// assert_eq!((Xor::<f64>::INPUTS, Xor::<f64>::OUTPUTS), (2, 1));
/// ```
///
/// A function that trains any network says what its number is, or that it converts to `f64`, `N: Network<Scalar: Into<f64>>`,
/// which [`Trainer`](crate::Trainer) asks for. `N::Scalar` is that number, and [`SamplesOf`] the samples that fit. To write
/// rows in the function, fix their type, too:
///
/// ```
/// use backprop::{CrossEntropy, Network, SamplesOf, Sigmoid, Tanh, Trainer, TrainingError, network};
///
/// network! {
///     struct Logistic { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
///     struct Hidden { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// fn trained<N: Network<Scalar = f64>>(samples: &SamplesOf<N>) -> Result<N, TrainingError> {
///     let mut network = N::random(1);
///     Trainer::new(0.5).epochs(1000).train(&mut network, samples)?;
///     Ok(network)
/// }
///
/// fn at_the_center<N: Network<Scalar = f64, Input = [f64; 2]>>(network: &N) -> usize {
///     network.predict(&[0.5, 0.5])
/// }
///
/// let samples = backprop::Samples::new([[0.0, 0.0], [1.0, 1.0]], [[0.0], [1.0]])?;
/// let (logistic, hidden): (Logistic, Hidden) = (trained(&samples)?, trained(&samples)?);
/// let classes = (at_the_center(&logistic), at_the_center(&hidden));
/// # assert!(classes.0 < 2 && classes.1 < 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// There is no `dyn Network`: the sizes are types, so one pointer cannot stand for networks of several sizes. An enum holds any
/// of several networks:
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// network! {
///     struct Logistic { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
///     struct Hidden { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// enum Either {
///     Logistic(Logistic),
///     Hidden(Hidden),
/// }
///
/// impl Either {
///     fn output(&self, x: &[f64; 2]) -> [f64; 1] {
///         match self {
///             Self::Logistic(network) => network.output(x),
///             Self::Hidden(network) => network.output(x),
///         }
///     }
/// }
///
/// let networks = [Either::Logistic(Logistic::random(1)), Either::Hidden(Hidden::random(1))];
/// let outputs = networks.map(|network| network.output(&[0.5, -0.5]));
/// # assert!(outputs.iter().all(|[h]| (0.0..=1.0).contains(h)));
/// ```
///
/// [`network!`](crate::network!#habits-from-elsewhere) says more about what networks cannot be, and why.
///
/// This trait is sealed: only [`network!`](crate::network!) implements it, so methods may be added at any time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    label = "expected a network, which `network!` declares",
    note = "functions take the network first, and then the samples; a `Model` is made of a network that has been trained"
)]
pub trait Network: sealed::Network + Clone + Debug + Display + PartialEq + 'static {
    /// The number that it computes with.
    type Scalar: Scalar;
    /// An input x, `[T; s₁]`.
    type Input: Row<Self::Scalar>;
    /// An output h or a target y, `[T; K]`.
    type Output: Row<Self::Scalar>;
    /// The result of forward propagation: z⁽ˡ⁾ and a⁽ˡ⁾.
    type Forward: Record<Scalar = Self::Scalar>;
    /// The result of backpropagation: δ⁽ᴸ⁾ to δ⁽²⁾.
    type Deltas: Record<Scalar = Self::Scalar>;
    /// The same network, computing with another number.
    type In<U: Scalar>: Network<Scalar = U>;
    /// The layers as a type, for the kernels.
    #[doc(hidden)]
    type Layers: InRegisters;

    /// The text of its declaration.
    const DECLARATION: &'static str;
    /// s₁, the number of inputs.
    const INPUTS: usize = <Self::Layers as Layers>::INPUTS;
    /// K, the number of outputs.
    const OUTPUTS: usize = <Self::Layers as Layers>::OUTPUTS;
    /// The targets that its cost can score.
    const TARGETS: Targets = <Self::Layers as Layers>::TARGETS;

    /// Returns a network whose weights are 0.
    fn zeros() -> Self;
    /// Returns a network with random first weights; the same seed gives the same weights on every machine.
    fn random(seed: u64) -> Self;
    /// Runs forward propagation for one example.
    #[doc(alias = "feedforward")]
    fn forward(&self, x: &Self::Input) -> Self::Forward;
    /// Runs backpropagation for one example, from the result of its forward propagation.
    #[doc(alias = "backpropagation")]
    fn backward(&self, forward: &Self::Forward, y: &Self::Output) -> Self::Deltas;
    /// Returns the output h(x) for one example.
    #[doc(alias("predict_proba", "inference"))]
    fn output(&self, x: &Self::Input) -> Self::Output;
    /// Returns the cost J(Θ) over all samples, with the regularization λ.
    #[doc(alias("loss", "evaluate"))]
    fn cost(&self, samples: &SamplesOf<Self>, lambda: Self::Scalar) -> Self::Scalar;
    /// Returns Δ, accumulated over all samples.
    fn accumulated(&self, samples: &SamplesOf<Self>) -> Self;
    /// Returns the gradient D = ∂J/∂Θ over all samples, with the regularization λ.
    #[doc(alias("grad", "autograd", "backpropagation"))]
    fn gradient(&self, samples: &SamplesOf<Self>, lambda: Self::Scalar) -> Self;
    /// Converts every weight: returns the same network, computing with another number.
    #[doc(alias = "astype")]
    fn map<U: Scalar>(&self, convert: impl Fn(Self::Scalar) -> U) -> Self::In<U>;
    /// Returns views of Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾.
    #[doc(alias("weights", "parameters", "get_weights", "coefs_"))]
    fn thetas(&self) -> Vec<ArrayView2<'_, Self::Scalar>>;
    /// Returns mutable views of Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾.
    #[doc(alias("parameters", "set_weights"))]
    fn thetas_mut(&mut self) -> Vec<ArrayViewMut2<'_, Self::Scalar>>;

    /// Returns the predicted class of one example.
    #[doc(alias("classify", "argmax"))]
    fn predict(&self, x: &Self::Input) -> usize {
        class(self.output(x).as_ref())
    }
    /// Makes samples for this network from rows, whose width is checked at run time.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Samples::new`].
    fn samples(x: Vec<Vec<Self::Scalar>>, y: Vec<Vec<Self::Scalar>>) -> Result<SamplesOf<Self>, SamplesError> {
        Samples::from_vecs(x, y)
    }
    /// Converts every value of samples: returns the same samples for the network that computes with another number.
    ///
    /// # Errors
    ///
    /// Returns an error if a converted number is not finite.
    fn map_samples<U: Scalar>(
        samples: &SamplesOf<Self>,
        convert: impl Fn(Self::Scalar) -> U,
    ) -> Result<SamplesOf<Self::In<U>>, SamplesError> {
        let row = |values: &[Self::Scalar]| values.iter().map(|&value| convert(value)).collect();
        let x = samples.x().iter().map(|x| row(x.as_ref())).collect();
        let y = samples.y().iter().map(|y| row(y.as_ref())).collect();
        Ok(Self::In::<U>::samples(x, y)?.weighted_like(samples))
    }
}

/// Seals [`Network`].
#[doc(hidden)]
pub mod sealed {
    /// Implemented by generated code only.
    pub trait Network {}
}

/// Returns the place of the first weight that is infinite or not a number: l of Θ⁽ˡ⁾ from 1, row and column from 0, and
/// the weight.
pub(crate) fn not_finite<N: Network>(network: &N) -> Option<(usize, (usize, usize), N::Scalar)> {
    (1..).zip(network.thetas()).find_map(|(l, theta)| {
        let (at, weight) = theta.indexed_iter().find(|(_, weight)| !weight.is_finite())?;
        Some((l, at, *weight))
    })
}

/// Returns a digest of all weights (FNV-1a, 64 bits): other weights have another one, but for a rare chance.
pub(crate) fn digest<N: Network<Scalar: Into<f64>>>(network: &N) -> String {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for theta in network.thetas() {
        for &weight in theta {
            digest = (digest ^ weight.into().to_bits()).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{digest:016x}")
}

/// The result of a pass through the layers: the values of their units, layer by layer in the order of the pass.
///
/// ```
/// use backprop::{CrossEntropy, Record, Sigmoid, Tanh, network};
///
/// network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let forward = Xor::random(7).forward(&[0.0, 1.0]);
/// let name = |values: &backprop::LayerValues<f64>| format!("{}_{}", values.quantity.name(), values.layer);
/// assert_eq!(forward.layers().iter().map(name).collect::<Vec<_>>(), ["a_1", "z_2", "a_2", "z_3", "a_3"]);
/// assert_eq!(forward.layers()[1].units, forward.z_2);
/// ```
pub trait Record: Clone + Debug + PartialEq {
    /// The type of the values.
    type Scalar: Scalar;

    /// Returns the values, in the order in which the pass computes them.
    fn layers(&self) -> Vec<LayerValues<'_, Self::Scalar>>;
}

/// The values of one quantity for all units of a layer.
///
/// ```
/// use backprop::{LayerValues, Quantity};
///
/// let values = LayerValues::delta(3, &[-0.25]);
/// assert_eq!((values.quantity, values.layer, values.units), (Quantity::Delta, 3, &[-0.25][..]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LayerValues<'a, T> {
    /// The quantity.
    pub quantity: Quantity,
    /// The number of the layer; the input is layer 1.
    pub layer: usize,
    /// The value of each unit.
    pub units: &'a [T],
}

impl<'a, T> LayerValues<'a, T> {
    /// Returns the weighted inputs z of a layer.
    pub fn z(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::Z, layer, units }
    }

    /// Returns the activations a of a layer.
    pub fn a(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::A, layer, units }
    }

    /// Returns the errors δ of a layer.
    pub fn delta(layer: usize, units: &'a [T]) -> Self {
        Self { quantity: Quantity::Delta, layer, units }
    }
}

/// A quantity that each unit of a layer has.
///
/// ```
/// use backprop::Quantity;
///
/// assert_eq!((Quantity::Delta.symbol(), Quantity::Delta.name()), ("δ", "delta"));
/// ```
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
    /// Returns its symbol in equations.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Z => "z",
            Self::A => "a",
            Self::Delta => "δ",
        }
    }

    /// Returns its name in code: the fields of layer 2 are called `z_2`, `a_2` and `delta_2`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delta => "delta",
            _ => self.symbol(),
        }
    }
}
