//! Backpropagation, taught by being it.
//!
//! [`network!`] expands a declaration of layers into typed code that reads like the textbook: forward propagation,
//! backpropagation, the cost and its gradient, line by line the equations of *this* network.
//!
//! ```
//! use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};
//!
//! network! {
//!     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
//! }
//!
//! let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
//!
//! let mut xor = Xor::random(7);
//! Trainer::new(0.5).epochs(2000).train(&mut xor, &samples)?;
//! assert_eq!(x.map(|x| xor.predict(&x)), [0, 1, 1, 0]);
//! let [probability] = xor.output(&[0.0, 1.0]);
//! # assert!(probability > 0.9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # If you know another library
//!
//! | there | here |
//! |---|---|
//! | `fit` | [`Trainer::train`]; plain gradient descent is [`batch_descent`], L-BFGS is [`minimize`] |
//! | loss | [`cost`](Network::cost), by [`CrossEntropy`] or [`SquaredError`]; over the epochs [`costs`](training::trainer::State::costs) |
//! | `predict_proba`, the output | [`output`](Network::output), of many rows [`fast::outputs`]; [`predict`](Network::predict) returns a class |
//! | `score`, reports | [`accuracy`] of classes, and all of [`metrics`] |
//! | weights and biases | Θ, the fields `theta_1`, `theta_2`, …: a row for each unit, its bias in column 0 ([`Theta`]) |
//! | autograd | [`gradient`](Network::gradient), by the written equations; [`gradient_check`] |
//! | weight decay, early stopping | [`lambda`](Trainer::lambda), [`patience`](Trainer::patience) and more of [`Trainer`]; [`Adam`] |
//! | `read_csv`, `LabelEncoder` | `data::csv` (feature `csv`): `Csv::open`, `Table::classes`, `Table::classified` |
//! | `train_test_split`, `KFold` | [`split`](data::split::split()), [`split_by_class`](data::split::split_by_class), [`folds`](data::split::folds) |
//! | `StandardScaler`, `MinMaxScaler` | [`Scaling::standardize`](data::scaling::Scaling::standardize), [`min_max`](data::scaling::Scaling::min_max) |
//! | `to_categorical`, `class_weight` | [`Samples::from_classes`], [`Samples::balanced`] |
//! | `state_dict`, `load_state_dict` | `formats::safetensors` (feature `safetensors`): `save`, `load` |
//! | `Pipeline`, `load_model` | [`Model`]: a network with its scaling, classes and prepared columns; `save` and `load` |
//! | `summary` | [`Architecture`], [`Operations`] |
//!
//! [`network!`](network!#habits-from-elsewhere) says what there is not, such as dropout, and what to do instead.
//! A debug build trains slowly: write `opt-level = 1` under `[profile.dev]` in `Cargo.toml`.
//!
//! # Map and notation
//!
//! In reading order, each using only those before it: [`equations`], [`samples`], `kernels` (internal), [`Network`],
//! [`textbook`], [`readings`], [`fast`], [`training`], [`distributed`], [`data`], [`metrics`], [`Model`], `plot` (feature `plot`), [`formats`].
//! A network's methods are the textbook, for every number. [`fast`] and whatever trains compute the same by vector instructions.
//! Without the feature `std`, which is on by default, the crate needs no operating system, only `core` and `alloc`. What is
//! left, [`equations`] to [`fast`] but [`readings`], the three descents and [`accuracy`], computes as the textbook does.
//! The input is layer 1, the output layer L; layer l has s_l units, the output K. In code, symbols are spelled in ASCII:
//! `theta_1` is Θ⁽¹⁾, `z_2` is z⁽²⁾, `delta_3` is δ⁽³⁾; Δ is `accumulated`, D is `gradient`, J is `cost`.

// The helpers of what needs `std`, and the links to it, stay.
#![cfg_attr(not(feature = "std"), no_std, allow(dead_code, unreachable_pub, rustdoc::broken_intra_doc_links))]
extern crate alloc;

pub mod equations;
pub mod samples;
pub mod kernels;
mod network;
pub mod textbook;
pub mod readings;
pub mod fast;
pub mod training;

pub mod data;
pub mod distributed;
pub mod formats;
pub mod metrics;
mod model;
#[cfg(feature = "plot")]
pub mod plot;

#[path = "private.rs"]
pub mod __private;
mod display;
mod error;
mod float16;
mod habits;
mod macros;
mod write_atomic;

pub use equations::activation::{
    Activation, Identity, LeakyRelu, OutputActivation, Relu, Sigmoid, Softmax, Softplus, Tanh,
};
pub use equations::cost::{Cost, CrossEntropy, SquaredError, Targets};
pub use equations::scalar::{Function, Scalar};
pub use equations::theta::Theta;
#[cfg(feature = "std")]
pub use model::{Model, WrongNames};
/// The `ndarray` whose matrices and views this crate takes and returns, version 0.17. A matrix of another version has
/// another type.
pub use ndarray;
pub use network::architecture::Architecture;
pub use network::gradient_check::{GradientCheck, GradientEntry, Kink};
#[doc(alias("gradcheck", "check_grad", "finite_differences"))]
pub use network::gradient_check::{gradient_check, numeric_gradient};
pub use network::trace::Trace;
pub use network::{Diverged, LayerValues, Network, Quantity, Record, SamplesOf, TrainingError, architecture, trace};
#[cfg(feature = "std")]
pub use readings::counting::{Operations, Tally};
#[cfg(feature = "symbol")]
pub use readings::derivation::Derivation;
#[cfg(feature = "dual")]
pub use readings::dual::{directional_derivative, dual_check, dual_gradient};
#[cfg(feature = "symbol")]
pub use readings::symbol::Symbol;
pub use samples::{Row, Samples, SamplesError};
pub use textbook::descend;
#[cfg(feature = "std")]
pub use training::minimize::{Minimizer, minimize};
#[cfg(feature = "std")]
pub use training::optimizer::{Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RmsProp};
#[cfg(feature = "std")]
pub use training::trainer::Trainer;
pub use training::{accuracy, batch_descent, minibatch_descent, stochastic_descent};
