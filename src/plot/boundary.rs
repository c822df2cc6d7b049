//! From a network with two inputs to a picture of what it makes of the plane.

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::metrics::output;
use crate::network::{Network, SamplesOf};
use crate::plot::PlotError;
use crate::plot::colors::{Color, DISTINCT, INK, WHITE, blend, series as color};
use crate::plot::file::{Format, write};
use crate::plot::frame::Frame;
use crate::plot::grid::{Grid, Point};
use crate::plot::ticks::{Axis, Scale, check_value};
use std::path::Path;

/// The inside of the frame.
const SIDE: f64 = 420.0;
/// How far a cell reaches over the next ones, which are drawn later, so that no seam shows between them.
const OVERLAP: f64 = 0.5;
/// How far the plane reaches beyond the samples, as a share of their range.
const ROOM: f64 = 0.12;
/// How much of its color the plane takes at most, so that the samples stand out.
const TINT: f64 = 0.45;
/// How many shades there are between no and all of that color.
const SHADES: f64 = 9.0;

/// The plane of inputs as `network` sees it, and the samples as dots in the color of their class. With one output, the
/// color is that of the class, the deeper the surer, and a line marks h = 0.5; with several, it is that of the largest
/// output. The axes carry the names of the inputs.
///
/// # Errors
///
/// There are more than 8 classes; an output is not finite, or an input beyond ±10³⁰⁰; the file ends in something else than `.svg` or `.png`, or cannot
/// be written.
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
    let names = (0..classes).map(|class| (format!("class {class}"), color(class)));
    let frame = Frame::new(x, y, [SIDE, SIDE], names);
    let h = |(x, y): Point| output(network, &[T::from_f64(x), T::from_f64(y)]);

    let mut canvas = frame.canvas();
    let looks = grid.runs(|point| look(&h(point)));
    for (corner, opposite, look) in looks {
        let color = look.map_err(|value| PlotError::NotFinite { what: "an output in the plane".to_owned(), value })?;
        let (lower_left, (right, top)) = (frame.at(corner.0, corner.1), frame.at(opposite.0, opposite.1));
        canvas.area(lower_left, (right + OVERLAP, top - OVERLAP), color);
    }
    if samples.y()[0].as_ref().len() == 1 {
        for line in grid.zero_line(|point| h(point)[0] - 0.5) {
            canvas.line(line.map(|(x, y)| frame.at(x, y)), INK, 2.0);
        }
    }
    frame.axes(&mut canvas);
    for (&(x, y), target) in points.iter().zip(samples.y()) {
        canvas.disc(frame.at(x, y), 4.5, blend(color(class(target.as_ref())), INK, 0.25));
    }
    write(&canvas, path)
}

/// The color of a point with these outputs, or the output that is not finite.
fn look(h: &[f64]) -> Result<Color, f64> {
    if let Some(&value) = h.iter().find(|value| !value.is_finite()) {
        return Err(value);
    }
    let sureness = match h {
        [h] => ((2.0 * h - 1.0).abs().min(1.0) * SHADES).ceil() / SHADES,
        _ => 0.7,
    };
    Ok(blend(WHITE, color(class(h)), TINT * sureness))
}
