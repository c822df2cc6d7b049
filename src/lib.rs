//! Backpropagation, taught by being it.
//!
//! [`network!`] expands a declaration of layers into typed code that reads like the textbook: forward propagation,
//! backpropagation, the cost and its gradient, line by line the equations of *this* network.
//!
//! ```
//! use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network};
//!
//! network! {
//!     /// Exclusive or: the smallest task that one layer cannot learn.
//!     pub struct Xor {
//!         layers: 2 -> 4 Tanh -> 1 Sigmoid,
//!         cost: CrossEntropy,
//!     }
//! }
//!
//! let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let y = [[0.0], [1.0], [1.0], [0.0]];
//! let samples = Samples::new(x, y)?;
//!
//! let mut xor = Xor::random(7);
//! backprop::batch_descent(&mut xor, &samples, 0.0, 0.5, 2000)?;
//! assert_eq!(x.map(|x| xor.predict(&x)), [0, 1, 1, 0]);
//! println!("{}", xor.trace(&samples, 0.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Reading order
//!
//! The modules stand in the order in which the equations build on each other, and nothing uses what stands below it.
//!
//! | module | what becomes what |
//! |---|---|
//! | [`scalar`] | the numbers |
//! | [`activation`] | z → a = g(z), and g′ |
//! | [`cost`] | a, y → C and δ⁽ᴸ⁾; all C → J |
//! | [`theta`] | the weights Θ |
//! | [`forward`] | x → z, a, h |
//! | [`backward`] | δ⁽ˡ⁺¹⁾ → δ⁽ˡ⁾ |
//! | [`gradient`](mod@gradient) | δ, a → Δ → D |
//! | [`random`] | seed → first Θ |
//! | [`samples`] | data → x, y |
//! | [`Network`], [`Record`] | what all networks have in common |
//! | [`trace`] | a run → every number of it |
//! | [`gradient_check`](mod@gradient_check) | is D right? |
//! | [`counting`] | code → how many operations it takes |
//! | [`training`] | Θ → better Θ |
//! | [`trainer`] | the same, as people do it |
//! | `minimise` | the same, by an advanced optimiser (feature `argmin`) |
//! | [`data`] | files → samples to train with, and rows laid aside to test with |
//! | [`judging`] | true and predicted classes → how good the network is |
//! | `plot` | numbers → pictures (feature `plot`) |
//! | [`architecture`] | code → which layers it has |
//! | [`float`] | numbers → bytes |
//! | `keeping` | a network, or a training that goes on, → a file (feature `safetensors`) |
//! | `serde_network` | a network → whatever `serde` writes (feature `serde`) |
//! | `onnx` | a network → what other programs run (feature `onnx`) |
//!
//! # Notation
//!
//! A network has L layers; layer l has s_l units, the input is layer 1, the output, layer L, has K units. In code,
//! symbols are spelled in ASCII with the layer as a suffix: `theta_1` is Θ⁽¹⁾, `z_2` is z⁽²⁾, `delta_3` is δ⁽³⁾; Δ is
//! `accumulated` and D is `gradient`.

pub mod scalar;

pub mod activation;
pub mod cost;
pub mod theta;

pub mod forward;

pub mod backward;

pub mod gradient;
pub mod random;
pub mod samples;

mod network;

#[doc(hidden)]
pub mod fast;

mod text;
pub mod trace;

pub mod gradient_check;

pub mod counting;
#[cfg(feature = "symbol")]
pub mod derivation;
#[cfg(feature = "dual")]
pub mod dual;
#[cfg(feature = "interval")]
pub mod interval;
#[cfg(feature = "symbol")]
pub mod symbol;

pub mod training;

pub mod trainer;

#[cfg(feature = "argmin")]
pub mod minimise;

pub mod data;

pub mod judging;

#[cfg(any(feature = "onnx", feature = "plot", feature = "safetensors"))]
mod atomic;
#[cfg(feature = "plot")]
pub mod plot;

pub mod architecture;
pub mod float;
#[cfg(feature = "safetensors")]
pub mod keeping;
#[cfg(feature = "onnx")]
pub mod onnx;
#[cfg(feature = "serde")]
pub mod serde_network;

pub use activation::{Activation, Identity, LeakyRelu, OutputActivation, Relu, Sigmoid, Softmax, Softplus, Tanh};
pub use cost::{Cost, CrossEntropy, SquaredError};
pub use counting::{Operations, Tally};
#[cfg(feature = "symbol")]
pub use derivation::Derivation;
#[cfg(feature = "dual")]
pub use dual::{directional_derivative, dual_check, dual_gradient};
pub use gradient_check::{GradientCheck, GradientEntry, gradient_check, numeric_gradient};
#[cfg(feature = "argmin")]
pub use minimise::{Minimiser, minimise};
pub use network::{LayerValues, Network, Quantity, Record, Row, SamplesOf};
pub use samples::{Samples, SamplesError};
pub use scalar::{Function, Scalar};
#[cfg(feature = "symbol")]
pub use symbol::Symbol;
pub use theta::Theta;
pub use trace::Trace;
pub use trainer::{Optimiser, Trainer, TrainingError};
pub use training::{
    Diverged, accuracy, batch_descent, cost_and_gradient, descend, minibatch_descent, stochastic_descent,
};

/// Declares networks and writes their code.
///
/// ```text
/// network! {
///     [attributes] [visibility] struct Name {
///         layers: size -> size Activation -> … -> size Activation,
///         cost: Cost,
///         scalar: Number,                 // optional; f64 where left out
///     }
///     …                                   // any number of networks
/// }
/// ```
///
/// - A **size** is a constant of type `usize`: a literal, the path of a constant, or an expression in braces,
///   `{ 28 * 28 }`. The first is the input's, which has no activation; the last is the output's.
/// - An **activation** is the path of a type that implements [`Activation`], or, for the output, [`OutputActivation`].
/// - The **cost** is the path of a type that implements [`Cost`] for the output's activation.
///
/// For a declaration `Name`, the macro writes
///
/// - the type `Name<T = f64>`, whose fields `theta_1`, `theta_2`, … are the weights, with `Clone`, `Debug` and
///   `PartialEq`;
/// - `Name::random(seed)` and `Name::zeros()`, of the declared number; `map` takes a network to another number;
/// - `forward` and the type `NameForward` of what it returns; `backward` and the type `NameDeltas`;
/// - `output`, `predict`, `cost`, `accumulated` (Δ), `gradient` (D) and `trace`;
/// - an implementation of [`Network`].
///
/// The rustdoc of each method shows its equations with the sizes of this network.
///
/// # What does not compile
///
/// The sizes are part of the types, so a sample of the wrong length is an error of the compiler's:
///
/// ```compile_fail,E0308
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// Net::random(1).forward(&[0.5, 0.5, 0.5]);
/// ```
///
/// as is a target of the wrong length:
///
/// ```compile_fail,E0308
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let net = Net::random(1);
/// net.backward(&net.forward(&[0.5, 0.5]), &[1.0, 0.0]);
/// ```
///
/// The input has no error, so there is no `delta_1`:
///
/// ```compile_fail,E0609
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let net = Net::random(1);
/// net.backward(&net.forward(&[0.5, 0.5]), &[1.0]).delta_1;
/// ```
///
/// A hyperbolic tangent is no probability, so cross-entropy cannot score it:
///
/// ```compile_fail,E0277
/// # use backprop::{CrossEntropy, Tanh, network};
/// network! { struct Net { layers: 2 -> 1 Tanh, cost: CrossEntropy } }
/// ```
///
/// Every other mistake in a declaration is an error at its own token, all of them in one go.
#[macro_export]
macro_rules! network {
    ($($declarations:tt)*) => {
        $crate::__private::network! { [$crate] $($declarations)* }
    };
}

/// The method of each network that needs the feature `symbol`.
#[cfg(feature = "symbol")]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {
        /// The equations of this network, line by line as its own code computes them.
        $($visibility)* fn derivation(&self) -> $crate::Derivation<Self> {
            $crate::Derivation::new(self)
        }
    };
}

/// Without the feature, there is no such method.
#[cfg(not(feature = "symbol"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {};
}

/// What generated code calls: all that the macro knows of this crate.
#[doc(hidden)]
pub mod __private {
    pub use crate::__derivation as derivation;
    pub use crate::activation::{Activation, OutputActivation, g, g_prime, output};
    pub use crate::backward::hidden_error;
    pub use crate::cost::{Cost, example_cost, mean_cost, output_error};
    pub use crate::counting::Operations;
    pub use crate::fast::{Hidden, Output, cost as fast_cost, gradient as fast_gradient};
    pub use crate::forward::{activate, class, weighted_sum};
    pub use crate::gradient::{accumulate, mean_gradient};
    pub use crate::network::{LayerValues, Network, Record, list};
    pub use crate::random::Random;
    pub use crate::samples::{Samples, SamplesError};
    pub use crate::scalar::Scalar;
    pub use crate::theta::Theta;
    pub use crate::trace::Trace;
    pub use backprop_macros::network;
    pub use ndarray::{ArrayView2, ArrayViewMut2};
    pub use std::vec::Vec;
}

/// The Rust blocks of README.md and of the book's chapters, compiled and run.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../book/text/preface.md")]
    struct Preface;
    #[doc = include_str!("../book/text/one_neuron.md")]
    struct OneNeuron;
    #[doc = include_str!("../book/text/layers.md")]
    struct Layers;
    #[doc = include_str!("../book/text/forward.md")]
    struct Forward;
    #[doc = include_str!("../book/text/cost.md")]
    struct Cost;
    #[doc = include_str!("../book/text/output_error.md")]
    struct OutputError;
    #[doc = include_str!("../book/text/backward.md")]
    struct Backward;
    #[doc = include_str!("../book/text/gradient.md")]
    struct Gradient;
    #[doc = include_str!("../book/text/intuition.md")]
    struct Intuition;
    #[doc = include_str!("../book/text/checking.md")]
    struct Checking;
    #[doc = include_str!("../book/text/readings.md")]
    struct Readings;
    #[doc = include_str!("../book/text/training.md")]
    struct Training;
    #[doc = include_str!("../book/text/digits.md")]
    struct Digits;
    #[doc = include_str!("../book/text/practice.md")]
    struct Practice;
    #[doc = include_str!("../book/text/fast.md")]
    struct Fast;
    #[doc = include_str!("../book/text/macro.md")]
    struct Macro;
    #[doc = include_str!("../book/text/wrong_declarations.md")]
    struct WrongDeclarations;
    #[doc = include_str!("../book/text/errata.md")]
    struct Errata;
    #[doc = include_str!("../book/text/your_network.md")]
    struct YourNetwork;
    #[doc = include_str!("../book/text/glossary.md")]
    struct Glossary;
    #[doc = include_str!("../book/text/equations.md")]
    struct Equations;
}
