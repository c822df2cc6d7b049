//! Metrics: how good is a network?
//!
//! | | computed from |
//! |---|---|
//! | [`accuracy`](crate::accuracy) | true and predicted classes |
//! | [`ConfusionMatrix`]: counts, accuracy, precision, recall, F1; with another threshold | true and predicted classes |
//! | [`ClassificationReport`]: the measures of all classes, and their means | a confusion matrix |
//! | [`RocCurve`]: true and false positive rates, area under the curve | true classes and scores |
//! | [`log_loss`] | true classes and probabilities |
//! | [`LabelReport`]: precision, recall, F1 of each label, subset accuracy, Hamming loss | K independent labels |
//! | [`RegressionReport`]: MSE, RMSE, MAE, R² | numbers as targets |
//! | [`worst`]: the examples on which the network is most wrong | the cost of each example |
//! | [`dead_units`]: units that are 0 for all examples | activations |
//! | [`learning_curve`]: would more data help? | scores after training on more and more rows |
//!
//! The outputs come from [`fast`](crate::fast). Examples are counted: each counts once, whatever its weight.
//!
//! # When targets mean classes
//!
//! A network with one output predicts the classes 0 and 1, with the threshold 0.5; one with K > 1 outputs predicts the class of
//! the largest. Whether targets stand for classes follows from their values:
//!
//! | outputs | targets that mean classes |
//! |---|---|
//! | K = 1 | at most two values, both in [0, 1], one below 0.5 and one at or above it: 0 and 1, or 0.1 and 0.9 |
//! | K = 1, your own threshold | two values, of which the larger means class 1: −1 and +1 |
//! | K > 1, [`Softmax`](crate::Softmax) | one target of each row is larger than its others: 0, 1, 0 or 0.1, 0.7, 0.2 |
//! | K > 1, other outputs | two values, and each row has the larger one once: 0, 1, 0 or −1, −1, +1 |
//!
//! All others are labels or numbers, and measures of classes refuse them: [`NotClasses`] says why, in which row, and what to
//! use. Whatever returns a plain number panics with that message; whatever returns a `Result` returns it.
//!
//! ```
//! use backprop::metrics::{ConfusionMatrix, RocCurve};
//! # use backprop::{CrossEntropy, Samples, Sigmoid};
//! # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
//!
//! let net = Net { theta_1: [[-1.0, 2.0]].into() };
//! let samples = Samples::from_classes([[0.1], [0.6], [0.4], [0.9]], &[0, 0, 1, 1])?;
//!
//! let matrix = ConfusionMatrix::new(&net, &samples)?;
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

#![cfg(feature = "std")]

mod confusion;
mod dead_units;
mod error;
mod labels;
mod learning_curve;
mod log_loss;
mod outputs;
mod regression;
mod report;
mod roc;
mod table;
mod worst;

pub use crate::network::classes::NotClasses;
#[doc(alias("confusion_matrix", "crosstab"))]
pub use confusion::ConfusionMatrix;
pub use dead_units::DeadUnit;
#[doc(alias = "dying_relu")]
pub use dead_units::dead_units;
pub(crate) use error::checked_names;
pub use error::{MetricsError, WrongNames};
#[doc(alias = "multilabel")]
pub use labels::LabelReport;
pub use learning_curve::{LearningCurveError, LearningPoint, learning_curve};
#[doc(alias = "cross_entropy")]
pub use log_loss::log_loss;
pub use regression::RegressionMeasures;
#[doc(alias("mse", "rmse", "mae", "r2_score", "mean_squared_error", "mean_absolute_error"))]
pub use regression::RegressionReport;
#[doc(alias = "classification_report")]
pub use report::ClassificationReport;
pub use report::Measures;
#[doc(alias = "roc_auc")]
pub use roc::RocCurve;
pub use roc::RocPoint;
pub use worst::WorstExample;
#[doc(alias = "top_losses")]
pub use worst::worst;
