//! Curves: costs, learning curves and the receiver operating characteristic.

use crate::metrics::{LearningPoint, RocCurve};
use crate::plot::axis::{Axis, check_value};
use crate::plot::canvas::Canvas;
use crate::plot::file::{Format, write};
use crate::plot::frame::{Frame, entry};
use crate::plot::paint::{DISTINCT, Hue};
use crate::plot::{PlotError, Scale};
use std::path::Path;

/// The size of the inside of a frame with the curves of training.
const SIZE: [f64; 2] = [560.0, 340.0];
/// The width and the height of the inside of ROC curves.
const ROC_SIZE: f64 = 400.0;

/// Draws the cost J from epoch to epoch: a curve for each series of a name and its points (epoch, J).
///
/// ```no_run
/// use backprop::plot::{self, Scale};
///
/// let training = [(0, 0.69), (10, 0.31), (20, 0.08)];
/// let validation = [(0, 0.70), (10, 0.35), (20, 0.15)];
/// plot::cost_curves("costs.svg", &[("training", &training), ("validation", &validation)], Scale::Linear)?;
/// # Ok::<(), plot::PlotError>(())
/// ```
///
/// # Errors
///
/// Returns an error if there is no series, one without points, or more than 8; if a cost is not finite, beyond ±10³⁰⁰, or
/// below 10⁻³⁰⁰ on a logarithmic scale; or if the file cannot be written or its extension is unsupported.
pub fn cost_curves(path: impl AsRef<Path>, series: &[(&str, &[(usize, f64)])], scale: Scale) -> Result<(), PlotError> {
    let points = |points: &[(usize, f64)]| points.iter().map(|&(epoch, cost)| (epoch as f64, cost)).collect();
    let curves: Vec<Curve> = series.iter().map(|(name, list)| Curve { name, points: points(list) }).collect();
    save(path.as_ref(), &curves, ["epoch", "cost J"], scale)
}

/// Draws the score of networks on their training rows and on validation rows, against the number of training rows.
/// `score` is the name of what was measured.
///
/// ```no_run
/// use backprop::metrics::LearningPoint;
///
/// let points = [LearningPoint::new(50, 1.0, 0.74), LearningPoint::new(200, 1.0, 0.96)];
/// backprop::plot::learning_curve("learning.svg", &points, "accuracy")?;
/// # Ok::<(), backprop::plot::PlotError>(())
/// ```
///
/// # Errors
///
/// Returns an error if there is no point; if a score is not finite or beyond ±10³⁰⁰; or if the file cannot be written or
/// its extension is unsupported.
pub fn learning_curve(path: impl AsRef<Path>, points: &[LearningPoint], score: &str) -> Result<(), PlotError> {
    let curve = |name, score: fn(&LearningPoint) -> f64| Curve {
        name,
        points: points.iter().map(|point| (point.rows as f64, score(point))).collect(),
    };
    let curves = [curve("training", |point| point.training), curve("validation", |point| point.validation)];
    save(path.as_ref(), &curves, ["training rows", score], Scale::Linear)
}

/// Draws the receiver operating characteristic of one network or several, each with its name and the area under its
/// curve. The dashed diagonal is that of guessing.
///
/// ```no_run
/// use backprop::metrics::RocCurve;
///
/// // Pairs of a true class and a score.
/// let curve = RocCurve::from_scores([(1, 0.9), (0, 0.7), (1, 0.8), (0, 0.1)])?;
/// backprop::plot::roc_curve("roc.svg", &[("network", &curve)])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if there is no curve, or more than 8; or if the file cannot be written or its extension is
/// unsupported.
pub fn roc_curve(path: impl AsRef<Path>, curves: &[(&str, &RocCurve)]) -> Result<(), PlotError> {
    let path = path.as_ref();
    Format::of(path)?;
    check_count(curves.len())?;
    let axis = |name| Axis::exact(name, 0.0..1.0);
    let names = curves
        .iter()
        .enumerate()
        .map(|(i, (name, curve))| (entry(name, &format!(" (AUC {:.3})", curve.auc()), ROC_SIZE), Hue::Series(i)));
    let frame = Frame::new(axis("false positive rate"), axis("true positive rate"), [ROC_SIZE, ROC_SIZE], names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    canvas.dashes([frame.at(0.0, 0.0), frame.at(1.0, 1.0)], 1.5, Hue::Gray);
    frame.axes(&mut canvas);
    for (i, (_, curve)) in curves.iter().enumerate() {
        let points = curve.points().iter().map(|point| (point.false_positive_rate, point.true_positive_rate));
        frame.curve(&mut canvas, points, Hue::Series(i));
    }
    write(&canvas, path)
}

/// A curve through points, with its name in the legend.
#[derive(Debug, Clone)]
pub struct Curve<'a> {
    /// The name.
    pub name: &'a str,
    /// The points, from the first to the last.
    pub points: Vec<(f64, f64)>,
}

/// A frame of these axes and this size with a grid and a name for each series, and its canvas.
pub fn framed<'a>(x: Axis, y: Axis, size: [f64; 2], names: impl IntoIterator<Item = &'a str>) -> (Frame, Canvas) {
    let names = names.into_iter().enumerate().map(|(i, name)| (name.to_owned(), Hue::Series(i)));
    let frame = Frame::new(x, y, size, names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    frame.axes(&mut canvas);
    (frame, canvas)
}

/// Draws curves in a frame of these axes and this size.
pub fn draw(curves: &[Curve<'_>], x: Axis, y: Axis, size: [f64; 2]) -> Canvas {
    let (frame, mut canvas) = framed(x, y, size, curves.iter().map(|curve| curve.name));
    for (i, curve) in curves.iter().enumerate() {
        frame.curve(&mut canvas, curve.points.iter().copied(), Hue::Series(i));
        // Few points are shown as dots; many dots would hide the curve.
        if curve.points.len() <= 30 {
            curve.points.iter().for_each(|&(x, y)| canvas.disc(frame.at(x, y), 4.0, Hue::Series(i)));
        }
    }
    canvas
}

/// Draws curves whose values have this scale, and writes them to a file.
fn save(path: &Path, curves: &[Curve<'_>], [across, up]: [&str; 2], scale: Scale) -> Result<(), PlotError> {
    Format::of(path)?;
    check_count(curves.len())?;
    for curve in curves {
        check_points(curve, scale)?;
    }
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let x = Axis::with_room(across, points().map(|(x, _)| *x), 0.0);
    let y = Axis::around(up, points().map(|(_, y)| *y), scale);
    write(&draw(curves, x, y, SIZE), path)
}

fn check_count(curves: usize) -> Result<(), PlotError> {
    match curves {
        0 => Err(PlotError::Empty { what: "curve".to_owned() }),
        found if found > DISTINCT => Err(PlotError::TooMany { what: "curves", found, most: DISTINCT }),
        _ => Ok(()),
    }
}

fn check_points(curve: &Curve<'_>, scale: Scale) -> Result<(), PlotError> {
    if curve.points.is_empty() {
        return Err(PlotError::Empty { what: format!("point of `{}`", curve.name) });
    }
    for &(x, value) in &curve.points {
        check_value(|| format!("the value of `{}` at {x}", curve.name), value, scale)?;
    }
    Ok(())
}
