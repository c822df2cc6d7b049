//! The confusion matrix of true and predicted classes, and its measures.
//!
//! **Invariant**: the matrix has at least two classes and counts at least one example.

use crate::equations::forward::class;
use crate::fast;
use crate::metrics::MetricsError;
use crate::metrics::error::checked_names;
use crate::metrics::outputs::{numbers, outputs};
use crate::network::classes::{Threshold, target_classes};
use crate::network::{Network, SamplesOf};
use crate::samples::class_count;

/// A confusion matrix: row i, column j counts the examples of class i that were predicted as class j.
///
/// The diagonal counts the right predictions. Each example counts once, whatever its weight. Printed, the matrix is a table
/// with the measures at its edges; `{matrix:.1}` sets their decimals. [`ClassificationReport`](super::ClassificationReport)
/// has the measures of all classes, and their means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionMatrix {
    /// A row for each true class, a column for each predicted one.
    counts: Vec<Vec<usize>>,
    /// The name of each class, if they have any.
    names: Option<Vec<String>>,
}

impl ConfusionMatrix {
    /// Counts the predictions of `network` on `samples`, those of [`Network::predict`].
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not mean classes; [`NotClasses`](super::NotClasses) lists the reasons. Returns an error
    /// if an output is not a number.
    pub fn new<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Result<Self, MetricsError> {
        Self::from_outputs::<N>(samples, &fast::outputs(network, samples))
    }

    /// Counts the predictions of a network's outputs for `samples`; only the targets of these are used.
    pub(crate) fn from_outputs<N: Network<Scalar: Into<f64>>>(
        samples: &SamplesOf<N>,
        outputs: &[N::Output],
    ) -> Result<Self, MetricsError> {
        let truths = target_classes::<N>(samples, Threshold::OneHalf)?;
        let outputs = numbers::<N>(outputs)?;
        Self::from_pairs(class_count(N::OUTPUTS), truths.into_iter().zip(outputs.iter().map(|h| class(h.as_ref()))))
    }

    /// Counts the predictions of `network` on `samples`, where class 1 is predicted from a threshold on: by h with one output,
    /// by h of class 1 with two.
    ///
    /// With one output, the targets have two values, and the larger means class 1. So −1 and 1 are classes, too:
    ///
    /// ```
    /// use backprop::metrics::ConfusionMatrix;
    /// # use backprop::{Samples, SquaredError, Tanh};
    /// # backprop::network! { struct Net { layers: 1 -> 1 Tanh, cost: SquaredError } }
    ///
    /// let net = Net { theta_1: [[0.0, 1.0]].into() };
    /// let samples = Samples::new([[-2.0], [0.3], [2.0]], [[-1.0], [1.0], [1.0]])?;
    /// assert_eq!(ConfusionMatrix::with_threshold(&net, &samples, 0.0)?.accuracy(), 1.0);
    /// assert_eq!(ConfusionMatrix::with_threshold(&net, &samples, 0.5)?.recall(1), Some(0.5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not have two values, if the network has more than two outputs, or if the threshold or
    /// an output is not a number.
    #[doc(alias = "decision_threshold")]
    pub fn with_threshold<N: Network<Scalar: Into<f64>>>(
        network: &N,
        samples: &SamplesOf<N>,
        threshold: f64,
    ) -> Result<Self, MetricsError> {
        if N::OUTPUTS > 2 {
            return Err(MetricsError::ManyClassesAtThreshold { found: N::OUTPUTS });
        }
        if threshold.is_nan() {
            return Err(MetricsError::Threshold);
        }
        let truths = target_classes::<N>(samples, Threshold::Other)?;
        let outputs = outputs(network, samples)?;
        // Of one output or of two, the last is that of class 1.
        let predicted = outputs.iter().map(|h| usize::from(h[N::OUTPUTS - 1] >= threshold));
        Self::from_pairs(2, truths.into_iter().zip(predicted))
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
            _ => Ok(Self { counts, names: None }),
        }
    }

    /// Gives the classes their names, in their order: those that `Table::classes` of `data::csv` returns, or your own. The
    /// printed matrix, its report and its picture show them.
    ///
    /// ```
    /// use backprop::metrics::ConfusionMatrix;
    ///
    /// let matrix = ConfusionMatrix::from_pairs(2, [(0, 0), (1, 1), (1, 0)])?.with_names(&["healthy", "ill"])?;
    /// assert_eq!(matrix.name(1), "ill");
    /// # Ok::<(), backprop::metrics::MetricsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are not as many names as classes.
    pub fn with_names(mut self, names: &[impl AsRef<str>]) -> Result<Self, MetricsError> {
        self.names = Some(checked_names(names, self.classes(), "class")?);
        Ok(self)
    }

    /// Returns the name of a class: its number if the classes have no names.
    #[track_caller]
    pub fn name(&self, class: usize) -> String {
        let class = self.expected(class);
        self.names.as_ref().map_or_else(|| class.to_string(), |names| names[class].clone())
    }

    /// Returns a class, which must be one of the matrix.
    #[track_caller]
    fn expected(&self, class: usize) -> usize {
        assert!(class < self.classes(), "there is no class {class}, expected one of 0 to {}", self.classes() - 1);
        class
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
    #[track_caller]
    pub fn count(&self, truth: usize, predicted: usize) -> usize {
        self.counts[self.expected(truth)][self.expected(predicted)]
    }

    /// Returns the number of examples of this class, also called its support.
    #[track_caller]
    pub fn occurrences(&self, class: usize) -> usize {
        self.counts[self.expected(class)].iter().sum()
    }

    /// Returns the number of examples that were predicted as this class.
    #[track_caller]
    pub fn predictions(&self, class: usize) -> usize {
        let class = self.expected(class);
        self.counts.iter().map(|row| row[class]).sum()
    }

    /// Returns the accuracy, the share of the examples that were predicted right, from 0 to 1.
    #[doc(alias = "accuracy_score")]
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..self.classes()).map(|class| self.counts[class][class]).sum();
        right as f64 / self.examples() as f64
    }

    /// Returns the precision, the share of the examples predicted as this class that are of it: TP / (TP + FP).
    ///
    /// It is `None` if the class was never predicted. With two classes, the precision of a test is that of class 1.
    #[track_caller]
    #[doc(alias = "precision_score")]
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.count(class, class), self.predictions(class))
    }

    /// Returns the recall, the share of the examples of this class that were predicted as it: TP / (TP + FN).
    ///
    /// It is `None` if the class does not occur. With two classes, the recall of a test is that of class 1.
    #[track_caller]
    #[doc(alias("recall_score", "sensitivity"))]
    pub fn recall(&self, class: usize) -> Option<f64> {
        share(self.count(class, class), self.occurrences(class))
    }

    /// Returns F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
    ///
    /// It is `None` if the class neither occurs nor was predicted.
    #[track_caller]
    #[doc(alias = "f1_score")]
    pub fn f1(&self, class: usize) -> Option<f64> {
        share(2 * self.count(class, class), self.predictions(class) + self.occurrences(class))
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
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
