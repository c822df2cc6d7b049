//! A confusion matrix as a heat map.

use crate::metrics::ConfusionMatrix;
use crate::plot::PlotError;
use crate::plot::canvas::{Anchor, Canvas};
use crate::plot::file::{Format, write};
use crate::plot::frame::LETTERS;
use crate::plot::paint::{Hue, Paint};
use crate::plot::text::{shortened, width};
use std::path::Path;

/// The least side of a field of the matrix, and the largest one that names of classes may ask for.
const FIELD: f64 = 48.0;
const WIDE_FIELD: f64 = 96.0;
/// The largest number of classes whose names may widen the fields.
const FEW: usize = 8;
/// The least room to the left of the matrix, and the room above it.
const LEFT: f64 = 72.0;
const TOP: f64 = 40.0;
/// The longest name, in pixels.
const NAME: f64 = 160.0;
/// Room around a text.
const ROOM: f64 = 12.0;
/// The largest number of classes.
const MOST: usize = 30;

/// Draws a confusion matrix: a row for each true class, a column for each predicted one.
///
/// A field is the deeper the larger its share of the row, so the diagonal shows the recall of each class. If the classes of the
/// matrix have [names](ConfusionMatrix::with_names), the picture has them.
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
    write(&draw(matrix), path)
}

/// Draws the matrix: first all fields, then their texts, so that no field hides a number.
fn draw(matrix: &ConfusionMatrix) -> Canvas {
    let names: Vec<String> = (0..matrix.classes()).map(|class| shortened(&matrix.name(class), LETTERS, NAME)).collect();
    let longest = names.iter().map(|name| width(name, LETTERS)).fold(0.0, f64::max);
    let field = field(matrix, longest);
    let side = field * names.len() as f64;
    let left = LEFT.max(44.0 + longest + ROOM);
    // Names that are wider than a field stand upright below it.
    let is_upright = longest + ROOM / 2.0 > field;
    let below = if is_upright { longest + 20.0 } else { 26.0 };
    let title = format!("{} % of {} right", percent(matrix), matrix.examples());
    let right = (left + side + 24.0).max(left + width(&title, LETTERS) + ROOM);
    let mut canvas = Canvas::new(right.max(220.0), TOP + side + below + 30.0);

    let at = |class: usize| (class as f64 + 0.5) * field;
    let fields = (0..names.len()).flat_map(|truth| (0..names.len()).map(move |predicted| (truth, predicted)));
    for (truth, predicted) in fields.clone() {
        let (x, y, half) = (left + at(predicted), TOP + at(truth), field / 2.0);
        canvas.area((x - half, y - half), (x + half, y + half), tint(matrix, truth, predicted));
    }
    for (truth, predicted) in fields {
        let place = (left + at(predicted), TOP + at(truth));
        let text = matrix.count(truth, predicted).to_string();
        canvas.text(text, place, Anchor::Middle, LETTERS, ink(matrix, truth, predicted));
    }
    canvas.outline((left, TOP), (left + side, TOP + side), 1.0, Hue::Ink);
    canvas.text(title, (left, TOP - 20.0), Anchor::Start, LETTERS, Hue::Ink);
    for (class, name) in names.iter().enumerate() {
        canvas.text(name, (left - 10.0, TOP + at(class)), Anchor::End, LETTERS, Hue::Ink);
        let (down, anchor) = if is_upright { (10.0, Anchor::UpwardsEnd) } else { (16.0, Anchor::Middle) };
        canvas.text(name, (left + at(class), TOP + side + down), anchor, LETTERS, Hue::Ink);
    }
    let middle = side / 2.0;
    canvas.text("predicted class", (left + middle, TOP + side + below + 12.0), Anchor::Middle, LETTERS + 1.0, Hue::Ink);
    canvas.text("true class", (22.0, TOP + middle), Anchor::Upwards, LETTERS + 1.0, Hue::Ink);
    canvas
}

/// Returns the side of a field: with room for the largest count, and for names that are not too long.
fn field(matrix: &ConfusionMatrix, longest_name: f64) -> f64 {
    let classes = || 0..matrix.classes();
    let largest = classes().flat_map(|truth| classes().map(move |predicted| matrix.count(truth, predicted))).max();
    let count = width(&largest.unwrap_or(0).to_string(), LETTERS) + ROOM;
    let name = longest_name + ROOM;
    let name = if name <= WIDE_FIELD && matrix.classes() <= FEW { name } else { 0.0 };
    FIELD.max(count).max(name).ceil()
}

/// Returns the share of a field in its row.
fn share(matrix: &ConfusionMatrix, truth: usize, predicted: usize) -> f64 {
    matrix.count(truth, predicted) as f64 / matrix.occurrences(truth).max(1) as f64
}

/// Returns the color of a field. A single mistake among many is visible, too.
fn tint(matrix: &ConfusionMatrix, truth: usize, predicted: usize) -> Paint {
    let is_empty = matrix.count(truth, predicted) == 0;
    Hue::Series(0).tint(if is_empty { 0.0 } else { 0.08 + 0.92 * share(matrix, truth, predicted) })
}

/// Returns the color of the count in a field.
fn ink(matrix: &ConfusionMatrix, truth: usize, predicted: usize) -> Hue {
    match (matrix.count(truth, predicted), share(matrix, truth, predicted)) {
        (0, _) => Hue::Gray,
        (_, share) if share > 0.5 => Hue::Ground,
        _ => Hue::Ink,
    }
}

/// Returns the accuracy in percent. It is 100 or 0 only if all examples are right, or none.
fn percent(matrix: &ConfusionMatrix) -> String {
    match format!("{:.1}", 100.0 * matrix.accuracy()).as_str() {
        "100.0" if matrix.accuracy() < 1.0 => "> 99.9".to_owned(),
        "0.0" if matrix.accuracy() > 0.0 => "< 0.1".to_owned(),
        percent => percent.to_owned(),
    }
}
