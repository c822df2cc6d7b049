//! Draws the cost over two weights as contours, with two paths downhill.

use super::Drawing;
use crate::snapshot::numbers;
use backprop::plot::drawing::{Anchor, Axis, Frame, Hue, Point, significant};
use backprop_live::map;
use serde_json::Value;
use worked::contours::Plane;

/// Draws contours of J and the paths of batch gradient descent and of stochastic steps.
pub(super) fn draw(run: &Value) -> Result<Drawing, String> {
    let path = |name: &str| {
        let points = run[name].as_array().and_then(|points| points.iter().map(numbers).collect::<Option<Vec<_>>>());
        let points: Option<Vec<Point>> =
            points.map(|points| points.iter().filter_map(|point| Some((*point.first()?, *point.get(1)?))).collect());
        points.filter(|points| points.len() > 1).ok_or_else(|| format!("the run `contours` has no path `{name}`"))
    };
    let paths = [path("batch")?, path("stochastic")?];
    let names = [("batch gradient descent", Hue::Series(0)), ("stochastic", Hue::Series(1))];
    let names = names.map(|(name, hue)| (name.to_owned(), hue));
    let axis = |name| Axis::exact(name, map::FROM..map::TO);
    let frame = Frame::new(axis("Θ₁₁⁽¹⁾, of the length"), axis("Θ₁₂⁽¹⁾, of the width"), [320.0, 320.0], names);
    let mut canvas = frame.canvas();
    frame.axes(&mut canvas);

    map::draw(&mut canvas, |x, y| frame.at(x, y));
    for (i, points) in paths.iter().enumerate() {
        canvas.line(points.iter().map(|&(x, y)| frame.at(x, y)), 1.5, Hue::Series(i));
        for &(x, y) in points {
            canvas.disc(frame.at(x, y), 2.6, Hue::Series(i));
        }
    }
    let (x, y) = frame.at(paths[0][0].0, paths[0][0].1);
    canvas.text("start", (x - 6.0, y + 12.0), Anchor::End, 12.0, Hue::Ink);
    let ends = paths.map(|points| points[points.len() - 1]);
    let plane = Plane::of_petals();
    let cost = |(x, y): Point| significant(plane.cost([x, y]));
    let says = format!(
        "After {} steps, J is {} by batch gradient descent and {} by stochastic steps.",
        run["batch"].as_array().map_or(0, |points| points.len() - 1),
        cost(ends[0]),
        cost(ends[1])
    );
    Ok(Drawing::new([canvas], says))
}
