//! Decision boundaries: the outputs of a network with two inputs over their plane.

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::{Network, SamplesOf};
use crate::plot::PlotError;
use crate::plot::axis::{Axis, Scale, check_value};
use crate::plot::canvas::Canvas;
use crate::plot::file::{Format, write};
use crate::plot::frame::Frame;
use crate::plot::grid::{Grid, Point};
use crate::plot::paint::{DISTINCT, Hue, Paint};
use std::path::Path;

/// The side of the frame's inside.
const SIDE: f64 = 420.0;
/// Room between the samples and the frame, as a share of their range.
const ROOM: f64 = 0.12;
/// The largest share of a class's color in the plane, so that the samples stand out.
const TINT: f64 = 0.45;
/// The number of shades between none and all of that.
const SHADES: f64 = 9.0;

/// Draws the outputs of a network over the plane of its two inputs, and the samples as dots in the color of their class.
///
/// With one output, the color is that of the class, the deeper the more certain the network is, and a line marks h = 0.5;
/// with several, it is the color of the class with the largest output. The axes have the names of the inputs.
///
/// ```no_run
/// use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network, plot};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::from_classes(x, &[0, 1, 1, 0])?;
/// plot::boundary("xor.svg", &Xor::random(7), &samples, ["x₁", "x₂"])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if there are more than 8 classes, an output is not finite or an input is beyond ±10³⁰⁰, or if the file
/// cannot be written or its extension is unsupported.
pub fn boundary<T, N>(
    path: impl AsRef<Path>,
    network: &N,
    samples: &SamplesOf<N>,
    inputs: [&str; 2],
) -> Result<(), PlotError>
where
    T: Scalar + Into<f64>,
    N: Network<Scalar = T, Input = [T; 2]>,
{
    let path = path.as_ref();
    Format::of(path)?;
    write(&draw(network, samples, inputs)?, path)
}

/// Draws the outputs of a network over the plane of its two inputs.
///
/// # Errors
///
/// Returns an error if there are more than 8 classes, or a number has no place in the picture.
pub fn draw<T, N>(network: &N, samples: &SamplesOf<N>, inputs: [&str; 2]) -> Result<Canvas, PlotError>
where
    T: Scalar + Into<f64>,
    N: Network<Scalar = T, Input = [T; 2]>,
{
    let classes = samples.y()[0].as_ref().len().max(2);
    if classes > DISTINCT {
        return Err(PlotError::TooMany { what: "classes", found: classes, most: DISTINCT });
    }
    let points: Vec<Point> = samples.x().iter().map(|&[x, y]| (x.into(), y.into())).collect();
    for (row, &(x, y)) in points.iter().enumerate() {
        for value in [x, y] {
            check_value(|| format!("an input in row {row}"), value, Scale::Linear)?;
        }
    }
    let x = Axis::with_room(inputs[0], points.iter().map(|point| point.0), ROOM);
    let y = Axis::with_room(inputs[1], points.iter().map(|point| point.1), ROOM);
    let grid = Grid::new(x.range.clone(), y.range.clone());
    let names = (0..classes).map(|class| (format!("class {class}"), Hue::Series(class)));
    let frame = Frame::new(x, y, [SIDE, SIDE], names);
    let outputs = |points: &[Point]| -> Vec<Vec<f64>> {
        let x: Vec<[T; 2]> = points.iter().map(|&(x, y)| [T::from_f64(x), T::from_f64(y)]).collect();
        let outputs = fast::outputs(network, &x);
        outputs.iter().map(|h| h.as_ref().iter().map(|&h| h.into()).collect()).collect()
    };

    let mut canvas = frame.canvas();
    for (corner, opposite, paint) in grid.runs(|points| outputs(points).iter().map(|h| paint(h)).collect()) {
        let paint = paint.map_err(|value| PlotError::NotFinite { what: "an output in the plane".to_owned(), value })?;
        canvas.area(frame.at(corner.0, corner.1), frame.at(opposite.0, opposite.1), paint);
    }
    if samples.y()[0].as_ref().len() == 1 {
        for line in grid.zero_line(|points| outputs(points).iter().map(|h| h[0] - 0.5).collect()) {
            canvas.line(line.map(|(x, y)| frame.at(x, y)), 2.0, Hue::Ink);
        }
    }
    frame.axes(&mut canvas);
    for (&(x, y), target) in points.iter().zip(samples.y()) {
        canvas.disc(frame.at(x, y), 4.5, Hue::Sample(class(target.as_ref())));
    }
    Ok(canvas)
}

/// The color of a point with these outputs, or the output that is not finite.
fn paint(h: &[f64]) -> Result<Paint, f64> {
    if let Some(&value) = h.iter().find(|value| !value.is_finite()) {
        return Err(value);
    }
    let certainty = match h {
        [h] => ((2.0 * h - 1.0).abs().min(1.0) * SHADES).ceil() / SHADES,
        _ => 0.7,
    };
    Ok(Hue::Series(class(h)).tint(TINT * certainty))
}
