//! Measures of labels: each output is a question of its own, and any number of them may apply to an example.
//!
//! **Invariant**: a report has at least one label and counts at least one example.

use crate::metrics::error::checked_names;
use crate::metrics::outputs::outputs;
use crate::metrics::report::Measures;
use crate::metrics::table::{UNDEFINED, fraction, write_table};
use crate::metrics::{ConfusionMatrix, MetricsError};
use crate::network::classes::{THRESHOLD, Threshold, target_labels};
use crate::network::{Network, SamplesOf};
use std::fmt;

/// The measures of K independent labels: those of a network that ends in K [`Sigmoid`](crate::Sigmoid)s, each of which answers
/// a yes-or-no question.
///
/// A label is predicted if its output is at least a threshold. Each example counts once, whatever its weight. Printed, the
/// report is a table as that of scikit-learn's `classification_report`, with the accuracy of each label; `{report:.4}` sets its
/// decimals.
///
/// ```
/// use backprop::metrics::LabelReport;
/// # use backprop::{CrossEntropy, Samples, Sigmoid};
/// # backprop::network! { struct Net { layers: 1 -> 3 Sigmoid, cost: CrossEntropy } }
///
/// // All outputs are 0.5, which predicts that each label applies.
/// let samples = Samples::new([[0.0], [1.0]], [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])?;
/// let report = LabelReport::new(&Net::zeros(), &samples)?;
/// assert_eq!((report.labels(), report.label(2).accuracy(), report.label(2).precision(1)), (3, 0.5, Some(0.5)));
/// assert_eq!((report.subset_accuracy(), report.hamming_loss()), (0.5, 1.0 / 6.0));
/// println!("{}", report.with_names(&["cat", "dog", "bird"])?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LabelReport {
    /// For each label, the matrix of "does not apply", 0, and "applies", 1.
    labels: Vec<ConfusionMatrix>,
    names: Option<Vec<String>>,
    /// The number of examples whose labels were all predicted right.
    right: usize,
}

impl LabelReport {
    /// Judges the labels that `network` predicts for `samples`, with the threshold 0.5.
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not have two values in [0, 1], one below 0.5 and one at or above it, or if an output is
    /// not a number.
    pub fn new<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Result<Self, MetricsError> {
        let targets = target_labels::<N>(samples, Threshold::OneHalf)?;
        Self::judge(&vec![THRESHOLD; N::OUTPUTS], &targets, &outputs(network, samples)?)
    }

    /// Judges the labels that `network` predicts for `samples`, with a threshold for each label. The larger of the two values of
    /// the targets means that a label applies, so targets may also be −1 and 1.
    ///
    /// ```
    /// # use backprop::metrics::LabelReport;
    /// # use backprop::{CrossEntropy, Samples, Sigmoid};
    /// # backprop::network! { struct Net { layers: 1 -> 3 Sigmoid, cost: CrossEntropy } }
    /// # let samples = Samples::new([[0.0], [1.0]], [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])?;
    /// let report = LabelReport::with_thresholds(&Net::zeros(), &samples, &[0.5, 0.5, 0.6])?;
    /// assert_eq!(report.label(2).recall(1), Some(0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not have two values, if there are not K thresholds, or if one of them or an output is
    /// not a number.
    pub fn with_thresholds<N: Network<Scalar: Into<f64>>>(
        network: &N,
        samples: &SamplesOf<N>,
        thresholds: &[f64],
    ) -> Result<Self, MetricsError> {
        if thresholds.len() != N::OUTPUTS {
            return Err(MetricsError::Thresholds { found: thresholds.len(), labels: N::OUTPUTS });
        }
        if thresholds.iter().any(|threshold| threshold.is_nan()) {
            return Err(MetricsError::Threshold);
        }
        let targets = target_labels::<N>(samples, Threshold::Other)?;
        Self::judge(thresholds, &targets, &outputs(network, samples)?)
    }

    /// Compares the labels of each example, `targets` row by row, with the outputs.
    fn judge(thresholds: &[f64], targets: &[bool], outputs: &[Vec<f64>]) -> Result<Self, MetricsError> {
        let predicted: Vec<bool> =
            outputs.iter().flat_map(|h| h.iter().zip(thresholds).map(|(h, threshold)| h >= threshold)).collect();
        let count = thresholds.len();
        let label = |k: usize| {
            let column = |flags: &[bool]| -> Vec<usize> {
                flags.iter().skip(k).step_by(count).map(|&flag| flag.into()).collect()
            };
            ConfusionMatrix::from_pairs(2, column(targets).into_iter().zip(column(&predicted)))
        };
        let rows = targets.chunks_exact(count).zip(predicted.chunks_exact(count));
        Ok(Self {
            labels: (0..count).map(label).collect::<Result<_, _>>()?,
            names: None,
            right: rows.filter(|(target, predicted)| target == predicted).count(),
        })
    }

    /// Gives the labels their names, in the order of the outputs.
    ///
    /// # Errors
    ///
    /// Returns an error if there are not as many names as labels.
    pub fn with_names(mut self, names: &[impl AsRef<str>]) -> Result<Self, MetricsError> {
        self.names = Some(checked_names(names, self.labels(), "label")?);
        Ok(self)
    }

    /// Returns K, the number of labels.
    pub fn labels(&self) -> usize {
        self.labels.len()
    }

    /// Returns the number of examples.
    pub fn examples(&self) -> usize {
        self.labels[0].examples()
    }

    /// Returns the matrix of a label, whose class 1 is that the label applies: it has the accuracy, and with the class 1
    /// precision, recall and F1.
    ///
    /// # Panics
    ///
    /// Panics if there is no such label.
    #[track_caller]
    pub fn label(&self, label: usize) -> &ConfusionMatrix {
        &self.labels[label]
    }

    /// Returns the share of the examples whose labels were all predicted right: the strictest measure.
    #[doc(alias = "exact_match")]
    pub fn subset_accuracy(&self) -> f64 {
        self.right as f64 / self.examples() as f64
    }

    /// Returns the Hamming loss: the share of all labels of all examples that were predicted wrong.
    pub fn hamming_loss(&self) -> f64 {
        let wrong = |label: &ConfusionMatrix| label.count(0, 1) + label.count(1, 0);
        let wrong: usize = self.labels.iter().map(wrong).sum();
        wrong as f64 / (self.labels() * self.examples()) as f64
    }

    /// Returns the measures of all decisions together, so that a frequent label counts more than a rare one.
    pub fn micro_average(&self) -> Measures {
        let sum = |count: fn(&ConfusionMatrix) -> usize| self.labels.iter().map(count).sum();
        Measures::of_counts(
            sum(|label| label.count(1, 1)),
            sum(|label| label.predictions(1)),
            sum(|label| label.occurrences(1)),
        )
    }

    /// Returns the unweighted means over the labels; a mean is `None` if the measure is undefined for one of them.
    pub fn macro_average(&self) -> Measures {
        Measures::macro_average(&self.measures())
    }

    /// Returns the means over the labels, weighted by support. A label that never applies has no weight.
    pub fn weighted_average(&self) -> Measures {
        Measures::weighted_average(&self.measures())
    }

    /// Returns the measures of each label.
    fn measures(&self) -> Vec<Measures> {
        self.labels.iter().map(|label| Measures::of(label, 1)).collect()
    }
}

/// The table. Two decimals, unless the format sets others.
impl fmt::Display for LabelReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(2);
        let cells = |measures: Measures, accuracy: String| {
            let [precision, recall, f1, support] = measures.cells(decimals);
            vec![precision, recall, f1, accuracy, support]
        };
        let name = |k: usize| self.names.as_ref().map_or_else(|| k.to_string(), |names| names[k].clone());
        let measures = self.measures();
        let labels = measures
            .iter()
            .enumerate()
            .map(|(k, measures)| (name(k), cells(*measures, fraction(Some(self.labels[k].accuracy()), decimals))));
        let averages = [
            ("micro avg", self.micro_average()),
            ("macro avg", self.macro_average()),
            ("weighted avg", self.weighted_average()),
        ];
        let averages = averages.map(|(name, measures)| (name.to_owned(), cells(measures, String::new())));
        write_table(
            f,
            &["precision", "recall", "f1-score", "accuracy", "support"],
            &[labels.collect(), averages.to_vec()],
        )?;
        let (subset, hamming) = (self.subset_accuracy(), self.hamming_loss());
        let examples = crate::display::counted(self.examples(), "example");
        write!(f, "\n\nsubset accuracy {subset:.decimals$}, Hamming loss {hamming:.decimals$} over {examples}")?;
        if !measures.iter().all(Measures::is_defined) {
            write!(f, "\n{UNDEFINED}: the label was never predicted (precision) or never applies (recall)")?;
        }
        Ok(())
    }
}
