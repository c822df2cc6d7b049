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
//! The methods are the textbook, for every number. [`fast`] and everything that trains compute the same numbers with
//! vector instructions.
//!
//! # Map
//!
//! In reading order; a module uses only those above it. (`display`, `error`, `float16` and `write_atomic` are helpers below all.)
//!
//! | module | contents |
//! |---|---|
//! | [`equations`] | every equation, above the code that computes it |
//! | [`samples`] | validated data |
//! | `kernels` | layers by vector instructions, for `f64` and `f32` (internal) |
//! | `network` | [`Network`], what all networks have in common; their [`trace`] and [`architecture`]; [`gradient_check`] |
//! | [`textbook`] | gradient descent as the book shows it |
//! | [`readings`] | the same code run with other numbers: it counts, differentiates, bounds, prints its equations |
//! | [`fast`] | cost, gradient and outputs by the kernels |
//! | [`training`] | descent, [`Trainer`], optimizers, L-BFGS |
//! | [`data`] | files → samples, splits, scaling |
//! | [`metrics`] | how good is a network? |
//! | `model` | [`Model`], a network with its scaling and the names of its classes, for use |
//! | `plot` | pictures (feature `plot`) |
//! | [`formats`] | saving, loading, exporting |
//!
//! # Notation
//!
//! A network has L layers; layer l has s_l units, the input is layer 1, the output, layer L, has K units. In code,
//! symbols are spelled in ASCII with the layer as a suffix: `theta_1` is Θ⁽¹⁾, `z_2` is z⁽²⁾, `delta_3` is δ⁽³⁾; Δ is
//! `accumulated` and D is `gradient`.

extern crate alloc;

pub mod equations;

pub mod samples;

#[doc(hidden)]
pub mod kernels;

mod network;

pub mod textbook;

pub mod readings;

pub mod fast;

pub mod training;

pub mod data;
pub mod formats;
pub mod metrics;
mod model;
#[cfg(feature = "plot")]
pub mod plot;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod display;
mod error;
#[cfg(any(feature = "idx", feature = "npy", feature = "safetensors"))]
mod float16;
mod macros;
#[cfg(any(feature = "onnx", feature = "plot", feature = "safetensors"))]
mod write_atomic;

pub use equations::activation::{
    Activation, Identity, LeakyRelu, OutputActivation, Relu, Sigmoid, Softmax, Softplus, Tanh,
};
pub use equations::cost::{Cost, CrossEntropy, SquaredError, Targets};
pub use equations::scalar::{Function, Scalar};
pub use equations::theta::Theta;
pub use model::{Model, WrongNames};
/// The `ndarray` whose matrices and views this crate takes and returns, version 0.17. A matrix of another version has
/// another type.
pub use ndarray;
pub use network::architecture::Architecture;
pub use network::gradient_check::{GradientCheck, GradientEntry, Kink, gradient_check, numeric_gradient};
pub use network::trace::Trace;
pub use network::{Diverged, LayerValues, Network, Quantity, Record, SamplesOf, TrainingError, architecture, trace};
pub use readings::counting::{Operations, Tally};
#[cfg(feature = "symbol")]
pub use readings::derivation::Derivation;
#[cfg(feature = "dual")]
pub use readings::dual::{directional_derivative, dual_check, dual_gradient};
#[cfg(feature = "symbol")]
pub use readings::symbol::Symbol;
pub use samples::{Row, Samples, SamplesError};
pub use textbook::descend;
pub use training::minimize::{Minimizer, minimize};
pub use training::optimizer::{Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RmsProp};
pub use training::trainer::Trainer;
pub use training::{accuracy, batch_descent, minibatch_descent, stochastic_descent};
