//! The learning curve: scores over the number of training rows. It tells if more data would help.

use crate::network::{Network, SamplesOf};
use std::fmt;

/// Trains on the first rows of `training`, for each number of rows in `sizes`, and returns the scores on those rows and on
/// `validation`, which no network is trained on.
///
/// `train` creates a network and trains it on the samples that it is given; `score` measures it, by a cost or by a share
/// such as [`accuracy`](crate::accuracy). Two curves that stay far apart mean high variance: more data or a larger λ would
/// help. Two that meet at a bad score mean high bias: a larger network would help. [Shuffle](crate::Samples::shuffled) the
/// rows first: if they are sorted by class, the first ones are all of the same class.
///
/// ```
/// use backprop::metrics::learning_curve;
/// # use backprop::{CrossEntropy, Samples, Sigmoid, batch_descent};
/// # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
/// # let training = Samples::from_classes([[0.1], [0.9], [0.2], [0.7]], &[0, 1, 0, 1])?;
/// # let validation = Samples::from_classes([[0.3], [0.8]], &[0, 1])?;
///
/// let train = |rows: &Samples<_, _>| {
///     let mut net = Net::random(1);
///     batch_descent(&mut net, rows, 0.0, 0.5, 100).map(|()| net)
/// };
/// let curve = learning_curve(&[2, 4], &training, &validation, train, |net, rows| net.cost(rows, 0.0))?;
/// assert_eq!((curve[0].rows, curve[1].rows), (2, 4));
/// assert!(curve[1].training < curve[1].validation);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if a size is 0 or larger than the number of training rows, before any training; and if a training
/// fails.
pub fn learning_curve<N: Network, E>(
    sizes: &[usize],
    training: &SamplesOf<N>,
    validation: &SamplesOf<N>,
    mut train: impl FnMut(&SamplesOf<N>) -> Result<N, E>,
    score: impl Fn(&N, &SamplesOf<N>) -> f64,
) -> Result<Vec<LearningPoint>, LearningCurveError<E>> {
    let available = training.len();
    if let Some(&rows) = sizes.iter().find(|&&rows| rows == 0 || rows > available) {
        return Err(LearningCurveError::Rows { rows, available });
    }
    let point = |&rows| {
        let first: Vec<usize> = (0..rows).collect();
        let first = training.select(&first).expect("a size is from 1 to the number of training rows");
        let network = train(&first).map_err(|source| LearningCurveError::Training { rows, source })?;
        Ok(LearningPoint { rows, training: score(&network, &first), validation: score(&network, validation) })
    };
    sizes.iter().map(point).collect()
}

/// A point of a learning curve: the scores of a network that was trained on `rows` rows.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LearningPoint {
    /// The number of training rows.
    pub rows: usize,
    /// The score on those rows.
    pub training: f64,
    /// The score on the validation rows.
    pub validation: f64,
}

impl LearningPoint {
    /// Creates a point, for a curve that was measured in another way.
    ///
    /// ```
    /// use backprop::metrics::LearningPoint;
    ///
    /// let point = LearningPoint::new(100, 0.99, 0.93);
    /// assert_eq!((point.rows, point.training, point.validation), (100, 0.99, 0.93));
    /// ```
    pub fn new(rows: usize, training: f64, validation: f64) -> Self {
        Self { rows, training, validation }
    }
}

/// The reason why there is no learning curve.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LearningCurveError<E> {
    /// A size is 0 or larger than the number of training rows.
    #[error("a learning curve needs sizes from 1 to the {available} training rows, got {rows}")]
    Rows {
        /// The size that was asked for.
        rows: usize,
        /// The number of training rows.
        available: usize,
    },
    /// A training failed.
    #[error("the training on {rows} of the rows failed")]
    Training {
        /// The number of its rows.
        rows: usize,
        /// The error of the training.
        source: E,
    },
}

/// The message, and behind it the error of the training as its own `Debug` prints it: `E` need not be an error type.
impl<E: fmt::Debug> fmt::Debug for LearningCurveError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        match self {
            Self::Rows { .. } => Ok(()),
            Self::Training { source, .. } => write!(f, ": {source:?}"),
        }
    }
}
