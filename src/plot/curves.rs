//! Curves: costs, learning curves and the receiver operating characteristic.

use crate::metrics::{LearningPoint, RocCurve};
use crate::plot::canvas::Canvas;
use crate::plot::colors::{DISTINCT, GREY, series as color};
use crate::plot::file::{Format, write};
use crate::plot::frame::Frame;
use crate::plot::ticks::{Axis, check_value};
use crate::plot::{PlotError, Scale};
use std::path::Path;

/// The inside of a frame.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 340.0;

/// The cost J from epoch to epoch: a curve for each series of a name and its points (epoch, J).
///
/// # Errors
///
/// There is no series, one without points, or more than 8; a cost is not finite, beyond ±10³⁰⁰, or below 10⁻³⁰⁰ on a
/// logarithmic scale; the
/// file ends in something else than `.svg` or `.png`, or cannot be written.
pub fn cost_curves(path: impl AsRef<Path>, series: &[(&str, &[(usize, f64)])], scale: Scale) -> Result<(), PlotError> {
    let points = |points: &[(usize, f64)]| points.iter().map(|&(epoch, cost)| (epoch as f64, cost)).collect();
    let curves: Vec<Curve> = series.iter().map(|(name, list)| Curve { name, points: points(list) }).collect();
    draw(path.as_ref(), &curves, ["epoch", "cost J"], scale)
}

/// What networks score on their training rows and on validation rows, against the number of training rows. The `score`
/// names what was measured.
///
/// # Errors
///
/// There is no point; a score is not finite, or beyond ±10³⁰⁰; the file ends in something else than `.svg` or `.png`, or cannot be written.
pub fn learning_curve(path: impl AsRef<Path>, points: &[LearningPoint], score: &str) -> Result<(), PlotError> {
    let curve = |name, score: fn(&LearningPoint) -> f64| Curve {
        name,
        points: points.iter().map(|point| (point.rows as f64, score(point))).collect(),
    };
    let curves = [curve("training", |point| point.training), curve("validation", |point| point.validation)];
    draw(path.as_ref(), &curves, ["training rows", score], Scale::Linear)
}

/// The receiver operating characteristic of one network or several, each with its name and the area under it; the
/// diagonal is what guessing would do.
///
/// # Errors
///
/// There is no curve, or more than 8; the file ends in something else than `.svg` or `.png`, or cannot be written.
pub fn roc_curve(path: impl AsRef<Path>, curves: &[(&str, &RocCurve)]) -> Result<(), PlotError> {
    let path = path.as_ref();
    Format::of(path)?;
    check_count(curves.len())?;
    let axis = |name| Axis::exact(name, 0.0..1.0);
    let names = curves.iter().enumerate().map(|(i, (name, curve))| {
        let name = format!("{name} (AUC {:.3})", curve.auc());
        (name, color(i))
    });
    let frame = Frame::new(axis("false positive rate"), axis("true positive rate"), [400.0, 400.0], names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    dashes(&mut canvas, frame.at(0.0, 0.0), frame.at(1.0, 1.0));
    frame.axes(&mut canvas);
    for (i, (_, curve)) in curves.iter().enumerate() {
        let places = curve.points().iter().map(|point| frame.at(point.false_positive_rate, point.true_positive_rate));
        canvas.line(places, color(i), 2.5);
    }
    write(&canvas, path)
}

struct Curve<'a> {
    name: &'a str,
    points: Vec<(f64, f64)>,
}

fn draw(path: &Path, curves: &[Curve<'_>], [across, up]: [&str; 2], scale: Scale) -> Result<(), PlotError> {
    Format::of(path)?;
    check_count(curves.len())?;
    for curve in curves {
        check_points(curve, scale)?;
    }
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let x = Axis::with_room(across, points().map(|(x, _)| *x), 0.0);
    let y = Axis::around(up, points().map(|(_, y)| *y), scale);
    let names = curves.iter().enumerate().map(|(i, curve)| (curve.name.to_owned(), color(i)));
    let frame = Frame::new(x, y, [WIDTH, HEIGHT], names);
    let mut canvas = frame.canvas();
    frame.grid(&mut canvas);
    frame.axes(&mut canvas);
    for (i, curve) in curves.iter().enumerate() {
        canvas.line(curve.points.iter().map(|&(x, y)| frame.at(x, y)), color(i), 2.5);
        // A few points are shown as such; of many, the dots would hide the curve.
        if curve.points.len() <= 30 {
            curve.points.iter().for_each(|&(x, y)| canvas.disc(frame.at(x, y), 4.0, color(i)));
        }
    }
    write(&canvas, path)
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

/// A line of dashes.
fn dashes(canvas: &mut Canvas, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    const DASHES: usize = 40;
    let at = |share: f64| (x1 + share * (x2 - x1), y1 + share * (y2 - y1));
    for i in 0..DASHES {
        let start = i as f64 / DASHES as f64;
        canvas.line([at(start), at(start + 0.6 / DASHES as f64)], GREY, 1.5);
    }
}
