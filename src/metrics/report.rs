//! Precision, recall and F1 of all classes, and their means.
//!
//! **Invariant**: a measure that is undefined is `None`, never 0.

use crate::metrics::ConfusionMatrix;
use crate::metrics::confusion::share;
use crate::metrics::table::{UNDEFINED, fraction, write_table};
use std::fmt;

/// Precision, recall and F1 of a class, of a label, or their means over several of them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Measures {
    /// The precision TP / (TP + FP); `None` if the class was never predicted.
    pub precision: Option<f64>,
    /// The recall TP / (TP + FN); `None` if the class does not occur.
    pub recall: Option<f64>,
    /// F1, the harmonic mean of both, 2 TP / (2 TP + FP + FN); `None` if the class neither occurs nor was predicted.
    pub f1: Option<f64>,
    /// The support: the number of examples of the class.
    pub support: usize,
}

impl Measures {
    /// Returns the measures of a class.
    pub(super) fn of(matrix: &ConfusionMatrix, class: usize) -> Self {
        Self {
            precision: matrix.precision(class),
            recall: matrix.recall(class),
            f1: matrix.f1(class),
            support: matrix.occurrences(class),
        }
    }

    /// Returns the measures of all decisions together: of so many right positives, predictions and occurrences.
    pub(super) fn of_counts(right: usize, predictions: usize, occurrences: usize) -> Self {
        Self {
            precision: share(right, predictions),
            recall: share(right, occurrences),
            f1: share(2 * right, predictions + occurrences),
            support: occurrences,
        }
    }

    /// Returns the unweighted means; a mean is `None` if the measure is undefined for one of the classes.
    pub(super) fn macro_average(all: &[Self]) -> Self {
        Self::average(all, |_| 1)
    }

    /// Returns the means weighted by support. A class that does not occur has no weight; a mean is `None` if the measure is
    /// undefined for another one.
    pub(super) fn weighted_average(all: &[Self]) -> Self {
        Self::average(all, |class| class.support)
    }

    fn average(all: &[Self], weight: impl Fn(&Self) -> usize) -> Self {
        let total: usize = all.iter().map(&weight).sum();
        let mean = |measure: fn(&Self) -> Option<f64>| {
            let weighted = |class: &Self| Some(measure(class)? * weight(class) as f64);
            let sum: Option<f64> = all.iter().filter(|class| weight(class) > 0).map(weighted).sum();
            sum.filter(|_| total > 0).map(|sum| sum / total as f64)
        };
        Self {
            precision: mean(|class| class.precision),
            recall: mean(|class| class.recall),
            f1: mean(|class| class.f1),
            support: all.iter().map(|class| class.support).sum(),
        }
    }

    /// Returns the cells of a row: precision, recall, F1 and support.
    pub(super) fn cells(&self, decimals: usize) -> [String; 4] {
        let [precision, recall, f1] = [self.precision, self.recall, self.f1].map(|measure| fraction(measure, decimals));
        [precision, recall, f1, self.support.to_string()]
    }

    pub(super) fn is_defined(&self) -> bool {
        self.precision.is_some() && self.recall.is_some() && self.f1.is_some()
    }
}

/// Precision, recall, F1 and support of each class, the accuracy, and the means over the classes.
///
/// Printed, it is a table as that of scikit-learn's `classification_report`; `{report:.4}` sets its decimals. A measure that is
/// undefined is a dash. (scikit-learn prints 0 there, with a warning.)
///
/// ```
/// use backprop::metrics::{ClassificationReport, ConfusionMatrix};
///
/// let matrix = ConfusionMatrix::from_pairs(2, [(0, 0), (0, 0), (0, 1), (1, 1)])?.with_names(&["ham", "spam"])?;
/// let report = ClassificationReport::new(&matrix);
/// assert_eq!((report.classes[1].precision, report.classes[1].recall), (Some(0.5), Some(1.0)));
/// assert_eq!((report.accuracy, report.macro_average.precision), (0.75, Some(0.75)));
/// assert_eq!(report.weighted_average.precision, Some((3.0 * 1.0 + 1.0 * 0.5) / 4.0));
/// println!("{report}");
/// # Ok::<(), backprop::metrics::MetricsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ClassificationReport {
    /// The names of the classes: their numbers if they have none.
    pub names: Vec<String>,
    /// The measures of each class.
    pub classes: Vec<Measures>,
    /// The share of the examples that were predicted right, from 0 to 1.
    pub accuracy: f64,
    /// The unweighted means over the classes; a mean is `None` if the measure is undefined for one of them.
    pub macro_average: Measures,
    /// The means weighted by support, so that each example counts the same. A class that does not occur has no weight.
    pub weighted_average: Measures,
}

impl ClassificationReport {
    /// Computes the measures of a confusion matrix.
    pub fn new(matrix: &ConfusionMatrix) -> Self {
        let classes: Vec<Measures> = (0..matrix.classes()).map(|class| Measures::of(matrix, class)).collect();
        Self {
            names: (0..matrix.classes()).map(|class| matrix.name(class)).collect(),
            accuracy: matrix.accuracy(),
            macro_average: Measures::macro_average(&classes),
            weighted_average: Measures::weighted_average(&classes),
            classes,
        }
    }
}

/// The table. Two decimals, unless the format sets others.
///
/// ```text
///               precision    recall  f1-score   support
///
///          ham       1.00      0.67      0.80         3
///         spam       0.50      1.00      0.67         1
///
///     accuracy                           0.75         4
///    macro avg       0.75      0.83      0.73         4
/// weighted avg       0.88      0.75      0.77         4
/// ```
impl fmt::Display for ClassificationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(2);
        let classes = self.names.iter().zip(&self.classes);
        let classes = classes.map(|(name, class)| (name.clone(), class.cells(decimals).to_vec())).collect();
        let [empty, examples] = [String::new(), self.macro_average.support.to_string()];
        let accuracy = vec![empty.clone(), empty, fraction(Some(self.accuracy), decimals), examples];
        let averages = vec![
            ("accuracy".to_owned(), accuracy),
            ("macro avg".to_owned(), self.macro_average.cells(decimals).to_vec()),
            ("weighted avg".to_owned(), self.weighted_average.cells(decimals).to_vec()),
        ];
        write_table(f, &["precision", "recall", "f1-score", "support"], &[classes, averages])?;
        if !self.classes.iter().all(Measures::is_defined) {
            write!(f, "\n{UNDEFINED}: the class was never predicted (precision) or does not occur (recall)")?;
        }
        Ok(())
    }
}
