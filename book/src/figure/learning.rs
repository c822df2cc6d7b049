//! Draws how a training goes: accuracies over the steps, and where early stopping ends it.

use super::{Drawing, PLANE};
use crate::snapshot::numbers;
use backprop::plot::Scale;
use backprop::plot::drawing::{self, Anchor, Axis, Hue, framed, significant};
use serde_json::Value;

/// The lower end of the accuracies that are shown, in percent: below it are only the first steps.
const LEAST: f64 = 75.0;
/// The size of the letters within a frame.
const LETTERS: f64 = 12.0;

/// The steps of the run `digits` that were recorded, with what was recorded.
struct Steps<'a>(Vec<&'a Value>);

impl<'a> Steps<'a> {
    /// Returns the first steps, and after them those of the whole run.
    fn new(run: &'a Value) -> Option<Self> {
        let [first, all] = [&run["first_steps"], &run["progress"]].map(Value::as_array);
        let (first, all) = (first?, all?);
        let last = first.last()?["steps"].as_u64()?;
        let is_later = |entry: &&Value| entry["steps"].as_u64().is_some_and(|steps| steps > last);
        Some(Self(first.iter().chain(all.iter().filter(is_later)).collect()))
    }

    /// Returns the points of the curve of a number, times `factor`.
    fn curve(&self, name: &str, factor: f64) -> Option<Vec<(f64, f64)>> {
        let point = |entry: &&Value| Some((entry["steps"].as_f64()?, factor * entry[name].as_f64()?));
        self.0.iter().map(point).collect()
    }
}

/// Draws the accuracy on the training set and on the test set of the run `digits`, in percent: a step is an epoch.
pub(super) fn accuracies(run: &Value) -> Result<Drawing, String> {
    let curves = Steps::new(run).and_then(|steps| {
        Some([
            ("training set", steps.curve("training_accuracy", 100.0)?),
            ("test set", steps.curve("test_accuracy", 100.0)?),
        ])
    });
    let is_curve = |curves: &[(&str, Vec<(f64, f64)>); 2]| curves[0].1.len() > 1;
    let curves = curves.filter(is_curve).ok_or("the run `digits` has no accuracies in `first_steps` and `progress`")?;
    let steps = curves[0].1[curves[0].1.len() - 1].0;
    let (x, y) = (Axis::exact("epochs", 0.0..steps), Axis::exact("accuracy, %", LEAST..100.0));
    let (frame, mut canvas) = framed(x, y, PLANE, curves.iter().map(|(name, _)| *name));
    let mut said = Vec::new();
    for (i, (name, points)) in curves.iter().enumerate() {
        frame.curve(&mut canvas, above(points, LEAST), Hue::Series(i));
        let end = points[points.len() - 1];
        let (x, y) = frame.at(end.0, end.1);
        canvas.disc((x, y), 4.0, Hue::Series(i));
        // Below the curve, where there is room.
        canvas.text(percent(end.1), (x - 6.0, y + 13.0), Anchor::End, LETTERS, Hue::Series(i));
        let soon = points.iter().find(|point| point.1 >= 90.0).map_or(0.0, |point| point.0);
        said.push(format!("{name}: 90 % right after {soon} epochs, {} after {steps}.", percent(end.1)));
    }
    Ok(Drawing::new([canvas], said.join(" ")))
}

fn percent(value: f64) -> String {
    format!("{value:.1} %")
}

/// Returns the part of a rising curve from where it crosses the lower edge of the frame for the last time.
fn above(points: &[(f64, f64)], least: f64) -> Vec<(f64, f64)> {
    let first = points.iter().rposition(|point| point.1 < least).map_or(0, |below| below + 1);
    let crossing = first.checked_sub(1).filter(|_| first < points.len()).map(|before| {
        let ((x1, y1), (x2, y2)) = (points[before], points[first]);
        (x1 + (x2 - x1) * (least - y1) / (y2 - y1), least)
    });
    crossing.into_iter().chain(points[first..].iter().copied()).collect()
}

/// Draws the costs of the run `digits_in_practice` after each epoch, and marks the epoch with the lowest validation cost and the
/// one where the training stopped.
pub(super) fn early_stopping(run: &Value) -> Result<Drawing, String> {
    let missing = || "the run `digits_in_practice` has no `epochs` with costs, or no `best` epoch".to_owned();
    let epochs = run["epochs"].as_array().ok_or_else(missing)?;
    let curve = |name: &str| {
        let points = epochs.iter().map(|entry| Some((entry["epoch"].as_f64()?, entry[name].as_f64()?)));
        points.collect::<Option<Vec<_>>>().filter(|points| points.len() > 1).ok_or_else(missing)
    };
    let curves = [("training set", curve("training")?), ("validation set", curve("validation")?)];
    let best = (run["best"]["epoch"].as_f64(), run["best"]["validation"].as_f64());
    let (Some(epoch), Some(cost)) = best else { return Err(missing()) };
    let (stop, _) = curves[1].1[epochs.len() - 1];

    let values = curves.iter().flat_map(|(_, points)| points.iter().map(|point| point.1));
    let y = Axis::around("mean cost C", values, Scale::Logarithmic);
    let (frame, mut canvas) =
        framed(Axis::exact("epoch", 0.0..1.05 * stop), y, PLANE, curves.iter().map(|(name, _)| *name));
    for (i, (_, points)) in curves.iter().enumerate() {
        frame.curve(&mut canvas, points.iter().copied(), Hue::Series(i));
    }
    let (lowest, end) = (frame.at(epoch, cost), frame.at(stop, curves[1].1[epochs.len() - 1].1));
    // The first costs are the highest; to the right of them, there is room for text.
    let (_, top) = frame.at(curves[0].1[0].0, curves[0].1[0].1);
    let marks = [
        (end, top + 16.0, format!("{} epochs without a lower one: stop at {stop}", stop - epoch)),
        (lowest, top + 48.0, format!("lowest validation cost: epoch {epoch}")),
    ];
    for ((x, y), height, text) in marks {
        canvas.dashes([(x, height + 8.0), (x, y - 6.0)], 1.5, Hue::Ink);
        canvas.text(text, (x - 2.0, height), Anchor::End, LETTERS, Hue::Ink);
    }
    canvas.disc(lowest, 4.5, Hue::Series(1));
    canvas.ring(lowest, 8.0, 1.5, Hue::Ink);
    let says = format!(
        "The validation cost is lowest, {}, after epoch {epoch}. Training stops at epoch {stop}, when the training cost is {}.",
        significant(cost),
        significant(curves[0].1[epochs.len() - 1].1)
    );
    Ok(Drawing::new([canvas], says))
}

/// Draws the weights of each hidden unit of the run `digits` as an image of 8 × 8 pixels.
pub(super) fn hidden_weights(run: &Value) -> Result<Drawing, String> {
    let weights = |row: &Value| numbers(row).filter(|row| row.len() == 1 + 64).map(|row| row[1..].to_vec());
    let units: Option<Vec<Vec<f64>>> = run["theta_1"].as_array().and_then(|rows| rows.iter().map(weights).collect());
    let units = units.ok_or("digits/theta_1 is not a list of units with a bias and 64 weights each")?;
    let largest = units.iter().flatten().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let says = format!(
        "{} images of 8 × 8 pixels, one for each hidden unit; the largest weight has the size {}.",
        units.len(),
        significant(largest)
    );
    Ok(Drawing::new([drawing::weights(&units, [8, 8], 64.0)], says))
}
