//! From more and more training rows to the answer whether still more would help.

use crate::network::{Network, SamplesOf};
use std::error::Error;
use std::fmt;

/// What networks trained on the first rows of `training` score, for each of `sizes` rows: on those rows themselves, and
/// on `validation`, which no network is trained on.
///
/// `train` makes a fresh network and trains it on the samples that it is given; `score` is what is measured, a cost or a
/// share, such as [`accuracy`](crate::accuracy). Two curves far apart ask for more data or a larger λ; two that have met
/// at a bad score ask for a larger network. The rows should come in no order: sorted by class, the first ones are all
/// alike.
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
/// A size is 0 or more than there are rows, which is found before any training; a training fails.
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
        let first = first_rows::<N>(training, rows);
        let network = train(&first).map_err(|source| LearningCurveError::Training { rows, source })?;
        Ok(LearningPoint { rows, training: score(&network, &first), validation: score(&network, validation) })
    };
    sizes.iter().map(point).collect()
}

/// What a network scores that was trained on so many rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningPoint {
    /// The number of training rows.
    pub rows: usize,
    /// The score on those rows.
    pub training: f64,
    /// The score on the validation rows.
    pub validation: f64,
}

/// Why there is no learning curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LearningCurveError<E> {
    /// So many training rows cannot be taken.
    Rows {
        /// The size that was asked for.
        rows: usize,
        /// The number of training rows that there are.
        available: usize,
    },
    /// A training failed.
    Training {
        /// The number of its rows.
        rows: usize,
        /// Why.
        source: E,
    },
}

impl<E: fmt::Display> fmt::Display for LearningCurveError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { rows, available } => {
                write!(f, "a learning curve at {rows} training rows, expected sizes from 1 to {available}")
            }
            Self::Training { rows, source } => write!(f, "training on {rows} rows: {source}"),
        }
    }
}

impl<E: Error + 'static> Error for LearningCurveError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rows { .. } => None,
            Self::Training { source, .. } => Some(source),
        }
    }
}

fn first_rows<N: Network>(samples: &SamplesOf<N>, rows: usize) -> SamplesOf<N> {
    let (x, y) = samples.iter().take(rows).map(|(x, y)| (x.as_ref().to_vec(), y.as_ref().to_vec())).unzip();
    N::samples(x, y).expect("some of the rows of samples are samples")
}
