//! From scores to the receiver operating characteristic: what a test would do at every threshold.
//!
//! **Invariant**: a curve starts at (0, 0), ends at (1, 1), and falls nowhere.

use crate::equations::forward::class;
use crate::metrics::{MetricsError, output};
use crate::network::{Network, SamplesOf};

/// How the true positives grow with the false ones as the threshold falls, for two classes.
#[derive(Debug, Clone, PartialEq)]
pub struct RocCurve {
    points: Vec<RocPoint>,
    auc: f64,
}

/// What a test does that takes every example for class 1 whose score is at least the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RocPoint {
    /// The threshold: infinite at the first point, then each score that occurs, falling.
    pub threshold: f64,
    /// The share of class 0 that is taken for class 1: FP / (FP + TN).
    pub false_positive_rate: f64,
    /// The share of class 1 that is taken for class 1: TP / (TP + FN).
    pub true_positive_rate: f64,
}

impl RocCurve {
    /// The curve of `network` on `samples`. The score of an example is h with one output, and h of class 1 with two.
    ///
    /// # Errors
    ///
    /// The network has more than two classes; the samples are all of one class; an output is not finite.
    pub fn of<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Result<Self, MetricsError> {
        let outputs = samples.y()[0].as_ref().len();
        if outputs > 2 {
            return Err(MetricsError::ManyClasses { found: outputs });
        }
        Self::from_scores(samples.iter().map(|(x, y)| (class(y.as_ref()), output(network, x)[outputs - 1])))
    }

    /// The curve of examples that are each of class 0 or 1, and have a score that should be larger for class 1.
    ///
    /// ```
    /// use backprop::metrics::RocCurve;
    ///
    /// // Of the nine pairs of a 1 and a 0, the 1 is higher in six, and twice they are equal: 7 of 9.
    /// let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.7), (0, 0.4), (1, 0.4), (0, 0.1)]);
    /// assert_eq!(curve?.auc(), 7.0 / 9.0);
    /// # Ok::<(), backprop::metrics::MetricsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no example; a class is neither 0 nor 1; a score is not finite; all examples are of one class.
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
        // Twice the Mann–Whitney U: 2 for each pair of a 1 above a 0, and 1 for a pair with the same score.
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

    /// The points, from (0, 0) to (1, 1): one for each score that occurs, after the first.
    pub fn points(&self) -> &[RocPoint] {
        &self.points
    }

    /// The area under the curve: the chance that an example of class 1 scores higher than one of class 0, where equal
    /// scores count half (the Mann–Whitney U over the number of pairs). 0.5 is guessing, 1 is perfect.
    pub fn auc(&self) -> f64 {
        self.auc
    }
}
