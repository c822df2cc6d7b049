//! A confusion matrix as a heat map.

use crate::metrics::ConfusionMatrix;
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas};
use crate::plot::file::{Format, write};
use crate::plot::frame::LETTERS;
use crate::plot::paint::Hue;
use std::path::Path;

/// The side of a field of the matrix.
const FIELD: f64 = 48.0;
/// The place of the matrix: its left and its upper edge.
const LEFT: f64 = 72.0;
const TOP: f64 = 40.0;
/// The largest number of classes.
const MOST: usize = 30;

/// Draws a confusion matrix: a row for each true class, a column for each predicted one.
///
/// A field is the deeper the larger its share of the row, so the diagonal shows the recall of each class.
///
/// ```no_run
/// use backprop::metrics::ConfusionMatrix;
///
/// // Pairs of a true class and a predicted one.
/// let matrix = ConfusionMatrix::from_pairs(3, [(0, 0), (1, 1), (1, 2), (2, 2)])?;
/// backprop::plot::confusion_matrix("confusion.svg", &matrix)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if there are more than 30 classes, or if the file cannot be written or its extension is unsupported.
pub fn confusion_matrix(path: impl AsRef<Path>, matrix: &ConfusionMatrix) -> Result<(), PlotError> {
    let path = path.as_ref();
    Format::of(path)?;
    let classes = matrix.classes();
    if classes > MOST {
        return Err(PlotError::TooMany { what: "classes", found: classes, most: MOST });
    }
    let side = FIELD * classes as f64;
    let mut canvas = Canvas::new((LEFT + side + 24.0).max(220.0), TOP + side + 56.0);
    let title = format!("{:.1} % of {} right", 100.0 * matrix.accuracy(), matrix.examples());
    canvas.text(title, (LEFT, TOP - 20.0), Anchor::Start, LETTERS, Hue::Ink);
    let at = |class: usize| (class as f64 + 0.5) * FIELD;
    for truth in 0..classes {
        canvas.text(truth.to_string(), (LEFT - 14.0, TOP + at(truth)), Anchor::Middle, LETTERS, Hue::Ink);
        canvas.text(truth.to_string(), (LEFT + at(truth), TOP + side + 16.0), Anchor::Middle, LETTERS, Hue::Ink);
        let occurrences = matrix.occurrences(truth).max(1) as f64;
        for predicted in 0..classes {
            let count = matrix.count(truth, predicted);
            let share = count as f64 / occurrences;
            let (x, y) = (LEFT + at(predicted), TOP + at(truth));
            let half = FIELD / 2.0;
            // A single mistake among many is visible, too.
            let tint = if count == 0 { 0.0 } else { 0.08 + 0.92 * share };
            canvas.area((x - half, y - half), (x + half, y + half), Hue::Series(0).tint(tint));
            let ink = match (count, share) {
                (0, _) => Hue::Gray,
                (_, share) if share > 0.5 => Hue::Ground,
                _ => Hue::Ink,
            };
            canvas.text(count.to_string(), (x, y), Anchor::Middle, LETTERS, ink);
        }
    }
    canvas.outline((LEFT, TOP), (LEFT + side, TOP + side), 1.0, Hue::Ink);
    canvas.text("predicted class", (LEFT + side / 2.0, TOP + side + 38.0), Anchor::Middle, LETTERS + 1.0, Hue::Ink);
    canvas.text("true class", (22.0, TOP + side / 2.0), Anchor::Upwards, LETTERS + 1.0, Hue::Ink);
    write(&canvas, path)
}
