//! From a confusion matrix to a heat map.

use crate::metrics::ConfusionMatrix;
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas};
use crate::plot::colors::{BLUE, GREY, INK, WHITE, blend};
use crate::plot::file::{Format, write};
use crate::plot::frame::LETTERS;
use std::path::Path;

/// A field of the matrix.
const FIELD: f64 = 48.0;
/// Where the matrix begins, to the right and down.
const LEFT: f64 = 72.0;
const TOP: f64 = 40.0;
/// How many classes a picture can show.
const MOST: usize = 30;

/// How often each class was taken for which: a row for each true class, a column for each predicted one. A field is the
/// deeper the larger its share of the row, so the diagonal shows the recall of each class.
///
/// # Errors
///
/// There are more than 30 classes; the file ends in something else than `.svg` or `.png`, or cannot be written.
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
    canvas.text(title, (LEFT, TOP - 20.0), Anchor::Start, LETTERS, INK);
    let at = |class: usize| (class as f64 + 0.5) * FIELD;
    for truth in 0..classes {
        canvas.text(truth.to_string(), (LEFT - 14.0, TOP + at(truth)), Anchor::Middle, LETTERS, INK);
        canvas.text(truth.to_string(), (LEFT + at(truth), TOP + side + 16.0), Anchor::Middle, LETTERS, INK);
        let occurrences = matrix.occurrences(truth).max(1) as f64;
        for predicted in 0..classes {
            let count = matrix.count(truth, predicted);
            let share = count as f64 / occurrences;
            let (x, y) = (LEFT + at(predicted), TOP + at(truth));
            let half = FIELD / 2.0;
            // A single mistake among many can be seen, too.
            let color = if count == 0 { WHITE } else { blend(WHITE, BLUE, 0.08 + 0.92 * share) };
            canvas.area((x - half, y - half), (x + half, y + half), color);
            let ink = match (count, share) {
                (0, _) => GREY,
                (_, share) if share > 0.5 => WHITE,
                _ => INK,
            };
            canvas.text(count.to_string(), (x, y), Anchor::Middle, LETTERS, ink);
        }
    }
    canvas.outline((LEFT, TOP), (LEFT + side, TOP + side), INK, 1.0);
    canvas.text("predicted class", (LEFT + side / 2.0, TOP + side + 38.0), Anchor::Middle, LETTERS + 1.0, INK);
    canvas.text("true class", (22.0, TOP + side / 2.0), Anchor::Upwards, LETTERS + 1.0, INK);
    write(&canvas, path)
}
