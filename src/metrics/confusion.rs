//! The confusion matrix of true and predicted classes, and its measures.
//!
//! **Invariant**: the matrix has at least two classes and counts at least one example.

use crate::equations::forward::class;
use crate::fast;
use crate::metrics::MetricsError;
use crate::network::{Network, SamplesOf};

/// A confusion matrix: row i, column j counts the examples of class i that were predicted as class j.
///
/// The diagonal counts the right predictions. Printed, the matrix is a table with the measures at its edges;
/// `{matrix:.1}` sets their decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionMatrix {
    /// A row for each true class, a column for each predicted one.
    counts: Vec<Vec<usize>>,
}

impl ConfusionMatrix {
    /// Counts the predictions of `network` on `samples`.
    pub fn new<N: Network>(network: &N, samples: &SamplesOf<N>) -> Self {
        let outputs = fast::sample_outputs(network, samples);
        let pairs = samples.y().iter().zip(&outputs).map(|(y, h)| (class(y.as_ref()), class(h.as_ref())));
        Self::from_pairs(N::OUTPUTS.max(2), pairs).expect("samples are not empty, and a class is one of the outputs")
    }

    /// Counts pairs of a true and a predicted class, each from 0 to `classes` − 1.
    ///
    /// ```
    /// use backprop::metrics::ConfusionMatrix;
    ///
    /// let matrix = ConfusionMatrix::from_pairs(3, [(0, 0), (1, 1), (1, 2), (2, 2)])?;
    /// assert_eq!(matrix.count(1, 2), 1);
    /// assert_eq!((matrix.classes(), matrix.examples(), matrix.accuracy()), (3, 4, 0.75));
    /// assert_eq!((matrix.occurrences(1), matrix.recall(1)), (2, Some(0.5)));
    /// assert_eq!((matrix.predictions(2), matrix.precision(2)), (2, Some(0.5)));
    /// assert_eq!((matrix.f1(0), matrix.f1(1)), (Some(1.0), Some(2.0 / 3.0)));
    /// assert_eq!((matrix.macro_precision(), matrix.macro_recall()), (Some(2.5 / 3.0), Some(2.5 / 3.0)));
    /// assert!((matrix.macro_f1().unwrap() - 7.0 / 9.0).abs() < 1e-15);
    /// # Ok::<(), backprop::metrics::MetricsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are fewer than two classes, if there are no pairs, or if a class is out of range.
    pub fn from_pairs(classes: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Result<Self, MetricsError> {
        if classes < 2 {
            return Err(MetricsError::Classes { found: classes });
        }
        let mut counts = vec![vec![0; classes]; classes];
        for (row, (truth, predicted)) in pairs.into_iter().enumerate() {
            match truth.max(predicted) {
                class if class >= classes => return Err(MetricsError::Class { row, class, classes }),
                _ => counts[truth][predicted] += 1,
            }
        }
        match counts.iter().flatten().sum() {
            0 => Err(MetricsError::Empty),
            _ => Ok(Self { counts }),
        }
    }

    /// Returns the number of classes, at least 2.
    pub fn classes(&self) -> usize {
        self.counts.len()
    }

    /// Returns the number of examples, at least 1.
    pub fn examples(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// Returns the number of examples of the class `truth` that were predicted as `predicted`.
    ///
    /// # Panics
    ///
    /// Panics if a class is out of range, as do all methods that take a class.
    pub fn count(&self, truth: usize, predicted: usize) -> usize {
        self.counts[truth][predicted]
    }

    /// Returns the number of examples of this class, also called its support.
    pub fn occurrences(&self, class: usize) -> usize {
        self.counts[class].iter().sum()
    }

    /// Returns the number of examples that were predicted as this class.
    pub fn predictions(&self, class: usize) -> usize {
        self.counts.iter().map(|row| row[class]).sum()
    }

    /// Returns the accuracy, the share of the examples that were predicted right, from 0 to 1.
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..self.classes()).map(|class| self.counts[class][class]).sum();
        right as f64 / self.examples() as f64
    }

    /// Returns the precision, the share of the examples predicted as this class that are of it: TP / (TP + FP).
    ///
    /// It is `None` if the class was never predicted. With two classes, the precision of a test is that of class 1.
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.predictions(class))
    }

    /// Returns the recall, the share of the examples of this class that were predicted as it: TP / (TP + FN).
    ///
    /// It is `None` if the class does not occur. With two classes, the recall of a test is that of class 1.
    pub fn recall(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.occurrences(class))
    }

    /// Returns F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
    ///
    /// It is `None` if the class neither occurs nor was predicted.
    pub fn f1(&self, class: usize) -> Option<f64> {
        share(2 * self.counts[class][class], self.predictions(class) + self.occurrences(class))
    }

    /// Returns the unweighted mean of the precision of all classes, or `None` if it is undefined for one of them.
    pub fn macro_precision(&self) -> Option<f64> {
        self.mean(|class| self.precision(class))
    }

    /// Returns the unweighted mean of the recall of all classes, also called balanced accuracy, or `None` if it is undefined
    /// for one of them.
    pub fn macro_recall(&self) -> Option<f64> {
        self.mean(|class| self.recall(class))
    }

    /// Returns the unweighted mean of F1 of all classes, or `None` if it is undefined for one of them.
    pub fn macro_f1(&self) -> Option<f64> {
        self.mean(|class| self.f1(class))
    }

    fn mean(&self, measure: impl Fn(usize) -> Option<f64>) -> Option<f64> {
        let total: Option<f64> = (0..self.classes()).map(measure).sum();
        total.map(|total| total / self.classes() as f64)
    }
}

/// Returns the share of a part in the whole, if the whole is not 0.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
