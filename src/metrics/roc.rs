//! The receiver operating characteristic: the false and the true positive rate of a test at every threshold.
//!
//! **Invariant**: a curve starts at (0, 0), ends at (1, 1), and never falls.

use crate::fast;
use crate::metrics::MetricsError;
use crate::network::classes::{Threshold, target_classes};
use crate::network::{Network, SamplesOf};

/// A ROC curve of two classes: the true positive rate over the false positive rate, as the threshold falls.
#[derive(Debug, Clone, PartialEq)]
pub struct RocCurve {
    points: Vec<RocPoint>,
    auc: f64,
}

/// A point of a [`RocCurve`]: the rates of a test that predicts class 1 if the score is at least the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RocPoint {
    /// The threshold: infinite at the first point, then each score that occurs, in falling order.
    pub threshold: f64,
    /// The share of class 0 that is predicted as class 1: FP / (FP + TN).
    pub false_positive_rate: f64,
    /// The share of class 1 that is predicted as class 1, the recall: TP / (TP + FN).
    pub true_positive_rate: f64,
}

impl RocCurve {
    /// Computes the curve of `network` on `samples`. The score of an example is h with one output, and h of class 1 with two.
    /// With one output, the larger of the two values of the targets means class 1.
    ///
    /// # Errors
    ///
    /// Returns an error if the network has more than two classes, if the targets do not mean classes, if all samples are of one
    /// class, or if an output is not finite.
    pub fn new<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Result<Self, MetricsError> {
        if N::OUTPUTS > 2 {
            return Err(MetricsError::ManyClasses { found: N::OUTPUTS });
        }
        // Of one output or of two, the last is that of class 1.
        let class_1 = N::OUTPUTS - 1;
        let truths = target_classes::<N>(samples, Threshold::Other)?;
        let outputs = fast::outputs(network, samples);
        Self::from_scores(truths.into_iter().zip(outputs.iter().map(|h| h.as_ref()[class_1].into())))
    }

    /// Computes the curve of examples, each its class, 0 or 1, and a score that should be larger for class 1.
    ///
    /// ```
    /// use backprop::metrics::RocCurve;
    ///
    /// // Of the nine pairs of a 1 and a 0, the 1 is higher in six, and two are tied: 7 of 9.
    /// let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.7), (0, 0.4), (1, 0.4), (0, 0.1)]);
    /// assert_eq!(curve?.auc(), 7.0 / 9.0);
    /// # Ok::<(), backprop::metrics::MetricsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are no examples, if a class is neither 0 nor 1, if a score is not finite, or if all examples
    /// are of one class.
    pub fn from_scores(scores: impl IntoIterator<Item = (usize, f64)>) -> Result<Self, MetricsError> {
        let mut scores: Vec<(usize, f64)> = scores.into_iter().collect();
        for (row, &(class, score)) in scores.iter().enumerate() {
            if class > 1 {
                return Err(MetricsError::Class { row, class, classes: 2 });
            }
            if !score.is_finite() {
                return Err(MetricsError::Score { row, score });
            }
        }
        let ones = scores.iter().filter(|(class, _)| *class == 1).count();
        let zeros = scores.len() - ones;
        match (zeros, ones) {
            (0, 0) => return Err(MetricsError::Empty),
            (0, _) => return Err(MetricsError::OneClass { class: 1 }),
            (_, 0) => return Err(MetricsError::OneClass { class: 0 }),
            _ => scores.sort_by(|(_, a), (_, b)| b.total_cmp(a)),
        }

        let mut points = vec![RocPoint { threshold: f64::INFINITY, false_positive_rate: 0.0, true_positive_rate: 0.0 }];
        let (mut false_positives, mut true_positives) = (0, 0);
        // Twice the Mann–Whitney U: 2 for each pair of a 1 above a 0, and 1 for a tied pair.
        let mut twice_u: u128 = 0;
        for tied in scores.chunk_by(|(_, a), (_, b)| a == b) {
            let tied_ones = tied.iter().filter(|(class, _)| *class == 1).count();
            let tied_zeros = tied.len() - tied_ones;
            twice_u += tied_zeros as u128 * (2 * true_positives + tied_ones) as u128;
            (false_positives, true_positives) = (false_positives + tied_zeros, true_positives + tied_ones);
            points.push(RocPoint {
                threshold: tied[0].1,
                false_positive_rate: false_positives as f64 / zeros as f64,
                true_positive_rate: true_positives as f64 / ones as f64,
            });
        }
        Ok(Self { points, auc: twice_u as f64 / (2.0 * zeros as f64 * ones as f64) })
    }

    /// Returns the points, from (0, 0) to (1, 1): after the first, one for each score that occurs.
    pub fn points(&self) -> &[RocPoint] {
        &self.points
    }

    /// Returns the area under the curve: the probability that an example of class 1 scores higher than one of class 0, where
    /// ties count half (the Mann–Whitney U over the number of pairs). 0.5 is guessing, 1 is perfect.
    #[doc(alias("roc_auc", "roc_auc_score"))]
    pub fn auc(&self) -> f64 {
        self.auc
    }
}
