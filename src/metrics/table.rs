//! The confusion matrix, printed as a table.

use crate::metrics::ConfusionMatrix;
use std::fmt;

/// The counts, a row for each true class, with the recall of each row, the precision and F1 of each column, and the
/// accuracy. An undefined measure is a dash.
///
/// ```text
/// true\predicted     0     1  recall
///              0    45     5   0.900
///              1     3    47   0.940
///      precision 0.938 0.904
///             F1 0.918 0.922
/// accuracy 0.920 over 100 examples
/// ```
impl fmt::Display for ConfusionMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(3);
        let width = (decimals + 2).max(self.examples().to_string().len());
        let measure = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.decimals$}"));
        let cells = |texts: &mut dyn Iterator<Item = String>| -> String {
            texts.map(|text| format!(" {text:>width$}")).collect()
        };
        let classes = || 0..self.classes();

        writeln!(f, "{CORNER}{}  recall", cells(&mut classes().map(|class| class.to_string())))?;
        for class in classes() {
            let counts = cells(&mut classes().map(|predicted| self.count(class, predicted).to_string()));
            writeln!(f, "{class:>LABEL$}{counts}  {:>6}", measure(self.recall(class)))?;
        }
        writeln!(f, "{:>LABEL$}{}", "precision", cells(&mut classes().map(|class| measure(self.precision(class)))))?;
        writeln!(f, "{:>LABEL$}{}", "F1", cells(&mut classes().map(|class| measure(self.f1(class)))))?;
        let examples = match self.examples() {
            1 => "1 example".to_owned(),
            examples => format!("{examples} examples"),
        };
        write!(f, "accuracy {:.decimals$} over {examples}", self.accuracy())
    }
}

const CORNER: &str = "true\\predicted";
/// The width of the labels of the rows.
const LABEL: usize = CORNER.len();
