//! From true and predicted classes to the matrix that counts them, and to its measures.
//!
//! **Invariant**: the matrix has at least two classes and counts at least one example.

use crate::equations::forward::class;
use crate::metrics::MetricsError;
use crate::network::{Network, SamplesOf};

/// How often each class was taken for which: row i, column j counts the examples of class i that were predicted as j.
///
/// The diagonal is what went right. Printed, it is a table with the measures at its edges; `{matrix:.1}` sets their
/// decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionMatrix {
    /// A row for each true class, a column for each predicted one.
    counts: Vec<Vec<usize>>,
}

impl ConfusionMatrix {
    /// Counts what `network` predicts on `samples`.
    pub fn of<N: Network>(network: &N, samples: &SamplesOf<N>) -> Self {
        let classes = samples.y()[0].as_ref().len().max(2);
        let pairs = samples.iter().map(|(x, y)| (class(y.as_ref()), network.predict(x)));
        Self::from_pairs(classes, pairs).expect("samples are not empty, and a class is one of the outputs")
    }

    /// Counts pairs of a true and a predicted class, both from 0 to `classes` − 1.
    ///
    /// ```
    /// use backprop::metrics::ConfusionMatrix;
    ///
    /// let matrix = ConfusionMatrix::from_pairs(3, [(0, 0), (1, 1), (1, 2), (2, 2)])?;
    /// assert_eq!(matrix.count(1, 2), 1);
    /// assert_eq!(matrix.precision(2), Some(0.5));
    /// # Ok::<(), backprop::metrics::MetricsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There are fewer than two classes; there is no pair; a pair has a class that is too large.
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

    /// The number of classes, at least 2.
    pub fn classes(&self) -> usize {
        self.counts.len()
    }

    /// The number of examples, at least 1.
    pub fn examples(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// How many examples of the class `truth` were predicted as `predicted`.
    ///
    /// # Panics
    ///
    /// There is no such class; so do all methods that take a class.
    pub fn count(&self, truth: usize, predicted: usize) -> usize {
        self.counts[truth][predicted]
    }

    /// How many examples are of this class; also called its support.
    pub fn occurrences(&self, class: usize) -> usize {
        self.counts[class].iter().sum()
    }

    /// How many examples were predicted as this class.
    pub fn predictions(&self, class: usize) -> usize {
        self.counts.iter().map(|row| row[class]).sum()
    }

    /// The share of the examples that were predicted right, from 0 to 1.
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..self.classes()).map(|class| self.counts[class][class]).sum();
        right as f64 / self.examples() as f64
    }

    /// Of the examples that were predicted as this class, the share that is of it: TP / (TP + FP).
    ///
    /// `None` where the class was never predicted. With two classes, the precision of a test is that of class 1.
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.predictions(class))
    }

    /// Of the examples of this class, the share that was predicted as it: TP / (TP + FN).
    ///
    /// `None` where the class does not occur. With two classes, the recall of a test is that of class 1.
    pub fn recall(&self, class: usize) -> Option<f64> {
        share(self.counts[class][class], self.occurrences(class))
    }

    /// F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
    ///
    /// `None` where the class neither occurs nor was predicted.
    pub fn f1(&self, class: usize) -> Option<f64> {
        share(2 * self.counts[class][class], self.predictions(class) + self.occurrences(class))
    }

    /// The mean precision of all classes, each counted alike; `None` where it is not defined for one of them.
    pub fn macro_precision(&self) -> Option<f64> {
        self.mean(|class| self.precision(class))
    }

    /// The mean recall of all classes, also called balanced accuracy; `None` where it is not defined for one of them.
    pub fn macro_recall(&self) -> Option<f64> {
        self.mean(|class| self.recall(class))
    }

    /// The mean F1 of all classes, each counted alike; `None` where it is not defined for one of them.
    pub fn macro_f1(&self) -> Option<f64> {
        self.mean(|class| self.f1(class))
    }

    fn mean(&self, measure: impl Fn(usize) -> Option<f64>) -> Option<f64> {
        let total: Option<f64> = (0..self.classes()).map(measure).sum();
        total.map(|total| total / self.classes() as f64)
    }
}

/// A part of a whole, where there is a whole.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
