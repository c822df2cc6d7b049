//! How good is a network? True classes and outputs become measures that a person can act on.
//!
//! | | what becomes what |
//! |---|---|
//! | [`ConfusionMatrix`] | true and predicted classes → counts, accuracy, precision, recall and F1 |
//! | [`RocCurve`] | true classes and scores → what each threshold would do, and the area under the curve |
//! | [`log_loss`] | true classes and probabilities → how surprised the network is |
//! | [`learning_curve`] | more and more training rows → would more data help? |
//!
//! A network with one output tells the classes 0 and 1 apart, with the threshold 0.5; one with K > 1 outputs tells K. The
//! class of a target is read like that of an output.
//!
//! ```
//! use backprop::metrics::{ConfusionMatrix, RocCurve};
//! # use backprop::{CrossEntropy, Samples, Sigmoid};
//! # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
//!
//! let net = Net { theta_1: [[-1.0, 2.0]].into() };
//! let samples = Samples::from_classes([[0.1], [0.6], [0.4], [0.9]], &[0, 0, 1, 1])?;
//!
//! let matrix = ConfusionMatrix::of(&net, &samples);
//! assert_eq!(matrix.accuracy(), 0.5);
//! assert_eq!(matrix.recall(1), Some(0.5));
//! println!("{matrix}");
//!
//! assert_eq!(RocCurve::of(&net, &samples)?.auc(), 0.75);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: no measure is NaN. One that is not defined is `None`, or an error that says why.

mod confusion;
mod error;
mod learning_curve;
mod log_loss;
mod roc;
mod table;

use crate::network::{Network, Record};

pub use confusion::ConfusionMatrix;
pub use error::MetricsError;
pub use learning_curve::{LearningCurveError, LearningPoint, learning_curve};
pub use log_loss::log_loss;
pub use roc::{RocCurve, RocPoint};

/// h(x) of one example, as `f64`.
pub(crate) fn output<N: Network<Scalar: Into<f64>>>(network: &N, x: &N::Input) -> Vec<f64> {
    let forward = network.forward(x);
    let last = forward.layers().pop().expect("forward propagation ends in the output");
    last.units.iter().map(|&h| h.into()).collect()
}
