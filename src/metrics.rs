//! Metrics: how good is a network?
//!
//! | | computed from |
//! |---|---|
//! | [`accuracy`](crate::accuracy) | true and predicted classes |
//! | [`ConfusionMatrix`]: counts, accuracy, precision, recall, F1 | true and predicted classes |
//! | [`RocCurve`]: true and false positive rates, area under the curve | true classes and scores |
//! | [`log_loss`] | true classes and probabilities |
//! | [`learning_curve`]: would more data help? | scores after training on more and more rows |
//!
//! A network with one output predicts the classes 0 and 1, with the threshold 0.5; one with K > 1 outputs predicts the
//! class of the largest. The class of a target is determined in the same way. The outputs come from [`fast`](crate::fast).
//!
//! ```
//! use backprop::metrics::{ConfusionMatrix, RocCurve};
//! # use backprop::{CrossEntropy, Samples, Sigmoid};
//! # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
//!
//! let net = Net { theta_1: [[-1.0, 2.0]].into() };
//! let samples = Samples::from_classes([[0.1], [0.6], [0.4], [0.9]], &[0, 0, 1, 1])?;
//!
//! let matrix = ConfusionMatrix::new(&net, &samples);
//! assert_eq!(matrix.accuracy(), 0.5);
//! assert_eq!(matrix.recall(1), Some(0.5));
//! println!("{matrix}");
//!
//! let curve = RocCurve::new(&net, &samples)?;
//! assert_eq!(curve.auc(), 0.75);
//! let [.., last] = curve.points() else { unreachable!("a curve has its two ends") };
//! assert_eq!((last.false_positive_rate, last.true_positive_rate), (1.0, 1.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: no measure is NaN. One that is undefined is `None`, or an error that says why.

mod confusion;
mod error;
mod learning_curve;
mod log_loss;
mod roc;
mod table;

pub use confusion::ConfusionMatrix;
pub use error::MetricsError;
pub use learning_curve::{LearningCurveError, LearningPoint, learning_curve};
pub use log_loss::log_loss;
pub use roc::{RocCurve, RocPoint};
